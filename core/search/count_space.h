// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search_space.h"

#include <functional>
#include <optional>

namespace leptune {

/// Number of different configurations; nothing where a float parameter has a range, or above 2^40.
std::optional<std::uint64_t> countConfigurations(const SearchSpace &space);

/// Calls `visit` for different configurations until it answers true, in an order turned by
/// `random`; float parameters take one random value each. True where a visit answered true.
bool walkConfigurations(const SearchSpace &space, RandomStream &random,
                        const std::function<bool(const Configuration &)> &visit);

/// Equal for configurations whose active parameters are equal; whole floats equal integers.
std::string configurationKey(const SearchSpace &space, const Configuration &configuration);

} // namespace leptune
