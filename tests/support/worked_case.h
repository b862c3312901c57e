// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <string>

/// The founding document's worked case, generated: 1,000 rows, 10 numeric columns x1..x10 (four of
/// them noise), target "label" of "yes" and "no". A row is "yes" with probability
/// 1 / (1 + exp(-11 f)), f = x1 + 0.8 x2 - 0.7 x3 + 0.5 x4 + 0.4 x5 x6 - 0.35.
namespace leptune::worked_case {

constexpr const char *kTarget = "label";

struct Case {
    Table table;                ///< with the target, the last column
    double bayesAccuracy = 0.0; ///< of the best rule, expected over these rows
};

Case make(std::size_t rows = 1000, std::uint64_t seed = 9);
/// The same rows as RFC 4180 text with a header.
std::string csv(const Table &table);

} // namespace leptune::worked_case
