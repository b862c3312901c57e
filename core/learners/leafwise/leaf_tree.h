// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"
#include "core/learners/booster/symmetric_tree.h"

namespace leptune {

/// Of the common options leaf-wise growth heeds loss, classes, rounds, patience, learningRate, l2,
/// rowShare, columnShare, seed and threads.
struct LeafwiseOptions : BoosterOptions {
    double patienceShare = 0.0; ///< of the best round, added to 20: the patience grows with it
    int leaves = 31;            ///< most a tree has, at least 2
    int leastRows = 20;         ///< in a leaf, as told by its share of the curvature
    double l1 = 0.0;            ///< a leaf's gradient sum is drawn to 0 by so much
    bool randomCuts = false;    ///< one random cut a feature and leaf (Geurts et al. 2006)
};

/// A leaf that was split: its left rows keep its number, the right ones get the next free one.
struct LeafSplit {
    int leaf = 0;
    SymmetricSplit question;
    bool operator==(const LeafSplit &) const = default;
};

/// A tree as it grew, one answer a leaf.
struct LeafTree {
    std::vector<LeafSplit> splits;
    std::vector<float> values; ///< splits + 1
    bool operator==(const LeafTree &) const = default;
};

} // namespace leptune
