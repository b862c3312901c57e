// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/parameters.h"

#include <vector>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// The numbers of a ParameterLayout as tensors that learn; what there is none of is not defined.
template <typename Tensor>
struct ParameterViews {
    // A layer each.
    std::vector<Tensor> weights;            ///< [inputs, outputs]
    std::vector<Tensor> biases;             ///< [members, outputs]
    std::vector<Tensor> normScales, shares; ///< [outputs]
    Tensor inputScale;                      ///< [inputs], where there is one factor an input
    Tensor factors;                         ///< [members, inputs] otherwise
    Tensor steps;                           ///< [layers, steps a layer]
    Tensor inputSteps, zeroPoints;          ///< [layers]; zero points do not learn
};

/// Views of `flat` whose gradients are views of `gradient`.
ParameterViews<at::Tensor> viewsOf(const ParameterLayout &layout, const at::Tensor &flat,
                                   const at::Tensor &gradient);

} // namespace leptune::neural
