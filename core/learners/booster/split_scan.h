// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"
#include "core/learners/booster/histogram.h"
#include "core/learners/booster/rate_cuts.h"

#include <span>

namespace leptune {

/// How the sums of histograms are to be rated.
struct ScanRules {
    int lanes = 2;
    int outputs = 1;
    float weightUnit = 1.0F;
    float gradientUnit = 1.0F;
    float l2 = 1.0F;
    SplitScore score = SplitScore::Cosine;
    RateCuts rateCuts = fastestRateCuts();
};

/// Keeps 0 / 0 away where there is no l2.
constexpr float kLeastWeight = 1e-12F;

/// For every cut of one feature, summed over the leaves: gradients times answers, and squared
/// answers, where a leaf's answer is G / (W + l2). Cut b sends bins up to b left. Rows without a
/// value go left in `leftFit`, right in `rightFit` (only kept where the feature has such rows).
struct CutSums {
    alignas(64) float leftFit[256], leftSquare[256];
    alignas(64) float rightFit[256], rightSquare[256];
    void fill(int bins, float fit, float square);
};

/// What a leaf that is not split adds to the sums; `norm`: squared length of its summed gradients.
struct WholeLeaf {
    float fit = 0.0F, square = 0.0F;
};
WholeLeaf wholeLeaf(const ScanRules &rules, std::int32_t weight, float norm);

/// Adds one leaf. `histogram` is the feature's: [bins + 1, lanes]. `monotone` as in the options
/// (only without several outputs): where a leaf would answer against it, it counts as not split.
void scanLeaf(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missing,
              int monotone, CutSums &sums);

struct Cut {
    float score = -1.0F; ///< negative: there is none
    float noisy = 0.0F;  ///< with the noise
    int bin = 0;
    bool missingLeft = true;
};
/// The best cut of a feature after noise, which is `deviation` times the numbers at `noise` (512 of
/// them; null: none); the first of equals.
Cut bestCut(const ScanRules &rules, const CutSums &sums, int bins, bool missing, const float *noise,
            float deviation);
/// The same of some cuts only, all between 1 and the last.
Cut bestCutOf(const ScanRules &rules, std::span<const std::uint8_t> cuts, const CutSums &sums,
              int bins, bool missing, const float *noise, float deviation);
/// The score of sums: the fit, or the cosine.
float scoreOf(const ScanRules &rules, float fit, float square);

} // namespace leptune
