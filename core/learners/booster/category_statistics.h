// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/bin_blocks.h"
#include "core/preprocess/view.h"

namespace leptune {

/// A categorical column as mean targets of its categories, one column an output (one for numbers
/// and for two classes, one a class beyond).
struct CategoryStatistic {
    FeatureChain chain;      ///< what new rows get: means over all training rows
    std::vector<float> cuts; ///< of the bins
    BinColumn train;         ///< a version an order of the rows
    std::vector<std::uint8_t> validation;
};

/// Ordered target statistics (Prokhorenkova et al. 2018) of the columns that have more categories
/// than one-hot takes: in a training row, a category stands for the mean target of the rows of that
/// category which precede it in a random order, so no row's own target is in its features. Each
/// version has an order of its own. `scale` and `offset` as the targets enter boosting.
std::vector<CategoryStatistic> orderedStatistics(const View &train, const View &validation,
                                                 double offset, double scale, int versions,
                                                 std::uint64_t seed);

/// The mean that precedes each row in `order`, drawn to `prior` by `priorWeight` rows. Rows of a
/// `category` at or above `categories` get the prior. Exposed for its tests.
std::vector<float> precedingMeans(std::span<const std::uint32_t> category, std::size_t categories,
                                  std::span<const float> targets, std::span<const float> weights,
                                  std::span<const std::uint32_t> order, double prior,
                                  double priorWeight);

} // namespace leptune
