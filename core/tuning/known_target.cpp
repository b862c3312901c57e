// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/known_target.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <cmath>
#include <map>
#include <optional>

namespace leptune {

namespace {

std::optional<float> numberAt(const Column &column, std::size_t row)
{
    if (!column.isCoded())
        return std::isfinite(column.numbers()[row]) ? std::optional(float(column.numbers()[row])) : std::nullopt;
    const auto value = parseNumber(column.text(row));
    return value && std::isfinite(*value) ? std::optional(static_cast<float>(*value)) : std::nullopt;
}

/// Spelling to class index; numbers also match when only their spelling differs ("1.0" and "1").
class ClassLookUp {
public:
    explicit ClassLookUp(const std::vector<std::string> &classes)
    {
        for (std::size_t i = 0; i < classes.size(); ++i) {
            m_exact.emplace(classes[i], static_cast<int>(i));
            if (const auto number = parseNumber(classes[i]))
                m_numbers.emplace(*number, static_cast<int>(i));
        }
    }
    std::optional<int> find(const std::string &spelling) const
    {
        if (const auto found = m_exact.find(spelling); found != m_exact.end())
            return found->second;
        const auto number = parseNumber(spelling);
        const auto found = number ? m_numbers.find(*number) : m_numbers.end();
        return found == m_numbers.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::map<std::string, int> m_exact;
    std::map<double, int> m_numbers;
};

} // namespace

Target knownTarget(const Schema &schema, const Column &column, Rows &rows, std::size_t &unknownRows)
{
    Target target;
    target.task = schema.task;
    target.column = schema.target;
    target.classes = schema.classes;
    target.positive = schema.positive;
    rows.clear();
    unknownRows = 0;
    const ClassLookUp classes(schema.classes);
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.isMissing(row))
            continue;
        const auto index = target.isClassification() ? classes.find(column.text(row)) : std::nullopt;
        const auto value = target.isClassification() ? (index ? std::optional(static_cast<float>(*index)) : std::nullopt)
                                                     : numberAt(column, row);
        if (!value) {
            ++unknownRows;
            continue;
        }
        rows.push_back(static_cast<std::uint32_t>(row));
        target.values.push_back(*value);
    }
    if (rows.empty())
        throw Error(ErrorCode::BadColumn, column.name(),
                    "no row has a value that the model knows; is this the column it was trained to predict?");
    return target;
}

} // namespace leptune
