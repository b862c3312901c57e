// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search_space.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// Share of the variance of `values` over the space that each parameter explains alone, in the
/// order of the space (functional ANOVA on the trees of a random forest; Hutter et al. 2014). The
/// shares add up to at most 1; the rest is owed to interactions. Values that are not finite are
/// left out; all zero where fewer than four are left or all are equal. Deterministic by seed.
std::vector<double> parameterImportance(const SearchSpace &space,
                                        const std::vector<Configuration> &configurations,
                                        const std::vector<double> &values, std::uint64_t seed);

} // namespace leptune
