// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>

/// Small tables made from a seed, the same on every machine.
namespace leptune::testing {

/// Columns a, b (numbers), c (numbers, a tenth missing), shade (red, green, blue) and `answer` (yes, no), which
/// mostly follows a + shade; Bayes accuracy about 0.95.
Table binaryTable(std::size_t rows, std::uint64_t seed);
/// x, y, kind (three categories) and `value` = 3 x - 2 y + kind + noise.
Table regressionTable(std::size_t rows, std::uint64_t seed);
/// p, q and `corner` (north, east, south, west) by the quadrant of (p, q) with 3 % wrong labels.
Table multiClassTable(std::size_t rows, std::uint64_t seed);

} // namespace leptune::testing
