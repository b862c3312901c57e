// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "svm": radial-basis machines on standardised features.
///
/// c: price of errors against the size of the weights. gamma: width of the kernel as a multiple of
/// 1 / total variance of the features. epsilon: free tube of regression, in deviations of the
/// target. landmarks: rows that the kernel is approximated by, fewer of them where rows are many
/// (200 MB of kernel at most): 1,000 were better than 300 or level on 22 tables, and take 0.5 s.
/// Binary and regression tasks without weights are solved exactly (SMO) where that is expected to
/// take under 0.3 s; all else by Nystroem features.
const Learner &svmLearner();

} // namespace leptune
