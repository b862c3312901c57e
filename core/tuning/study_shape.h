// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/tuning/trial.h"

namespace leptune {

/// What families are asked about: the data, as one fit of the plan sees them.
DataShape shapeOfPlan(const TrialPlan &plan);
/// The same for a fit on `rows` of its rows.
DataShape shapeOf(const StudyData &data, std::size_t rows);

/// Seconds that an operation of a CostHint takes as a rule.
constexpr double kUsualSecondsPerOperation = 3e-10;
/// Predicted seconds of a fit with usual settings of what mostly wins (boosting; convolutional networks
/// where there are pictures), the yardstick for the number of folds.
double strongFitSeconds(const DataShape &shape);

} // namespace leptune
