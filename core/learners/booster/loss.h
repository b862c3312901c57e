// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune {

/// What the rows of a fit should answer: class indices or numbers; weights are empty or one a row.
struct BoosterLabels {
    std::vector<float> values;
    std::vector<float> weights;

    std::size_t rows() const { return values.size(); }
    float weight(std::size_t row) const { return weights.empty() ? 1.0F : weights[row]; }
    double totalWeight() const;
};

/// Scores and gradients lie output by output: value of output k for a row at [k * rows + row].
/// Blocks of rows are what threads share; sums over blocks are added in their order.
constexpr std::size_t kLossRows = 8192;

/// The best constant scores: mean, median, quantile, log odds, log shares.
std::vector<float> startScores(const BoosterOptions &options, const BoosterLabels &labels);

/// Falling directions of the loss, -dL/ds, without weights, for rows begin..end-1. `gradients` and
/// `scores` have stride `rows` between outputs and start at row `begin`.
void lossGradients(const BoosterOptions &options, std::span<const float> labels,
                   const float *scores, std::size_t stride, float *gradients);

/// d2L/ds2 from a label and its gradient (what Newton steps divide by; softmax: the diagonal, times
/// K / (K - 1) because only K - 1 scores are free).
inline float lossCurvature(const BoosterOptions &options, float label, int output, float gradient)
{
    if (options.loss == BoosterLoss::Logistic) {
        const float p = label - gradient;
        return p * (1.0F - p);
    }
    if (options.loss == BoosterLoss::Softmax) {
        const float p = (label == static_cast<float>(output) ? 1.0F : 0.0F) - gradient;
        const auto classes = static_cast<float>(options.classes);
        return p * (1.0F - p) * (classes / (classes - 1.0F));
    }
    return 1.0F;
}

/// Sum of weighted losses: log loss, squared error, absolute error, pinball loss.
double lossSum(const BoosterOptions &options, std::span<const float> labels,
               std::span<const float> weights, const float *scores, std::size_t stride);

} // namespace leptune
