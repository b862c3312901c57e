// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace at {
class Tensor;
}

namespace leptune::neural {

at::Tensor activate(const std::string &name, const at::Tensor &x);
/// x + share (f(x) - x); an undefined share stands for 1.
at::Tensor activate(const std::string &name, const at::Tensor &x, const at::Tensor &share);

/// What the stages of convolutions compute with, by their index.
class StageTensors {
public:
    virtual ~StageTensors() = default;
    virtual at::Tensor weightsOf(std::size_t stage) const = 0; ///< [depth, outputs]
    virtual at::Tensor biasOf(std::size_t stage) const = 0;
    virtual at::Tensor inputOf(std::size_t stage, const at::Tensor &x) = 0; ///< what it reads of x
    virtual at::Tensor normScaleOf(std::size_t stage) const = 0;
    virtual at::Tensor normMeanOf(std::size_t stage) const = 0; ///< changed by training
    virtual at::Tensor normVarianceOf(std::size_t stage) const = 0;
};

/// Pictures [rows, inputs] -> what the first dense layer reads, by autograd's operators.
at::Tensor throughStages(const NetworkShape &shape, StageTensors &tensors,
                         const at::Tensor &pictures, bool training);

} // namespace leptune::neural
