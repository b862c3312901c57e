// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/error_costs.h"

#include "core/base/error.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/threshold_curve.h"
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
    return sweptThreshold(
        target, probabilities, weights, [&costs](const Answered &answered, const Answered &all) {
            return -costs.of(all.positives - answered.positives, answered.negatives);
        });
}

double costARow(const ErrorCosts &costs, const Scored &scored)
{
    if (scored.target.task != TaskKind::Binary || !costs.isGiven())
        return 0.0;
    const ThresholdCounts counts =
        ThresholdCurve(scored, positiveClass(scored.target)).at(scored.threshold);
    return counts.rows() > 0.0 ? counts.cost(costs) / counts.rows() : 0.0;
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
    return all > 0.0 ? std::min(costs.of(positives, 0.0), costs.of(0.0, all - positives)) / all
                     : 0.0;
}

} // namespace leptune
