// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace leptune {

/// e^x to about 1e-7, without branches so that loops over it become vector code. Clamped to
/// [-87, 87].
inline float fastExp(float x)
{
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to a whole number
    x = std::min(87.0F, std::max(-87.0F, x));
    const float shifted = x * 1.44269504F + kRound;
    const float power = shifted - kRound;
    const float rest = x - power * 0.693359375F + power * 2.12194440e-4F; // ln 2 in two parts
    // Minimax polynomial of the Cephes library.
    float series = 1.9875691500e-4F;
    series = series * rest + 1.3981999507e-3F;
    series = series * rest + 8.3334519073e-3F;
    series = series * rest + 4.1665795894e-2F;
    series = series * rest + 1.6666665459e-1F;
    series = series * rest + 5.0000001201e-1F;
    series = series * rest * rest + rest + 1.0F;
    const std::uint32_t exponent = (std::bit_cast<std::uint32_t>(shifted) + 127U) << 23;
    return series * std::bit_cast<float>(exponent);
}

inline float fastLogistic(float x)
{
    return 1.0F / (1.0F + fastExp(-x));
}

} // namespace leptune
