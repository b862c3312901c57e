// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// Learner::fit() towards context.goal. Where the goal is a median and the family only learns
/// means, it learns from transformed targets (TargetTransform, fitted to `train`) and the predictor
/// undoes that; rows are weighed as relative medians want it.
std::unique_ptr<Predictor> fitTowards(const Learner &learner, const View &train,
                                      const View &validation, const Configuration &configuration,
                                      const FitContext &context);

} // namespace leptune
