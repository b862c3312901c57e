// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/valid_names.h"

#include "core/base/text_encoding.h"

#include <algorithm>
#include <set>

namespace leptune {
namespace {

std::string valid(const std::string &text)
{
    return isValidUtf8(text) ? text : decodeText(text, "UTF-8").text;
}

bool isValid(const Model &model)
{
    const Schema &schema = model.schema();
    const auto facts = model.provenance();
    return isValidUtf8(model.name()) && isValidUtf8(schema.target) &&
           std::ranges::all_of(schema.classes, isValidUtf8) &&
           std::ranges::all_of(schema.columns, isValidUtf8, &RawColumn::name) &&
           std::ranges::all_of(facts, [](const auto &fact) {
               return isValidUtf8(fact.first) && isValidUtf8(fact.second);
           });
}

} // namespace

std::vector<std::string> validNames(std::vector<std::string> names)
{
    std::set<std::string> given;
    for (const std::string &name : names)
        if (isValidUtf8(name))
            given.insert(name);
    for (std::string &name : names) {
        if (isValidUtf8(name))
            continue;
        const std::string repaired = valid(name);
        name = repaired;
        for (int number = 2; !given.insert(name).second; ++number)
            name = std::string(repaired).append(" (").append(std::to_string(number)).append(")");
    }
    return names;
}

std::shared_ptr<const Model> withValidNames(const Model &model)
{
    if (isValid(model))
        return nullptr;
    Schema schema = model.schema();
    schema.target = valid(schema.target);
    schema.classes = validNames(std::move(schema.classes));
    std::vector<std::string> columns;
    for (const RawColumn &column : schema.columns)
        columns.push_back(column.name);
    columns = validNames(std::move(columns));
    for (std::size_t i = 0; i < columns.size(); ++i)
        schema.columns[i].name = columns[i];
    std::map<std::string, std::string> facts;
    for (const auto &[key, value] : model.provenance())
        facts[valid(key)] = valid(value);
    return std::make_shared<const Model>(valid(model.name()), std::move(schema), model.graph(),
                                         model.threshold(), std::move(facts));
}

} // namespace leptune
