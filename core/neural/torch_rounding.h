// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace leptune::neural {

class WeightCompressor;

/// What a network computes with instead of `weights`, whose gradient goes straight through zeros
/// (until those are frozen) and rounding; that of `logStep`, a scalar, is its own. As
/// EffectiveWeights does it by hand. `mask`: of the form of the weights.
at::Tensor shrunkWeights(const WeightCompressor &compressor, const at::Tensor &weights,
                         const at::Tensor &mask, const at::Tensor &logStep);

} // namespace leptune::neural
