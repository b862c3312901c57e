// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// Where each layer's numbers lie in one flat array: all weights first (row-major [inputs, outputs]
/// a layer), then all biases, then the inputs' factors, then the steps that weights are rounded to,
/// so that an optimiser's step is a few ranges.
struct ParameterLayout {
    struct Layer {
        int inputs = 0;
        int outputs = 0;
        std::size_t weights = 0; ///< offset
        std::size_t bias = 0;    ///< offset
    };
    /// Numbers that learn alike.
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
        double rate = 1.0; ///< times the learning rate
        bool decays = false;
    };
    std::vector<Layer> layers;
    std::vector<Range> ranges;
    std::size_t weightCount = 0; ///< weights are [0, weightCount)
    std::size_t inputScale = 0;  ///< offset of the inputs' factors; == steps where there are none
    std::size_t steps = 0;       ///< offset of logarithms of rounding steps, one a layer
    std::size_t total = 0;

    explicit ParameterLayout(const NetworkShape &shape, bool roundsWeights = false);
    bool scalesInputs() const { return inputScale < steps; }
};

/// Seeded start: normal weights with deviation gain / sqrt(inputs) (He et al. 2015; gain sqrt(2)
/// before rectifiers, 1 for selu, tanh and the last layer), biases 0. Tangent: gain 1 and normal
/// biases, the last layer 0. Factors of the inputs 1.
std::vector<float> initialParameters(const ParameterLayout &layout, const NetworkShape &shape,
                                     RandomStream &random);
/// The factors of the inputs become part of the first layer.
std::vector<LayerWeights> toLayers(const ParameterLayout &layout, std::span<const float> flat);

/// Fills `mask` with 0 (probability `rate`, to 1/65536) and 1 / (1 - rate).
void fillDropoutMask(std::span<float> mask, double rate, RandomStream &random);

} // namespace leptune::neural
