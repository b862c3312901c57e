// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

namespace at {
class Tensor;
}

namespace leptune::neural {

/// Each of the pictures [rows, inputs] as augment() changes it, on their device.
at::Tensor augmented(const at::Tensor &pictures, const PicturePlane &plane,
                     const Augmentation &wanted, RandomStream &random);

} // namespace leptune::neural
