// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leptune {

/// One leaf's sums up to each bin of a feature: the sum of weights in the low half of a word, the
/// sum of gradients in the high half.
struct LeafPrefixSums {
    const std::uint64_t *prefix = nullptr; ///< readable up to the next multiple of 16
    std::uint64_t total = 0;
    std::uint64_t missing = 0; ///< to be taken from the left side
    float weightUnit = 1.0F;
    float gradientUnit = 1.0F;
    float l2 = 1.0F; ///< above 0
};

/// Adds G^2 / (W + l2) of both sides to `fit`, W G^2 / (W + l2)^2 to `square`, for the first
/// `count` cuts (and up to 15 more). All forms give the same bits.
using RateCuts = void (*)(const LeafPrefixSums &leaf, int count, float *fit, float *square);
void rateCutsPlain(const LeafPrefixSums &leaf, int count, float *fit, float *square);
void rateCutsAvx2(const LeafPrefixSums &leaf, int count, float *fit, float *square);
void rateCutsAvx512(const LeafPrefixSums &leaf, int count, float *fit, float *square);
/// The fastest that this processor has.
RateCuts fastestRateCuts();

/// The plain form for a feature whose answers must rise (`direction` 1) or fall (-1): where they
/// would not, the leaf counts as not split.
void rateMonotoneCuts(const LeafPrefixSums &leaf, int count, int direction, float *fit,
                      float *square);

} // namespace leptune
