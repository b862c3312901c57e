// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster.h"
#include "core/model/graph.h"
#include "core/preprocess/binning.h"

namespace leptune {

/// The trees to keep as a tree ensemble of the model graph, asking raw features: every tree is
/// complete, 2^d - 1 questions with one question a level. Scores are multiplied by `scale`, then
/// `offset` is added.
TreeEnsemble symmetricEnsemble(const BoosterState &state, const BinCuts &cuts, int outputs,
                               double offset, double scale);

} // namespace leptune
