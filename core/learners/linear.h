// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "linear": ridge and lasso, logistic and multinomial regression on standardised features.
///
/// c: inverse strength of the penalty against the summed loss, as in LIBLINEAR. penalty: l2, or l1,
/// which leaves features out. Regression targets are standardised first.
const Learner &linearLearner();

} // namespace leptune
