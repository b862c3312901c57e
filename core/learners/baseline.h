// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "baseline": the same answer for every row, the class shares or what the goal asks for. What every other model
/// has to beat. No hyperparameters.
const Learner &baselineLearner();

} // namespace leptune
