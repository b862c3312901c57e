// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace leptune {

/// Weights of mean 1, so that a prior weighs as much as an average row; as they are where their sum
/// is not positive. Empty stays empty.
std::vector<float> meanOne(std::vector<float> weights);

} // namespace leptune
