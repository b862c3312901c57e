// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/ensemble_worth.h"

namespace leptune {

namespace {

constexpr float kMixedIn = 0.2F;

} // namespace

EnsembleWorth::EnsembleWorth(MetricKind metric, Target truth, std::vector<float> weights, FloatMatrix ensemble)
    : m_metric(metric), m_truth(std::move(truth)), m_weights(std::move(weights)), m_ensemble(std::move(ensemble))
{
}

double EnsembleWorth::of(const FloatMatrix &prediction, double share) const
{
    FloatMatrix mixed = prediction;
    if (share < 1.0) {
        // (1 - 0.2) (ensemble - share * own) / (1 - share) + 0.2 own
        const auto others = static_cast<float>((1.0 - double{kMixedIn}) / (1.0 - share));
        const float own = kMixedIn - others * static_cast<float>(share);
        for (std::size_t i = 0; i < mixed.values.size(); ++i)
            mixed.values[i] = others * m_ensemble.values[i] + own * prediction.values[i];
    }
    return evaluateScore(m_metric, {m_truth, mixed, 0.5F, m_weights});
}

} // namespace leptune
