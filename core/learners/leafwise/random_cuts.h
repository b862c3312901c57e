// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/histogram.h"
#include "core/learners/leafwise/gain_scan.h"

namespace leptune {

/// A leaf's rows with the features of a block that it may ask.
struct RandomCutTask {
    const GainRules &rules;
    LeafTotals leaf;
    const BinColumns &columns;
    const BlockPart &part;
    const std::uint64_t *words; ///< of the block, one a row
    std::span<const std::uint32_t> rows;
    const GradientWords &gradients;
    std::uint64_t seed; ///< of the leaf
};

/// Rates one random cut a feature, uniform among the feature's cuts (of all rows, not the leaf's),
/// and puts the best in `best` where it is better. No histogram is needed: a compare of eight bins
/// at once tells for which features a row counts.
void rateRandomCuts(const RandomCutTask &task, LeafCut &best);

} // namespace leptune
