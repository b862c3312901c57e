// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/configuration.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace leptune {

/// Where each fit of a trial was (FitState of a family that can go on), by fold; null = not begun.
using FitStates = std::vector<std::shared_ptr<const std::vector<std::uint8_t>>>;

/// A trial that was stopped on its way, with what it takes to go on. A value, kept in the project.
struct InterruptedTrial {
    int trial = 0;
    std::string name;
    std::string family;
    std::string why;
    Configuration parameters;
    std::uint64_t seed = 0;
    double rowShare = 1.0;
    FitStates states;
};

/// More than this in bytes is not kept of a trial (two million weights, with what Adam knows of
/// them).
constexpr std::size_t kMostStateBytes = std::size_t{32} << 20;

} // namespace leptune
