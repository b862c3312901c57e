// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leptune::neural {

/// sum of a[i] b[i], in lanes, so that it becomes vector code.
inline float dotProduct(const float *a, const float *b, std::size_t count)
{
    constexpr std::size_t kLanes = 16;
    float sums[kLanes] = {};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    for (; i < count; ++i)
        sums[0] += a[i] * b[i];
    float sum = 0.0F;
    for (const float part : sums)
        sum += part;
    return sum;
}

} // namespace leptune::neural
