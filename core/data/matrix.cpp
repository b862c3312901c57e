// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/matrix.h"

#include <algorithm>

namespace leptune {

FloatMatrix gatherRows(const FloatMatrix &matrix, std::span<const std::uint32_t> rows)
{
    FloatMatrix result(rows.size(), matrix.columns);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(matrix.row(rows[i]), result.row(i).begin());
    return result;
}

} // namespace leptune
