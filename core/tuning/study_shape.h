// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/tuning/trial.h"

namespace leptune {

/// What families are asked about: the data, as one fit of the plan sees them.
DataShape shapeOfPlan(const TrialPlan &plan);

} // namespace leptune
