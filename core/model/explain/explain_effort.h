// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <stop_token>

namespace leptune {

/// What an explanation may cost. It runs on the caller's thread, ends early by the deadline with
/// what it has, and throws Error(Stopped) by the token.
struct ExplainEffort {
    std::uint64_t seed = 0;
    std::size_t maxAnswers = 20'000; ///< of the Model; fewer rows are compared with where needed
    Deadline deadline = {};
    std::stop_token stop = {};
};

/// Throws Error(Stopped) where it was asked to.
void checkStop(const ExplainEffort &effort);

} // namespace leptune
