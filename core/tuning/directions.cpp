// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/directions.h"

#include "core/base/error.h"

#include <algorithm>

namespace leptune {

std::vector<int> directionsOf(const Schema &schema, const TuneOptions &options)
{
    if (options.monotone.empty())
        return {};
    if (schema.task == TaskKind::MultiClass)
        throw Error(ErrorCode::BadOption, "monotone",
                    "of " + std::to_string(schema.classes.size()) +
                        " classes none can rise or fall with a column; it takes two, or a number");
    // A score speaks for the second class.
    const int sign = schema.task == TaskKind::Binary && schema.positive == 0 ? -1 : 1;
    std::vector<int> directions(schema.columns.size(), 0);
    for (const auto &[name, direction] : options.monotone) {
        const auto column = std::ranges::find(schema.columns, name, &RawColumn::name);
        if (column == schema.columns.end() || !column->used)
            throw Error(ErrorCode::BadColumn, name,
                        "is no column to predict from, so nothing can rise or fall with it");
        if (column->type != ColumnType::Numeric || !column->asNumber)
            throw Error(ErrorCode::BadColumn, name,
                        "holds no numbers, so it has no order to rise or fall with");
        directions[static_cast<std::size_t>(column - schema.columns.begin())] = sign * direction;
    }
    return directions;
}

} // namespace leptune
