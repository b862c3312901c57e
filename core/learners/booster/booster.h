// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/bin_blocks.h"
#include "core/learners/booster/loss.h"
#include "core/learners/booster/symmetric_tree.h"

#include <functional>

namespace leptune {

/// All that a fit has learned. Given back to boost() with more rounds it continues as one long fit
/// would have done, bit for bit.
struct BoosterState {
    std::vector<float> start; ///< scores before the first tree, one an output
    std::vector<SymmetricTree> trees;
    std::vector<double> validationLosses; ///< a tree; empty without validation rows
    int best = 0;          ///< trees to keep: those up to the lowest validation loss, or all
    bool cutShort = false; ///< told to end before the rounds were done or the loss stopped falling
    bool operator==(const BoosterState &) const = default;
};

/// Rows by bins with what they should answer.
struct BoosterRows {
    const BinColumns *columns = nullptr;
    const BoosterLabels *labels = nullptr;
};

struct BoosterWatch {
    std::function<bool()> shouldEnd; ///< asked once a level of a tree; may be empty
    /// Called after a tree with its number, the rounds, and mean losses (NaN = unknown); may be
    /// empty.
    std::function<void(int round, int rounds, double train, double validation)> progress;
};

/// Gradient boosting on symmetric trees (Friedman 2001; Dorogush, Ershov & Gulin 2018), from
/// `state` (empty: from the start) until it holds options.rounds trees, the validation loss has not
/// fallen for options.patience rounds, or it is told to end (a tree under way is dropped).
/// `validation` may be null. The same bits for every number of threads.
BoosterState boost(const BoosterOptions &options, const BoosterRows &train,
                   const BoosterRows *validation, BoosterState state, const BoosterWatch &watch);

/// The step that serves `rounds` rounds on so many rows: more rows bear larger steps, more rounds
/// need smaller ones.
double automaticLearningRate(BoosterLoss loss, std::size_t rows, int rounds);

} // namespace leptune
