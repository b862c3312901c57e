// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/shared_unit.h"

#include <algorithm>
#include <vector>

namespace leptune {

namespace {

struct Commonest {
    float value = 0.0F;
    std::size_t count = 0;
};

/// `values` are not empty; the least of those that come equally often.
Commonest commonest(std::vector<float> values)
{
    std::ranges::sort(values);
    Commonest best;
    for (auto run = values.cbegin(); run != values.cend();) {
        const auto next = std::upper_bound(run, values.cend(), *run);
        const auto count = static_cast<std::size_t>(next - run);
        if (count > best.count)
            best = {*run, count};
        run = next;
    }
    return best;
}

double meanOfAll(std::span<const NumberSummary> columns, const SharedUnit &unit)
{
    double cells = 0.0, sum = 0.0;
    for (const NumberSummary &column : columns) {
        if (!unit.holds(column))
            continue;
        cells += static_cast<double>(column.present);
        sum += static_cast<double>(column.present) * column.mean;
    }
    return sum / cells;
}

} // namespace

bool SharedUnit::holds(const NumberSummary &column) const
{
    return column.varies() && column.low == low && column.high <= high;
}

std::optional<SharedUnit> findSharedUnit(std::span<const NumberSummary> columns)
{
    constexpr std::size_t kFewestColumns = 16;
    std::vector<float> lows, highs;
    std::size_t withoutQuartiles = 0;
    for (const NumberSummary &column : columns)
        if (column.varies()) {
            lows.push_back(column.low);
            withoutQuartiles += column.quarter1 == column.quarter3 ? 1 : 0;
        }
    const std::size_t varying = lows.size();
    if (varying < kFewestColumns || 10 * withoutQuartiles < varying)
        return std::nullopt;
    const Commonest low = commonest(std::move(lows));
    for (const NumberSummary &column : columns)
        if (column.varies() && column.low == low.value)
            highs.push_back(column.high);
    const Commonest high = commonest(std::move(highs));
    if (4 * low.count < 3 * varying || 2 * high.count < varying)
        return std::nullopt;
    SharedUnit unit{low.value, high.value};
    unit.mean = meanOfAll(columns, unit);
    return unit;
}

} // namespace leptune
