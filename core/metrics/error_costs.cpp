// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/error_costs.h"

#include "core/base/error.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/threshold_sweep.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

double weightOf(std::span<const float> weights, std::size_t row)
{
    return weights.empty() ? 1.0 : static_cast<double>(weights[row]);
}

bool isPositive(const Target &target, std::size_t row)
{
    return target.values[row] == static_cast<float>(positiveClass(target));
}

} // namespace

void checkCosts(const ErrorCosts &costs)
{
    for (const double cost : {costs.miss, costs.falseAlarm})
        if (!(cost >= 0.0) || !std::isfinite(cost))
            throw Error(ErrorCode::BadOption, "costs",
                        "what a wrong answer costs must be a number that is not below 0");
}

float decisionThreshold(MetricKind metric, const ErrorCosts &costs, const Target &target,
                        const FloatMatrix &probabilities, std::span<const float> weights)
{
    if (target.task != TaskKind::Binary || !costs.isGiven())
        return bestThreshold(metric, target, probabilities, weights);
    return sweptThreshold(target, probabilities, weights,
                          [&costs](const Answered &answered, const Answered &all) {
                              return -costs.miss * (all.positives - answered.positives) -
                                     costs.falseAlarm * answered.negatives;
                          });
}

double costARow(const ErrorCosts &costs, const Scored &scored)
{
    if (scored.target.task != TaskKind::Binary || !costs.isGiven())
        return 0.0;
    const auto positive = static_cast<std::size_t>(positiveClass(scored.target));
    double cost = 0.0, weight = 0.0;
    for (std::size_t row = 0; row < scored.prediction.rows; ++row) {
        const double own = weightOf(scored.weights, row);
        const bool answered = scored.prediction.at(row, positive) >= scored.threshold;
        const bool truth = isPositive(scored.target, row);
        cost += truth && !answered ? own * costs.miss : 0.0;
        cost += !truth && answered ? own * costs.falseAlarm : 0.0;
        weight += own;
    }
    return weight > 0.0 ? cost / weight : 0.0;
}

double constantCostARow(const ErrorCosts &costs, const Target &target,
                        std::span<const float> weights)
{
    if (target.task != TaskKind::Binary || !costs.isGiven())
        return 0.0;
    double positives = 0.0, all = 0.0;
    for (std::size_t row = 0; row < target.values.size(); ++row) {
        const double own = weightOf(weights, row);
        positives += isPositive(target, row) ? own : 0.0;
        all += own;
    }
    return all > 0.0 ? std::min(costs.miss * positives, costs.falseAlarm * (all - positives)) / all
                     : 0.0;
}

} // namespace leptune
