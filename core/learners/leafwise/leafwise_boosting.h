// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster.h"
#include "core/learners/leafwise/leaf_tree.h"
#include "core/model/graph.h"
#include "core/preprocess/binning.h"

namespace leptune {

/// All that a fit has learned; continuing from it gives the bits of one long fit.
struct LeafwiseState {
    std::vector<float> start;             ///< scores before the first round, one an output
    std::vector<LeafTree> trees;          ///< round by round, one an output
    std::vector<double> validationLosses; ///< a round; empty without validation rows
    int best = 0;          ///< rounds to keep: those up to the lowest validation loss, or all
    bool cutShort = false; ///< told to end before the rounds were done or the loss stopped falling
    bool operator==(const LeafwiseState &) const = default;
};

/// Gradient boosting on leaf-wise trees with Newton steps (Friedman 2001; Ke et al. 2017,
/// "LightGBM"), until there are options.rounds rounds, the validation loss has not fallen for
/// max(patience, 20 + patienceShare * best) of them, or it is told to end (a round under way is
/// dropped). `validation` may be null. The same bits for every number of threads.
LeafwiseState boostLeafwise(const LeafwiseOptions &options, const BoosterRows &train,
                            const BoosterRows *validation, LeafwiseState state,
                            const BoosterWatch &watch);

/// The rounds to keep, one ensemble an output, asking raw features. Scores are multiplied by
/// `scale`, then `offset` is added.
std::vector<TreeEnsemble> leafwiseEnsembles(const LeafwiseState &state, const BinCuts &cuts,
                                            double offset, double scale);

} // namespace leptune
