// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/error_costs.h"

#include <vector>

namespace leptune {

/// Rows of one class against the rest when the class is answered from a probability on: their
/// number, or the sum of their weights.
struct ThresholdCounts {
    double hits = 0.0, misses = 0.0, falseAlarms = 0.0, rejections = 0.0;

    double rows() const { return hits + misses + falseAlarms + rejections; }
    double recall() const;            ///< NaN without rows of the class
    double precision() const;         ///< NaN without such answers
    double falsePositiveRate() const; ///< NaN without rows of the rest
    double cost(const ErrorCosts &costs) const { return costs.of(misses, falseAlarms); }
};

/// What every threshold on the probability of one class gives, each in the time of a search, by the
/// weights of the rows. Those whose probability is NaN are never answered with the class.
class ThresholdCurve {
public:
    ThresholdCurve() = default;
    ThresholdCurve(const Scored &scored, int label);

    ThresholdCounts at(double threshold) const;
    /// The threshold in [0, 1] of the least cost; of equal ones that nearest to 0.5.
    double cheapest(const ErrorCosts &costs) const;

private:
    std::vector<double> m_scores; ///< rising
    /// Of the class and of the rest, before each score; one more at the end.
    std::vector<double> m_positivesBelow{0.0}, m_negativesBelow{0.0};
};

} // namespace leptune
