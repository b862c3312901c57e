// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/dropout_mask.h"

#include <algorithm>
#include <cstdint>

namespace leptune::neural {

namespace {

/// Every bit of the place changes every bit of it by chance (constants by Wellons 2018).
inline std::uint32_t hashed(std::uint32_t place, std::uint32_t low, std::uint32_t high)
{
    std::uint32_t x = place * 0x9e3779b9U + low;
    x = (x ^ x >> 16) * 0x7feb352dU;
    x = (x ^ x >> 15 ^ high) * 0x846ca68bU;
    return x ^ x >> 16;
}

} // namespace

void fillDropoutMask(std::span<float> mask, double rate, RandomStream &random)
{
    const std::uint64_t key = random.next();
    const auto low = static_cast<std::uint32_t>(key), high = static_cast<std::uint32_t>(key >> 32);
    constexpr double kAll = 4294967296.0;
    const auto dropped = static_cast<std::uint32_t>(std::min(rate * kAll, kAll - 1.0));
    const auto kept = static_cast<float>(1.0 / (1.0 - rate));
    float *to = mask.data();
    const auto count = static_cast<std::uint32_t>(mask.size());
    for (std::uint32_t i = 0; i < count; ++i)
        to[i] = hashed(i, low, high) < dropped ? 0.0F : kept;
}

} // namespace leptune::neural
