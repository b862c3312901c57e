// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/weight_compressor.h"

namespace at {
class Tensor;
}

namespace leptune::neural {

/// The weights of a layer with zeros and rounding, by autograd's operators as EffectiveWeights does
/// it by hand: both let the gradient of weights through, and what they are rounded to has its own.
/// `steps`: the layer's numbers of that, where there are any.
struct ShrunkLayer {
    const ParameterLayout::Layer &place;
    const at::Tensor &weights; ///< [inputs, outputs]
    const at::Tensor &mask;    ///< of all layers
    const at::Tensor &steps;
};
at::Tensor shrunkWeights(const WeightCompressor &compressor, const ShrunkLayer &layer);

} // namespace leptune::neural
