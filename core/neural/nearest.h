// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune::neural {

/// To the nearest whole number, ties to even ones, |x| < 2^22; a loop of it becomes vector code.
inline float nearest(float x)
{
    constexpr float kMagic = 12582912.0F; // 1.5 * 2^23
    return (x + kMagic) - kMagic;
}

} // namespace leptune::neural
