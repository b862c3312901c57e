// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/threshold_sweep.h"

#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace leptune {

namespace {

struct Row {
    float probability = 0.0F;
    bool isPositive = false;
    double weight = 1.0;
};

/// A threshold that answers "positive" for `reached` and not for `missed`, clear of both.
float thresholdBetween(float missed, float reached)
{
    if (missed < 0.5F && reached >= 0.5F)
        return 0.5F;
    const float middle = missed + (reached - missed) / 2.0F;
    return middle > missed ? middle : reached;
}

/// Keeps the best threshold that it was offered.
class BestThreshold {
public:
    void offer(double worth, float threshold)
    {
        const bool nearer = std::abs(threshold - 0.5F) < std::abs(m_threshold - 0.5F);
        if (threshold > 0.0F && threshold < 1.0F &&
            (worth > m_worth || (worth == m_worth && nearer))) {
            m_worth = worth;
            m_threshold = threshold;
        }
    }
    float threshold() const { return m_threshold; }

private:
    float m_threshold = 0.5F;
    double m_worth = -std::numeric_limits<double>::infinity();
};

} // namespace

float sweptThreshold(const Target &target, const FloatMatrix &probabilities,
                     std::span<const float> weights, const AnswerWorth &worth)
{
    const auto positive = static_cast<std::size_t>(positiveClass(target));
    std::vector<Row> rows; // NaN never reaches a threshold
    Answered all;
    for (std::size_t row = 0; row < probabilities.rows; ++row) {
        const bool isPositive = target.values[row] == static_cast<float>(positive);
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[row]);
        (isPositive ? all.positives : all.negatives) += weight;
        if (!std::isnan(probabilities.at(row, positive)))
            rows.push_back(
                {std::clamp(probabilities.at(row, positive), 0.0F, 1.0F), isPositive, weight});
    }
    if (all.positives == 0.0 || all.negatives == 0.0)
        return 0.5F;
    std::ranges::stable_sort(rows, std::greater{}, &Row::probability);
    BestThreshold best;
    Answered answered;
    float reached = 1.0F;
    for (std::size_t i = 0; i <= rows.size(); ++i) {
        const float missed = i < rows.size() ? rows[i].probability : 0.0F;
        if (i == 0 || i == rows.size() || missed != reached)
            best.offer(worth(answered, all), thresholdBetween(missed, reached));
        if (i == rows.size())
            break;
        (rows[i].isPositive ? answered.positives : answered.negatives) += rows[i].weight;
        reached = missed;
    }
    return best.threshold();
}

} // namespace leptune
