// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_inference.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace leptune {

/// The spellings of a column and how many cells have each.
struct SpellingCounts {
    const StringDictionary &spellings;
    std::vector<std::uint64_t> counts;
    std::uint64_t rows = 0;
    std::uint64_t present = 0; ///< cells that are not missing

    std::size_t size() const { return counts.size(); }
    std::string_view text(std::size_t i) const { return spellings.text(i); }
    /// Too many for a column of numbers or dates, whatever the other cells are.
    bool hopeless(std::uint64_t bad) const
    {
        return bad > 0 && (rows < 100 || bad * 100 >= present);
    }
};

/// How one reading of the spellings came out, cells counted.
struct ValueTally {
    std::uint64_t good = 0;
    std::uint64_t bad = 0;
    std::uint64_t infinite = 0;
    std::vector<double> values; ///< one a spelling, NaN where missing or bad
    std::vector<char> isBad;    ///< one a spelling

    explicit ValueTally(std::size_t spellings);
    bool acceptable(std::uint64_t rows) const
    {
        return toleratesBadCells(good, infinite, bad, rows);
    }
};

/// Marks used in numbers; `group` 0: none between thousands.
struct NumberStyle {
    char decimal = '.';
    char group = 0;
};

/// Reads all spellings as numbers; with `giveUp` only until they can't make a numeric column.
ValueTally tallyNumbers(const SpellingCounts &cells, NumberStyle style, bool giveUp);

struct StyleChoice {
    std::optional<NumberStyle> style;
    bool openGroups = false; ///< cells such as 1,234 kept it from being numeric
};
/// The style under which the cells make a numeric column, the likely one of the rules first; groups
/// of thousands only where they can't be decimals.
StyleChoice chooseNumberStyle(const SpellingCounts &cells, const InferenceRules &rules);

/// Why cells of digits are names rather than numbers; nullptr where they are numbers.
const char *reasonToKeepDigits(const SpellingCounts &cells, const ValueTally &numbers);

} // namespace leptune
