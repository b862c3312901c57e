// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace leptune {

/// What a wrong answer of a binary task costs, in any unit; both 0 = nobody said.
struct ErrorCosts {
    double miss = 0.0;       ///< a row of the positive class is answered otherwise
    double falseAlarm = 0.0; ///< another row is answered "positive"

    bool isGiven() const { return miss > 0.0 || falseAlarm > 0.0; }
    /// Of so many errors, or rows by their weight.
    double of(double misses, double falseAlarms) const
    {
        return miss * misses + falseAlarm * falseAlarms;
    }
    /// The same as the other class has them.
    ErrorCosts swapped() const { return {falseAlarm, miss}; }
    bool operator==(const ErrorCosts &) const = default;
};

/// Throws Error(BadOption) for a cost that is negative or not finite.
void checkCosts(const ErrorCosts &costs);

/// The threshold to decide with: where costs are given that of the least cost on these rows (Elkan
/// 2001 by the rows themselves rather than by probabilities that are taken at their word), else
/// bestThreshold().
float decisionThreshold(MetricKind metric, const ErrorCosts &costs, const Target &target,
                        const FloatMatrix &probabilities, std::span<const float> weights = {});

/// Mean cost of a row's answer; 0 where no costs are given or the task is not binary.
double costARow(const ErrorCosts &costs, const Scored &scored);
/// The same of the constant answer that costs least.
double constantCostARow(const ErrorCosts &costs, const Target &target,
                        std::span<const float> weights = {});

} // namespace leptune
