// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/used_cuts.h"

#include <cstdint>

namespace leptune {

/// A sum of words: the curvature in the low half, the gradient in the high half.
struct LeafTotals {
    std::uint64_t sum = 0;
    std::uint32_t rows = 0;
    std::int32_t curvature() const { return static_cast<std::int32_t>(sum); }
    std::int32_t gradient() const { return static_cast<std::int32_t>(sum >> 32); }
};

/// How sums of a tree are rated.
struct GainRules {
    float weightUnit = 1.0F, gradientUnit = 1.0F; ///< what a 1 of curvature or gradient is worth
    float l1 = 0.0F, l2 = 0.0F;
    int leastRows = 1;

    double curvature(std::uint64_t sum) const;
    double gradient(std::uint64_t sum) const;
    /// What a leaf of such sums takes off the loss, doubled: S(G)^2 / (H + l2).
    double fit(std::uint64_t sum) const;
    double answer(std::uint64_t sum) const; ///< S(G) / (H + l2)
    /// Least curvature sum of a side: rows are told by their share of the curvature.
    std::int32_t leastCurvature(const LeafTotals &leaf) const;
};

/// A way to split a leaf. Left are the bins up to question.bin.
struct LeafCut {
    SymmetricSplit question;
    double gain = 0.0; ///< as it counts; not above 0: there is none
    std::uint64_t left = 0;
};

/// The best cut of one feature, put in `best` where it is better. `histogram` [bins + 1] words.
void scanCuts(const GainRules &rules, const UsedCuts &used, const LeafTotals &leaf, int feature,
              const std::int32_t *histogram, int bins, bool missing, LeafCut &best);

/// Rates one cut; `left` as in LeafCut. `share`: what its gain counts of its size.
void rateCut(const GainRules &rules, const LeafTotals &leaf, const SymmetricSplit &question,
             std::uint64_t left, LeafCut &best, double share = 1.0);

} // namespace leptune
