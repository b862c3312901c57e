// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

namespace leptune::neural {

/// A picture as it might as well have been taken: moved by up to `shift` pixels each way (its edge
/// repeats), mirrored in half of the cases, with a square of `cutout` pixels that becomes 0
/// (DeVries & Taylor 2017).
void augment(const Augmentation &wanted, const PicturePlane &plane, const float *picture, float *to,
             RandomStream &random);

} // namespace leptune::neural
