// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/histogram.h"

namespace leptune {

/// Most gradients that a histogram carries; more outputs are mixed into so many by random
/// projection (Iosipoi & Vakhrushev 2022, "SketchBoost").
constexpr int kMostGradients = 15;

/// Weighted gradients as whole numbers. `gradients` [outputs, rows] without weights, `weights`
/// empty (all 1) or one a row, 0 for rows that were not drawn; `seed` draws the projection.
void makeGradientWords(std::span<const float> gradients, int outputs,
                       std::span<const float> weights, std::size_t rows, std::uint64_t seed,
                       WorkerTeam &team, GradientWords &words);

} // namespace leptune
