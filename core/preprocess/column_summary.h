// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/raw_batch.h"

#include <span>
#include <string>
#include <vector>

namespace leptune {

/// What a fit needs to know of a column of numbers. Order statistics, mean and deviation are over
/// the cells that are present and possible (of an even sample above 100,000 rows); `low` and `high`
/// are exact.
struct NumberSummary {
    std::size_t present = 0;
    std::size_t missing = 0; ///< not finite or impossible, too
    float low = 0.0F;
    float high = 0.0F;
    float median = 0.0F;
    float quarter1 = 0.0F;
    float quarter3 = 0.0F;
    float tailLow = 0.0F;  ///< 0.5 % of the cells are below
    float tailHigh = 0.0F; ///< 0.5 % of the cells are above
    double mean = 0.0;
    /// Cells outside are impossible: codes for "unknown" (-999, 9999, 1e30...) far from all others.
    float possibleLow = 0.0F;
    float possibleHigh = 0.0F;
    bool hasImpossible = false;

    bool varies() const { return present > 0 && low < high; }
};
NumberSummary summarizeNumbers(std::span<const float> cells);

/// The categories of a column worth knowing, most frequent first (ties by spelling or value).
struct CategorySummary {
    bool byNumber = false;
    std::vector<std::string> keys; ///< filled unless byNumber
    std::vector<float> numberKeys; ///< filled where byNumber
    std::size_t missing = 0;       ///< rows without a cell
    std::size_t folded = 0;        ///< rows of categories that are left to "unseen"

    std::size_t size() const { return byNumber ? numberKeys.size() : keys.size(); }
};
/// Leaves to "unseen": categories below 0.1 % of the rows with fewer than 3 rows, all categories of
/// columns that read like an identifier (nine of ten cells differ, 20 rows or more), and what
/// exceeds 4,096 categories.
CategorySummary summarizeCategories(const RawCells &cells, std::size_t rows);

} // namespace leptune
