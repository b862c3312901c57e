// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <span>
#include <vector>

namespace leptune {

/// What a model is worth to an ensemble that could do without it: the score of the ensemble's other
/// members with a fifth of the model mixed in (compare Levesque et al. 2016). A search for this finds
/// models that add something, rather than more of the same.
class EnsembleWorth {
public:
    /// `ensemble`: its predictions for the rows of `truth`.
    EnsembleWorth(MetricKind metric, Target truth, std::vector<float> weights, FloatMatrix ensemble);

    /// `share`: the model's weight in the ensemble, 0 = no member. Higher is better, NaN = unknown.
    double of(const FloatMatrix &prediction, double share) const;

private:
    MetricKind m_metric;
    Target m_truth;
    std::vector<float> m_weights;
    FloatMatrix m_ensemble;
};

} // namespace leptune
