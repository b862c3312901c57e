// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/inferred_column.h"

namespace leptune {

void InferredColumn::noteInfinite(std::uint64_t count)
{
    if (count > 0)
        repaired.push_back("column " + column.name() +
                           ": infinite values (beyond 3.4e38) are read as missing in " +
                           std::to_string(count) + (count == 1 ? " cell" : " cells"));
}

void InferredColumn::noteBad(const char *what)
{
    if (badCellCount == 1)
        repaired.push_back("column " + column.name() + ": 1 cell is no " + what +
                           " and is read as missing");
    else if (badCellCount > 1)
        repaired.push_back("column " + column.name() + ": " + std::to_string(badCellCount) +
                           " cells are no " + what + " and are read as missing");
}

void InferredColumn::noteDateOrder(const DateEvidence &evidence)
{
    if (!evidence.numericDates)
        return;
    const std::string order =
        evidence.order() == DateOrder::DayFirst ? "day/month/year" : "month/day/year";
    assumed.push_back(
        "column " + column.name() + ": dates are read as " + order +
        (evidence.decided() ? "" : ", though every one could also be read the other way"));
}

} // namespace leptune
