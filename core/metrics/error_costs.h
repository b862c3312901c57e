// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <map>

namespace leptune {

/// What a wrong answer costs, in any unit; both 0 and no class = nobody said.
struct ErrorCosts {
    double miss = 0.0;       ///< a row of the positive class of two is answered otherwise
    double falseAlarm = 0.0; ///< another row is answered "positive"
    /// Of three classes or more: a row of it is answered otherwise; 1 where a class is not named.
    std::map<std::string, double> ofClass = {};

    bool isGivenFor(TaskKind task) const
    {
        return task == TaskKind::Binary ? isGiven()
                                        : task == TaskKind::MultiClass && !ofClass.empty();
    }
    /// For two classes.
    bool isGiven() const { return miss > 0.0 || falseAlarm > 0.0; }
    /// Of so many errors, or rows by their weight.
    double of(double misses, double falseAlarms) const
    {
        return miss * misses + falseAlarm * falseAlarms;
    }
    /// The same as the other class has them.
    ErrorCosts swapped() const { return {falseAlarm, miss, ofClass}; }
    bool operator==(const ErrorCosts &) const = default;
};

/// Throws Error(BadOption) for a cost that is negative or not finite.
void checkCosts(const ErrorCosts &costs);
/// Throws Error(BadOption) where the target has not the classes that costs are given for.
void checkCosts(const ErrorCosts &costs, const Target &target);

/// Weights for a Decision of the least expected cost where a miss costs by what is true: of
/// probabilities p the class of the greatest cost * p (Elkan 2001). The largest is 1; empty where
/// all are alike.
std::vector<float> classWeights(const ErrorCosts &costs, const std::vector<std::string> &classes);

/// The threshold to decide with: where costs are given that of the least cost on these rows (Elkan
/// 2001 by the rows themselves rather than by probabilities that are taken at their word), else
/// bestThreshold().
float decisionThreshold(MetricKind metric, const ErrorCosts &costs, const Target &target,
                        const FloatMatrix &probabilities, std::span<const float> weights = {});
/// The same for any task: of two classes with that threshold, of more with classWeights().
Decision decisionFor(MetricKind metric, const ErrorCosts &costs, const Target &target,
                     const FloatMatrix &probabilities, std::span<const float> weights = {});

/// Mean cost of a row's answer; 0 where no costs are given that fit the task.
double costARow(const ErrorCosts &costs, const Scored &scored);
/// The same of the constant answer that costs least.
double constantCostARow(const ErrorCosts &costs, const Target &target,
                        std::span<const float> weights = {});

} // namespace leptune
