// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "knn": the mean of the nearest training rows.
///
/// k: how many. weighting: uniform, or distance (1 / Euclidean distance). scaling: range ([0,1] as
/// the features come) or standard. Class shares are drawn towards the prior as one more neighbour
/// would do. Row weights do not act. Above 20,000 rows a seeded sample is kept.
const Learner &knnLearner();

} // namespace leptune
