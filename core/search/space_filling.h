// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <vector>

namespace leptune {

/// `count` points of the unit cube, one in each of `count` slices of every axis (Latin hypercube,
/// McKay et al. 1979), so that each category of few is met equally often: [count][dimensions].
std::vector<std::vector<double>> latinHypercube(std::size_t count, std::size_t dimensions,
                                                RandomStream &random);

/// The one of `tries` Latin hypercubes whose closest two points are farthest apart.
std::vector<std::vector<double>> spreadHypercube(std::size_t count, std::size_t dimensions,
                                                 int tries, RandomStream &random);

} // namespace leptune
