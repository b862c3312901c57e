// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/histogram.h"
#include "core/learners/booster/loss.h"

namespace leptune {

/// One output's gradients and curvatures as whole numbers: lane 0 is the weighted curvature
/// (weightUnit), lane 1 the weighted gradient (gradientUnit). No sum of rows overflows.
/// `gradients` [rows] as of lossGradients(), without weights.
void makeCurvatureWords(const BoosterOptions &options, const BoosterLabels &labels, int output,
                        std::span<const float> gradients, WorkerTeam &team, GradientWords &words);

} // namespace leptune
