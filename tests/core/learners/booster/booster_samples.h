// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/learners/booster/booster.h"

#include <cmath>

/// Small data for tests of the booster's parts.
namespace leptune::samples {

struct Sample {
    BinColumns columns;
    BoosterLabels labels;
    BoosterRows rows() const { return {&columns, &labels}; }
};

inline BinColumn column(std::vector<std::uint8_t> values, int bins)
{
    BinColumn result;
    result.bins = bins;
    result.missing = std::find(values.begin(), values.end(), std::uint8_t{0}) != values.end();
    result.versions.push_back(std::move(values));
    return result;
}

/// `features` columns of 1..bins; the score is a sum, a product and a step of the first three.
inline Sample make(std::size_t rows, std::size_t features, BoosterLoss loss, std::uint64_t seed,
                   int bins = 100)
{
    RandomStream random(seed);
    std::vector<std::vector<std::uint8_t>> values(features, std::vector<std::uint8_t>(rows));
    Sample sample;
    sample.columns.rows = rows;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto at = [&](std::size_t f) {
            return f < features ? 2.0 * (values[f][row] - 1.0) / bins - 1.0 : 0.0;
        };
        for (auto &list : values)
            list[row] = static_cast<std::uint8_t>(1 + random.below(static_cast<unsigned>(bins)));
        const double score = at(0) + 2.0 * at(1) * at(2) + (at(2) > 0.3 ? 0.5 : 0.0);
        const double noisy = score + 0.3 * random.normal();
        if (loss == BoosterLoss::Logistic)
            sample.labels.values.push_back(noisy > 0.0 ? 1.0F : 0.0F);
        else if (loss == BoosterLoss::Softmax)
            sample.labels.values.push_back(noisy < -0.4 ? 0.0F : noisy < 0.4 ? 1.0F : 2.0F);
        else
            sample.labels.values.push_back(static_cast<float>(noisy));
    }
    for (auto &list : values)
        sample.columns.features.push_back(column(std::move(list), bins));
    return sample;
}

inline BoosterOptions options(BoosterLoss loss, int rounds = 30)
{
    BoosterOptions options;
    options.loss = loss;
    options.classes = loss == BoosterLoss::Softmax ? 3 : 0;
    options.rounds = rounds;
    options.learningRate = 0.2;
    options.depth = 4;
    options.seed = 5;
    return options;
}

/// Scores of an ensemble for the rows of a sample, [outputs, rows].
inline std::vector<float> scores(const BoosterState &state, const Sample &sample, int outputs = 1)
{
    const std::size_t rows = sample.columns.rows;
    std::vector<float> result(rows * static_cast<std::size_t>(outputs));
    for (std::size_t k = 0; k < static_cast<std::size_t>(outputs); ++k)
        for (std::size_t row = 0; row < rows; ++row) {
            float &score = result[k * rows + row];
            score = state.start[k];
            for (int t = 0; t < state.best; ++t) {
                const SymmetricTree &tree = state.trees[static_cast<std::size_t>(t)];
                std::size_t leaf = 0;
                for (std::size_t level = 0; level < tree.splits.size(); ++level) {
                    const SymmetricSplit &split = tree.splits[level];
                    const auto bin =
                        sample.columns.features[static_cast<std::size_t>(split.feature)].values(
                            0)[row];
                    const bool right = bin == 0 ? !split.missingLeft : bin > split.bin;
                    leaf |= right ? std::size_t{1} << level : 0;
                }
                score += tree.values[leaf * static_cast<std::size_t>(outputs) + k];
            }
        }
    return result;
}

inline double meanLoss(const BoosterOptions &options, const BoosterState &state,
                       const Sample &sample)
{
    const std::vector<float> all = scores(state, sample, options.outputs());
    return lossSum(options, sample.labels.values, sample.labels.weights, all.data(),
                   sample.columns.rows) /
           sample.labels.totalWeight();
}

} // namespace leptune::samples
