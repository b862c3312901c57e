// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "forest": random forests (Breiman 2001) and extremely randomised trees (Geurts et al. 2006) on
/// the study's shared bins.
///
/// trees: how many. thresholds: "best" cut of each feature drawn, or one "random" cut a feature.
/// bootstrap: "yes" grows each tree on rows drawn with replacement. max_features: share of the
/// features drawn a node. min_rows_in_leaf, max_leaves: size of a tree.
const Learner &forestLearner();

} // namespace leptune
