// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/trial.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace leptune {

/// Skill (1 - squared error / that of a constant) of each family's first default where that is
/// cheap, by the family's name: fitted on at most 700 rows of the plan's first training part, asked
/// for at most 300 of its test part. Takes some tenths of a second; what a stop or a failure ended
/// is left out. Deterministic by seed where nothing stops it.
/// `families`: only of these.
std::map<std::string, double>
runLandmarks(const TrialPlan &plan, std::uint64_t seed, const std::stop_token &stop = {},
             const std::optional<std::set<std::string>> &families = std::nullopt);

} // namespace leptune
