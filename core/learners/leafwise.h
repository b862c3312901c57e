// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "leafwise": our own gradient boosting on trees that grow leaf by leaf (core/learners/leafwise),
/// with LightGBM's meaning of its settings.
///
/// learning_rate: step a round. leaves: most a tree has. min_rows_in_leaf. l1, l2: penalties on a
/// leaf's answer. column_share: features a tree may use. row_share: rows a round sees. thresholds:
/// best, or random (one a feature and leaf: weaker trees that differ more, and quick ones).
/// derived: features searched for beyond the columns, at most (learners/derived). loss (where the
/// goal is a median): absolute or squared. The number of rounds is found by early stopping on the
/// validation rows. Where the user names it, reuse is searched: the share of its gain that a
/// threshold loses where no tree asks it yet (booster/used_cuts.h; by itself it made models hardly
/// smaller, tests/bench/booster/reuse.md).
const Learner &leafwiseLearner();

} // namespace leptune
