// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/parameters.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// What a batch becomes on its way through the layers, and the way back.
struct Workspace {
    std::size_t rows;                       ///< at most
    std::vector<float> pictures;            ///< where the first layers are convolutions
    std::vector<float> unmixed;             ///< features, where rows are mixed
    std::vector<std::vector<float>> values; ///< [0]: dense inputs, then every dense layer's outputs
    std::vector<std::vector<float>> slopes; ///< of hidden layer i, with its dropout
    std::vector<float> mask, back, backBefore, transposed;

    Workspace(const NetworkShape &shape, std::span<const ParameterLayout::Layer> dense,
              std::size_t mostRows, bool mixes);
};

} // namespace leptune::neural
