// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/augmentation.h"

#include <algorithm>

namespace leptune::neural {

namespace {

int drawUpTo(int most, RandomStream &random)
{
    return static_cast<int>(random.below(static_cast<std::uint64_t>(2 * most + 1))) - most;
}

void cutOut(const PictureChange &change, int side, const PicturePlane &plane, float *picture)
{
    const int top = std::max(0, change.top), bottom = std::min(plane.height, change.top + side);
    const int left = std::max(0, change.left), right = std::min(plane.width, change.left + side);
    for (int row = top; row < bottom; ++row)
        std::fill_n(picture + (row * plane.width + left) * plane.channels,
                    std::max(0, right - left) * plane.channels, 0.0F);
}

} // namespace

PictureChange drawChange(const Augmentation &wanted, const PicturePlane &plane,
                         RandomStream &random)
{
    PictureChange change;
    change.down = drawUpTo(wanted.shift, random);
    change.right = drawUpTo(wanted.shift, random);
    change.isMirrored = wanted.flips && random.below(2) == 1;
    if (wanted.cutout <= 0)
        return change;
    const auto y = static_cast<int>(random.below(static_cast<std::uint64_t>(plane.height)));
    const auto x = static_cast<int>(random.below(static_cast<std::uint64_t>(plane.width)));
    change.top = y - wanted.cutout / 2;
    change.left = x - wanted.cutout / 2;
    return change;
}

void augment(const Augmentation &wanted, const PicturePlane &plane, const float *picture, float *to,
             RandomStream &random)
{
    const PictureChange change = drawChange(wanted, plane, random);
    float *next = to;
    for (int y = 0; y < plane.height; ++y) {
        const int fromY = std::clamp(y - change.down, 0, plane.height - 1);
        for (int x = 0; x < plane.width; ++x, next += plane.channels) {
            const int seen = change.isMirrored ? plane.width - 1 - x : x;
            const int fromX = std::clamp(seen - change.right, 0, plane.width - 1);
            std::copy_n(picture + (fromY * plane.width + fromX) * plane.channels, plane.channels,
                        next);
        }
    }
    if (wanted.cutout > 0)
        cutOut(change, wanted.cutout, plane, to);
}

} // namespace leptune::neural
