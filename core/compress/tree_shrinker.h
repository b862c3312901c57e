// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/learners/booster/booster_options.h"
#include "core/model/graph.h"

#include <functional>
#include <span>
#include <vector>

namespace leptune {

/// What an ensemble is refitted to.
struct ShrinkRows {
    FloatMatrix features; ///< [rows, width of the ensemble's input]
    FloatMatrix offset;   ///< [rows, outputs] added to the trees' scores before the loss; empty: 0
    /// [rows, outputs]: numbers in the unit of the scores; Logistic: [rows, 1] probability of the
    /// second class; Softmax: [rows, classes] probabilities. Hard or soft.
    FloatMatrix targets;
    std::vector<float> weights; ///< a row, or empty
    /// Squared, Logistic or Softmax of the raw scores (ensembles that answer probabilities, as
    /// forests do: Squared).
    BoosterLoss loss = BoosterLoss::Squared;
};

struct ShrinkOptions {
    /// Mean loss a row that one bit of the packed file may save, as a share of the loss of the best
    /// constant answer; useful from 1e-8 (hardly shrunk) to 1e-4. 0: leaves are refitted only.
    double bitPrice = 1e-6;
    int leafBits = 8; ///< of the largest leaf's code, sign included, at most (2 to 15)
    int passes = 3;   ///< backfitting rounds; the price rises to its full height with them
    double l2 = 1.0;  ///< rows of average curvature that hold a leaf at its old value
};

/// Rate-distortion backfitting. Tree after tree, the others' scores held: Newton steps for the
/// leaves (second-order loss), which are rounded to one step; bottom up, questions move to
/// thresholds that others ask about, or go, where that saves more bits than it costs loss (bits as
/// the packed file's adaptive models spend them: entropy of what remains). Related: alternating
/// optimisation of trees (Carreira-Perpinan & Tavallali 2018), reuse of thresholds (ToaD, arXiv
/// 2510.26557), leaf refinement (Ren et al. 2015). Trees that became constant go to the base, equal
/// ones become one. The answer is the same for the same rows and options; one that `shouldEnd` cut
/// short is whole, but larger. Throws Error(BadOption) where widths do not fit.
TreeEnsemble shrinkTrees(const TreeEnsemble &ensemble, const ShrinkRows &rows,
                         const ShrinkOptions &options, const std::function<bool()> &shouldEnd);
SymmetricEnsemble shrinkTrees(const SymmetricEnsemble &ensemble, const ShrinkRows &rows,
                              const ShrinkOptions &options, const std::function<bool()> &shouldEnd);
/// Ensembles over the same features whose outputs stand side by side before the loss (one a class).
std::vector<TreeEnsemble> shrinkTrees(std::span<const TreeEnsemble> ensembles,
                                      const ShrinkRows &rows, const ShrinkOptions &options,
                                      const std::function<bool()> &shouldEnd);

} // namespace leptune
