// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace leptune {

/// The value below which `share` of the weight lies; the middle of two values where the weight is
/// parted exactly between them. 0 for no values. `weights` may be empty (all 1).
float weightedQuantile(std::span<const float> values, std::span<const float> weights, double share);

} // namespace leptune
