// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"
#include "core/preprocess/raw_batch.h"

#include <string>
#include <vector>

namespace leptune {

/// The metric on the rows that one column puts together.
struct SubgroupScore {
    std::string label;            ///< the spelling; "" of numbers and of missing cells
    double low = 0.0, high = 0.0; ///< of numbers: the least and the largest cell
    bool isMissing = false;
    std::uint64_t rows = 0;
    double value = 0.0; ///< in the metric's own sign; NaN where it can't be computed (one class)
    Interval range;     ///< 95 %, as scoreInterval()
};

/// Scores by the cells of one column: a group for each of the 12 commonest spellings, or a quarter
/// of the numbers each (equal ones stay together); one for missing cells last. `cells` has a cell a
/// scored row.
std::vector<SubgroupScore> subgroupScores(MetricKind metric, const Scored &scored,
                                          const RawCells &cells, std::uint64_t seed);

} // namespace leptune
