// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

namespace leptune::neural {

/// How one picture is changed.
struct PictureChange {
    int down = 0; ///< pixels that it moves; its edge repeats
    int right = 0;
    bool isMirrored = false;
    int top = 0; ///< of the square that becomes 0, which may reach beyond the edges
    int left = 0;
};
PictureChange drawChange(const Augmentation &wanted, const PicturePlane &plane,
                         RandomStream &random);

/// A picture as it might as well have been taken: moved by up to `shift` pixels each way (its edge
/// repeats), mirrored in half of the cases, with a square of `cutout` pixels that becomes 0
/// (DeVries & Taylor 2017).
void augment(const Augmentation &wanted, const PicturePlane &plane, const float *picture, float *to,
             RandomStream &random);

} // namespace leptune::neural
