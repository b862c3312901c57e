// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// How right answers are on a part of the rows: for a class the share of its rows that are answered
/// with it (recall), for numbers the mean absolute error where the truth lies in a range.
struct SliceScore {
    std::string label;            ///< the class; "" of numbers
    double low = 0.0, high = 0.0; ///< the least and the largest true number
    std::uint64_t rows = 0;
    double value = 0.0; ///< NaN where there are no rows
};

/// One a class, or one a quarter of the true numbers, rising (fewer where many are equal).
std::vector<SliceScore> sliceScores(const Scored &scored);

} // namespace leptune
