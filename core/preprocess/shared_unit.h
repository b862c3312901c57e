// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/column_summary.h"

#include <optional>
#include <span>

namespace leptune {

/// One unit that many columns of numbers are measured in (grey values, counts of items, shares):
/// they start at the same least value, and most of them end at the same largest. How far a column
/// spreads in it tells how much it matters; its own quartiles would make noise of one that is
/// hardly ever more than the least as loud as the others.
struct SharedUnit {
    float low = 0.0F;
    float high = 0.0F;
    double mean = 0.0; ///< of all cells of the columns that it holds

    /// Its cells start at `low` and stay within `high`.
    bool holds(const NumberSummary &column) const;
};

/// The unit of the columns that vary: 16 of them at least, the same least value in three quarters
/// and the same range in half of them. None where there is no such unit, or where it isn't needed:
/// quartiles tell the scale of more than nine tenths.
std::optional<SharedUnit> findSharedUnit(std::span<const NumberSummary> columns);

} // namespace leptune
