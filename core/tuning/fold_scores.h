// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/trial.h"

#include <vector>

namespace leptune {

/// The metric, in its own sign, of each fold's rows: `answers` [plan.scoredRows, outputs] are
/// out-of-fold, labels are decided by `decision`. A fold that can't be scored is NaN.
std::vector<double> foldScores(const TrialPlan &plan, const FloatMatrix &answers,
                               const Decision &decision);

} // namespace leptune
