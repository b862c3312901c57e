// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/loss.h"
#include "core/learners/booster/worker_team.h"

#include <cstdint>

namespace leptune {

/// Rows of a fit with the leaf of the new tree that each is in.
struct LeafRows {
    const BoosterLabels *labels = nullptr;
    std::span<const float> scores;    ///< [outputs, rows], before the tree
    std::span<const float> gradients; ///< [outputs, rows], at these scores, without weights
    std::span<const std::uint16_t> leaf;
    std::size_t leaves = 0;
};

/// Values [leaves, outputs] of a whole step: Newton steps G / (H + l2) over all rows (l2 damps each
/// step, so several of them trust the rows more than one does), or the quantile of the rest for the
/// absolute and quantile losses (drawn to 0 by W / (W + l2)).
std::vector<float> leafValues(const BoosterOptions &options, const LeafRows &rows,
                              WorkerTeam &team);

/// Weights of the leaves, in doubles.
std::vector<double> leafWeights(const LeafRows &rows);

/// Makes values rise with every level whose direction is +1 and fall where it is -1, by averaging
/// neighbours that are in the wrong order (one output).
void enforceMonotone(std::vector<float> &values, const std::vector<double> &weights,
                     const std::vector<int> &directionOfLevel);

} // namespace leptune
