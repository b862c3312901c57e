// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"
#include "core/learners/booster/worker_team.h"

#include <span>
#include <vector>

namespace leptune {

/// The rows that a tree's structure is searched on.
struct RowSample {
    std::vector<std::uint32_t> rows; ///< ascending
    std::vector<float>
        weights; ///< one a row of the data, 0 where not drawn; empty: 1 for all drawn
};

/// Draws by (seed, row), so that neither threads nor earlier trees matter. `gradients` [outputs,
/// rows] without weights, `weights` empty or one a row. At least one row is drawn.
RowSample sampleRows(const BoosterOptions &options, std::span<const float> gradients,
                     std::span<const float> weights, std::size_t rows, std::uint64_t seed,
                     WorkerTeam &team);

} // namespace leptune
