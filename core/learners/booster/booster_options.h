// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace leptune {

enum class BoosterLoss { Logistic, Softmax, Squared, Absolute, Quantile };
/// Bernoulli: every row with the same chance. MinimalVariance: rows of large gradients more often,
/// weighted back by their chance (Ibragimov & Gusev 2019). Bayesian: all rows, each with a random
/// weight of mean 1 that is exponentially distributed (Rubin 1981); rowShare has no part in it.
enum class RowSampling { All, Bernoulli, MinimalVariance, Bayesian };
/// What a split is rated by: the drop of the squared error of the gradients, or the cosine between
/// the gradients and the tree's answers (Dorogush et al. 2018).
enum class SplitScore { SquaredError, Cosine };

struct BoosterOptions {
    BoosterLoss loss = BoosterLoss::Squared;
    int classes = 0;       ///< Softmax only
    double quantile = 0.5; ///< Quantile only
    int rounds = 1000;
    int patience = 0; ///< rounds without a lower validation loss before it ends; 0: never
    double learningRate = 0.05;
    int depth = 6;   ///< 1 to 12
    double l2 = 3.0; ///< rows of average weight that answer 0 in every leaf
    RowSampling sampling = RowSampling::MinimalVariance;
    double rowShare = 0.8;
    double columnShare = 1.0;    ///< of the features, drawn for every tree
    double randomStrength = 1.0; ///< noise on split scores, in deviations of a gradient
    int leafIterations = 1;      ///< Newton steps for the values of a tree's leaves
    SplitScore score = SplitScore::Cosine;
    double reuse = 0.0; ///< what a threshold that no tree asks yet loses of its gain; see UsedCuts
    std::vector<int> monotone; ///< a feature: +1 rising, -1 falling, 0 free; empty: all free
    std::uint64_t seed = 0;
    int threads = 1;

    int outputs() const { return loss == BoosterLoss::Softmax ? classes : 1; }
    /// Leaves answer a quantile of what is left of the targets, not its mean.
    bool answersQuantiles() const
    {
        return loss == BoosterLoss::Absolute || loss == BoosterLoss::Quantile;
    }
    double quantileLevel() const { return loss == BoosterLoss::Absolute ? 0.5 : quantile; }
};

} // namespace leptune
