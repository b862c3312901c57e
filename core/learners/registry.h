// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

#include <span>

namespace leptune {

/// All families, in the order of the leaderboard's legend. A new family is one line in
/// registry.cpp.
std::span<const Learner *const> allLearners();
/// Throws Error(BadOption) listing the names.
const Learner &learnerNamed(const std::string &name);

} // namespace leptune
