// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/quantile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace leptune {

namespace {

float middle(float a, float b)
{
    return a / 2.0F + b / 2.0F;
}

float plainQuantile(std::vector<float> values, double share)
{
    const double place = share * static_cast<double>(values.size());
    const auto last = static_cast<std::ptrdiff_t>(values.size()) - 1;
    const auto at =
        std::clamp(static_cast<std::ptrdiff_t>(std::ceil(place)) - 1, std::ptrdiff_t{0}, last);
    std::nth_element(values.begin(), values.begin() + at, values.end());
    const float value = values[static_cast<std::size_t>(at)];
    if (place != std::floor(place) || place < 1.0 || at == last)
        return value;
    return middle(value, *std::min_element(values.begin() + at + 1, values.end()));
}

} // namespace

float weightedQuantile(std::span<const float> values, std::span<const float> weights, double share)
{
    if (values.empty())
        return 0.0F;
    if (weights.empty())
        return plainQuantile({values.begin(), values.end()}, share);
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return values[i]; });
    const double wanted = share * std::accumulate(weights.begin(), weights.end(), 0.0);
    double below = 0.0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        below += static_cast<double>(weights[order[i]]);
        if (below > wanted)
            return values[order[i]];
        if (below == wanted && below > 0.0)
            return middle(values[order[i]], values[order[i + 1]]);
    }
    return values[order.back()];
}

} // namespace leptune
