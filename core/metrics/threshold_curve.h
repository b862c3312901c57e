// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// Rows of one class against the rest when the class is answered from a probability on.
struct ThresholdCounts {
    std::uint64_t hits = 0, misses = 0, falseAlarms = 0, rejections = 0;

    double recall() const;            ///< NaN without rows of the class
    double precision() const;         ///< NaN without such answers
    double falsePositiveRate() const; ///< NaN without rows of the rest
    double cost(double ofMiss, double ofFalseAlarm) const
    {
        return ofMiss * static_cast<double>(misses) +
               ofFalseAlarm * static_cast<double>(falseAlarms);
    }
};

/// What every threshold on the probability of one class gives, each in the time of a search. Rows
/// whose probability is NaN are never answered with the class.
class ThresholdCurve {
public:
    ThresholdCurve() = default;
    ThresholdCurve(const Scored &scored, int label);

    ThresholdCounts at(double threshold) const;
    /// The threshold in [0, 1] of the least cost; of equal ones that nearest to 0.5.
    double cheapest(double costOfMiss, double costOfFalseAlarm) const;
    std::uint64_t rows() const { return m_positives + m_negatives; }

private:
    std::vector<double> m_scores; ///< rising
    std::vector<std::uint64_t>
        m_positivesBelow; ///< of the class, before each score; one more at the end
    std::uint64_t m_positives = 0, m_negatives = 0;
};

} // namespace leptune
