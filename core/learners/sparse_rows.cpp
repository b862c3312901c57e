// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/sparse_rows.h"

#include <algorithm>

namespace leptune {

double filledShare(const FloatMatrix &matrix)
{
    if (matrix.values.empty())
        return 1.0;
    const auto zeros = std::ranges::count(matrix.values, 0.0F);
    return 1.0 - static_cast<double>(zeros) / static_cast<double>(matrix.values.size());
}

SparseRows sparseRows(const FloatMatrix &matrix)
{
    SparseRows sparse;
    sparse.starts.push_back(0);
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        const auto cells = matrix.row(row);
        for (std::uint32_t c = 0; c < cells.size(); ++c)
            if (cells[c] != 0.0F) {
                sparse.columns.push_back(c);
                sparse.values.push_back(cells[c]);
            }
        sparse.starts.push_back(sparse.values.size());
    }
    return sparse;
}

} // namespace leptune
