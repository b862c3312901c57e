// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// The cells of a matrix that are not 0, row by row (CSR).
struct SparseRows {
    std::vector<std::size_t> starts; ///< rows + 1
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
};

/// Products over the cells that are there pay below this share of them; above, whole blocks do.
constexpr double kSparseShare = 0.15;

/// Share of the cells that are not 0; 1 where there are none.
double filledShare(const FloatMatrix &matrix);
SparseRows sparseRows(const FloatMatrix &matrix);

} // namespace leptune
