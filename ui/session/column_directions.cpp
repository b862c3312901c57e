// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/column_directions.h"

#include <algorithm>

namespace leptune {

bool takesDirection(const Column &column, const TuneOptions &options)
{
    const std::string &name = column.name();
    return column.type() == ColumnType::Numeric && name != options.target &&
           name != options.group && name != options.time && name != options.weight &&
           std::ranges::find(options.ignore, name) == options.ignore.end();
}

void dropVainDirections(TuneOptions &options, const Table &table)
{
    std::erase_if(options.monotone, [&](const auto &direction) {
        const auto index = table.find(direction.first);
        return !index || !takesDirection(table.column(*index), options);
    });
}

} // namespace leptune
