// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <span>

namespace leptune::neural {

/// Fills `mask` with 0 (probability `rate`, in [0, 1)) and 1 / (1 - rate). One number of the stream
/// is the key; each mark is a hash of its place under it, so that they are made side by side.
void fillDropoutMask(std::span<float> mask, double rate, RandomStream &random);

} // namespace leptune::neural
