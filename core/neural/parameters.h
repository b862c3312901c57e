// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// Where each layer's numbers lie in one flat array: all weights first (row-major [inputs, outputs]
/// a layer), then all biases, so that weight decay is one range and an optimiser one pass.
struct ParameterLayout {
    struct Layer {
        int inputs = 0;
        int outputs = 0;
        std::size_t weights = 0; ///< offset
        std::size_t bias = 0;    ///< offset
    };
    std::vector<Layer> layers;
    std::size_t weightCount = 0; ///< weights are [0, weightCount)
    std::size_t total = 0;

    explicit ParameterLayout(const NetworkShape &shape);
};

/// Seeded start: normal weights with deviation gain / sqrt(inputs) (He et al. 2015; gain sqrt(2)
/// before rectifiers, 1 for selu, tanh and the last layer), biases 0.
std::vector<float> initialParameters(const ParameterLayout &layout, const NetworkShape &shape,
                                     RandomStream &random);
std::vector<LayerWeights> toLayers(const ParameterLayout &layout, std::span<const float> flat);

/// Fills `mask` with 0 (probability `rate`, to 1/65536) and 1 / (1 - rate).
void fillDropoutMask(std::span<float> mask, double rate, RandomStream &random);

} // namespace leptune::neural
