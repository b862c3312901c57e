// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <span>
#include <vector>

namespace leptune {

/// How probabilities become the class that is answered.
struct Decision {
    float threshold = 0.5F; ///< least probability of the positive class to answer it (binary only)
    /// One a class, in [0, 1]: the largest weight * probability is answered. Empty = all alike.
    std::vector<float> classWeights;

    Decision() = default;
    Decision(float least)
        : threshold(least) {} // NOLINT(google-explicit-constructor): most have one
    bool operator==(const Decision &) const = default;
};

/// Class indices of [N, classes] probabilities: `positive` where it reaches the threshold (two
/// classes; -1 = neither is), else the largest by its weight, the first of equals.
std::vector<int> decide(const FloatMatrix &probabilities, int positive, const Decision &decision);

/// What decide() compares where there is no positive class: the row, each by its class's weight.
std::vector<float> weighted(std::span<const float> row, const Decision &decision);

} // namespace leptune
