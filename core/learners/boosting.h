// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "boosting": gradient-boosted trees by XGBoost (Chen & Guestrin 2016), histogram method.
///
/// learning_rate: step a round. max_depth: levels of a tree. min_child_weight: least sum of
/// curvatures in a leaf. subsample, colsample: shares of rows a round and of columns a level.
/// reg_alpha, reg_lambda: L1 and L2 on leaf values. derived: features searched for beyond the
/// columns, at most (learners/derived). loss (where the goal is a median and no column has a
/// direction): absolute or squared. The number of rounds is found by early stopping
/// on the validation rows. Regression targets are standardised, so penalties have one meaning.
const Learner &boostingLearner();

} // namespace leptune
