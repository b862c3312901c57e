// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace leptune::neural {

/// Weights of a group of N:M sparsity at most.
constexpr int kLargestGroup = 32;

/// Of importances [inputs, outputs], 0 or more, all but the `kept` largest of every `of`
/// consecutive inputs of an output become 0; of equal ones the first stay.
void keepLargestOfGroups(std::span<float> importances, std::size_t outputs, int kept, int of);

} // namespace leptune::neural
