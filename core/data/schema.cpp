// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/schema.h"

#include "core/base/number_text.h"

#include <cmath>
#include <set>

namespace leptune {

namespace {

/// Whether a coded column may enter as float32: every spelling in it is a finite number, and no two
/// spellings ("1" and "01") would fall together.
bool spellsOnlyNumbers(const Column &column)
{
    std::vector<bool> used(column.dictionary().size());
    for (const std::int32_t code : column.codes())
        if (code >= 0)
            used[static_cast<std::size_t>(code)] = true;
    std::set<float> numbers;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i])
            continue;
        const auto number = parseNumber(column.dictionary()[i]);
        if (!number || !std::isfinite(static_cast<float>(*number)) ||
            !numbers.insert(static_cast<float>(*number)).second)
            return false;
    }
    return !numbers.empty();
}

bool entersAsNumber(const Column &column)
{
    if (!column.isCoded())
        return true;
    return column.type() != ColumnType::Text && column.type() != ColumnType::Picture &&
           spellsOnlyNumbers(column);
}

} // namespace

PictureShape pictureOnly(const Schema &schema)
{
    PictureShape found;
    for (const RawColumn &column : schema.columns) {
        if (!column.used)
            continue;
        if (column.type != ColumnType::Picture || found.bytes() > 0)
            return {};
        found = column.picture;
    }
    return found;
}

Schema makeSchema(const Table &features, const Target &target)
{
    Schema schema;
    for (std::size_t i = 0; i < features.columns(); ++i) {
        const Column &column = features.column(i);
        if (column.name() != target.column)
            schema.columns.push_back({column.name(), column.type(), entersAsNumber(column), true,
                                      column.pictures() ? column.pictures()->shape
                                                        : PictureShape{}});
    }
    schema.target = target.column;
    schema.task = target.task;
    schema.classes = target.classes;
    schema.positive = target.positive;
    return schema;
}

} // namespace leptune
