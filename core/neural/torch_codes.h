// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/input_codes.h"
#include "core/neural/parameters.h"

namespace at {
class Tensor;
}

namespace leptune::neural {

/// What a layer reads, computes with and adds, as codes by autograd's operators: the reference of
/// LayerInput and CodedWeights. All give `x` or the like where inputs are no codes.

/// `x` of any shape. `steps`: logarithms of all layers' steps, which learn but for that of the
/// network's inputs; `zeroPoints` as the layout has them.
at::Tensor codedInputs(InputCodes &codes, std::size_t layer, const at::Tensor &x,
                       const at::Tensor &steps, const at::Tensor &zeroPoints);
/// [inputs, outputs]; `areRounded`: multiples of one step already.
at::Tensor codedWeights(const ParameterLayout::Layer &place, const at::Tensor &weights,
                        bool areRounded);
/// `biases` as they learn, in eight bits where there are no members.
at::Tensor biasesToKeep(const ParameterLayout::Layer &place, const at::Tensor &biases);
/// `kept`: those; `weights`: as they compute, multiples of `step`, or where that is 0, of the steps
/// that they have by themselves.
at::Tensor codedBiases(const ParameterLayout::Layer &place, const at::Tensor &kept,
                       const at::Tensor &weights, float step, float inputStep);

} // namespace leptune::neural
