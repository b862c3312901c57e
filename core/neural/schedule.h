// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

namespace leptune::neural {

/// The learning rate's factor in [0, 1] at `progress` in [0, 1) of all planned steps. Cosine falls
/// from 1 to 0; OneCycle (Smith & Topin 2018) warms up from 1/25 over a quarter, then falls to 0;
/// CosLog4 (Holzmueller et al. 2024) rises and falls four times, ever slower.
double scheduleFactor(Schedule schedule, double progress);

/// What is removed from a network in training is removed within these shares of it.
constexpr double kPruneFrom = 0.05, kPruneTo = 0.6;
/// The share, [0, 1], of what is wanted that is removed at `progress`: a cubic (Zhu & Gupta 2017).
double pruningShare(double progress);

} // namespace leptune::neural
