// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/augmentation.h"

#include <algorithm>

namespace leptune::neural {

namespace {

int drawUpTo(int most, RandomStream &random)
{
    return static_cast<int>(random.below(static_cast<std::uint64_t>(2 * most + 1))) - most;
}

void cutOut(int side, const PicturePlane &plane, float *picture, RandomStream &random)
{
    const auto y = static_cast<int>(random.below(static_cast<std::uint64_t>(plane.height)));
    const auto x = static_cast<int>(random.below(static_cast<std::uint64_t>(plane.width)));
    const int top = std::max(0, y - side / 2), bottom = std::min(plane.height, y - side / 2 + side);
    const int left = std::max(0, x - side / 2), right = std::min(plane.width, x - side / 2 + side);
    for (int row = top; row < bottom; ++row)
        std::fill_n(picture + (row * plane.width + left) * plane.channels,
                    std::max(0, right - left) * plane.channels, 0.0F);
}

} // namespace

void augment(const Augmentation &wanted, const PicturePlane &plane, const float *picture, float *to,
             RandomStream &random)
{
    const int down = drawUpTo(wanted.shift, random), right = drawUpTo(wanted.shift, random);
    const bool isMirrored = wanted.flips && random.below(2) == 1;
    float *next = to;
    for (int y = 0; y < plane.height; ++y) {
        const int fromY = std::clamp(y - down, 0, plane.height - 1);
        for (int x = 0; x < plane.width; ++x, next += plane.channels) {
            const int seen = isMirrored ? plane.width - 1 - x : x;
            const int fromX = std::clamp(seen - right, 0, plane.width - 1);
            std::copy_n(picture + (fromY * plane.width + fromX) * plane.channels, plane.channels,
                        next);
        }
    }
    if (wanted.cutout > 0)
        cutOut(wanted.cutout, plane, to, random);
}

} // namespace leptune::neural
