// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "symmetric": our own gradient boosting on symmetric trees (core/learners/booster), made to be
/// compressed: a tree of depth d is d questions and 2^d values.
///
/// learning_rate: step a round. depth: levels of a tree. l2: rows of average weight that answer 0
/// in every leaf. row_share: rows a tree's structure is searched on, those of large gradients more
/// often. column_share: features a tree may use. random_strength: noise on split scores, in
/// deviations of a gradient, fading as the model grows. leaf_iterations: Newton steps a leaf.
/// derived: features searched for beyond the columns, at most (learners/derived). loss (where the
/// goal is a median): absolute or squared. The number of rounds is found by early stopping on the
/// validation rows. Where the user names it, reuse is searched: the share of its gain that a
/// threshold loses where no tree asks it yet (booster/used_cuts.h; by itself it made models hardly
/// smaller, tests/bench/booster/reuse.md).
const Learner &symmetricLearner();

} // namespace leptune
