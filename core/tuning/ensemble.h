// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <memory>
#include <vector>

namespace leptune {

/// A candidate of an ensemble: predictions for the same rows as the truth, and its family.
struct EnsembleCandidate {
    std::shared_ptr<const FloatMatrix> prediction;
    std::string family;
};

/// Weights of the chosen candidates (0 = left out), summing to 1, and the score they reach.
struct EnsembleChoice {
    std::vector<double> weights;
    double score = 0.0; ///< higher is better
    int members() const;
};

struct EnsembleLimits {
    int steps = 25;             ///< greedy steps with replacement
    int membersPerFamily = 6;
    int maxMembers = 25;
};

/// Greedy forward selection with replacement (Caruana et al. 2004), starting from the best single
/// candidate; ties prefer members already in; the best prefix is kept. Thresholds are not tuned within.
EnsembleChoice selectEnsemble(MetricKind metric, const Target &truth, std::span<const float> weights,
                              const std::vector<EnsembleCandidate> &candidates, const EnsembleLimits &limits = {});

/// Weighted mean of the candidates' predictions.
FloatMatrix blend(const std::vector<EnsembleCandidate> &candidates, const std::vector<double> &weights);

} // namespace leptune
