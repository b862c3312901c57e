// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace leptune {

/// A candidate of an ensemble: predictions for the same rows as the truth, its family and what it costs.
struct EnsembleCandidate {
    std::shared_ptr<const FloatMatrix> prediction;
    std::string family;
    double bytes = 0.0;        ///< packed
    double microseconds = 0.0; ///< a row
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
    double tolerance = 0.0; ///< of the score: such a difference is not worth a larger ensemble
    double maxBytes = std::numeric_limits<double>::infinity();        ///< of all members together
    double maxMicroseconds = std::numeric_limits<double>::infinity(); ///< of all members together
};

/// Greedy forward selection with replacement (Caruana et al. 2004), starting from the best single
/// candidate. Among scores within the tolerance, members already in are preferred, then small ones; the
/// shortest prefix within it is kept. Empty where no candidate keeps the limits. Thresholds are not
/// tuned within.
EnsembleChoice selectEnsemble(MetricKind metric, const Target &truth, std::span<const float> weights,
                              const std::vector<EnsembleCandidate> &candidates, const EnsembleLimits &limits = {});

/// Weighted mean of the candidates' predictions.
FloatMatrix blend(const std::vector<EnsembleCandidate> &candidates, const std::vector<double> &weights);

} // namespace leptune
