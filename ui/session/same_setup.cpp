// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/same_setup.h"

#include <algorithm>

namespace leptune {

bool sameSetup(const TuneOptions &a, const TuneOptions &b)
{
    return a.target == b.target && a.task == b.task && a.metric == b.metric && a.seed == b.seed &&
           a.folds == b.folds && a.ignore == b.ignore && a.group == b.group && a.time == b.time &&
           a.weight == b.weight && a.positive == b.positive && a.test == b.test &&
           a.monotone == b.monotone && a.costs == b.costs;
}

bool sameColumns(const Schema &schema, const Table &table)
{
    return std::ranges::all_of(schema.columns, [&table](const RawColumn &column) {
        const auto index = table.find(column.name);
        return index && table.column(*index).type() == column.type;
    });
}

} // namespace leptune
