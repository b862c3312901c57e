// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <cstddef>
#include <vector>

namespace leptune::neural {

/// Hidden neurons, or channels of convolutions, that can be removed from a network: number n is
/// output n of every maker and what a reader has at its inputs n, n + size, n + 2 size ... (of a
/// plane, or of members that share the makers). Makers and readers are layers in the order of
/// ParameterLayout.
struct NeuronGroup {
    std::vector<std::size_t> makers; ///< rising; several where shortcuts add layers up
    std::vector<std::size_t> readers;
    std::size_t size = 0;
};

/// Of all hidden layers.
std::vector<NeuronGroup> neuronGroups(const NetworkShape &shape);

} // namespace leptune::neural
