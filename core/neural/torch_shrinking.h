// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/weight_compressor.h"

namespace at {
class Tensor;
}

namespace leptune::neural {

/// The weights of a layer with zeros and rounding, by autograd's operators as EffectiveWeights does
/// it by hand: both let the gradient of weights through, and the step has its own. `mask`, of the
/// weights' shape, is the compressor's; `logStep` only where it rounds.
at::Tensor shrunkWeights(const WeightCompressor &compressor, const at::Tensor &weights,
                         const at::Tensor &mask, const at::Tensor &logStep);

} // namespace leptune::neural
