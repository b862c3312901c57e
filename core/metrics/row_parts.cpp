// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/row_parts.h"

#include <algorithm>
#include <cmath>

namespace leptune {

std::vector<std::vector<std::uint32_t>> partsByValue(std::span<const float> values,
                                                     std::size_t parts)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t row = 0; row < values.size(); ++row)
        if (!std::isnan(values[row]))
            order.push_back(row);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t row) { return values[row]; });
    std::vector<std::vector<std::uint32_t>> result;
    std::size_t begin = 0;
    for (std::size_t part = 1; part <= parts; ++part) {
        std::size_t end = order.size() * part / parts;
        while (end > begin && end < order.size() && values[order[end]] == values[order[end - 1]])
            ++end;
        if (end <= begin)
            continue;
        result.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(begin),
                            order.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    return result;
}

} // namespace leptune
