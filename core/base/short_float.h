// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

/// Floats whose lower 16 bits are 0 (8 bits of mantissa): files hold the upper half, and products
/// with codes of eight bits are exact.
namespace leptune {

inline bool isShort(float value)
{
    return (std::bit_cast<std::uint32_t>(value) & 0xFFFFU) == 0;
}

/// The nearest one of a finite value, within 1/256.
inline float toShort(float value)
{
    return std::bit_cast<float>((std::bit_cast<std::uint32_t>(value) + 0x8000U) & 0xFFFF0000U);
}

} // namespace leptune
