// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/short_float.h"

#include <algorithm>
#include <cmath>

/// The rules by which numbers become eight bits, the same in training and after it.
namespace leptune {

/// The codes of a layer's inputs: min(max(nearest(x / step) + zeroPoint, 0), 255); ties go to even
/// numbers. They stand for step * (code - zeroPoint).
struct CodeScale {
    float step = 1.0F; ///< above 0
    int zeroPoint = 0; ///< the code of 0, in [0, 255]
    bool operator==(const CodeScale &) const = default;
};

constexpr float kMostCode = 255.0F;

/// For numbers in [low, high]; 0 is taken in. The step is as finite as they are.
inline CodeScale codeScaleFor(float low, float high)
{
    low = std::min(low, 0.0F);
    high = std::max(high, 0.0F);
    CodeScale scale;
    scale.step = high == low ? 1.0F : (high - low) / kMostCode;
    if (std::isfinite(scale.step))
        scale.zeroPoint =
            static_cast<int>(std::clamp(std::nearbyint(-low / scale.step), 0.0F, kMostCode));
    return scale;
}

constexpr float kMostWeightCode = 127.0F;
/// Of weights that are fine-tuned to their steps: files, which hold codes by their entropy, become
/// a twentieth smaller, and training makes up for what the larger steps lose.
constexpr float kMostTunedCode = 96.0F;

/// What numbers whose largest size is `largest` become multiples of: 1/most of it, with as few bits
/// as files hold, so that its products with codes are exact. The nearest one, within 1/256: the
/// largest number still becomes `most` steps. 0 where they are too small or large for one.
inline float weightStep(float largest, float most = kMostWeightCode)
{
    constexpr float kLeast = 1e-30F; // below it a step would have fewer bits than a code needs
    const float step = toShort(largest / most);
    return step < kLeast || !std::isfinite(step * most) ? 0.0F : step;
}

} // namespace leptune
