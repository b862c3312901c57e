// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/leaderboard.h"
#include "ui/compare/comparison.h"

#include <vector>

namespace leptune {

/// Models of one study side by side: scores, costs, every setting. The verdict sets the best
/// against the next best, by the differences of their scores on the same folds where both have
/// them.
Comparison compareModels(const std::vector<LeaderboardEntry> &entries, MetricKind metric);

} // namespace leptune
