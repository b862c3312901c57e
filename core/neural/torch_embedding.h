// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <memory>

namespace at {
class Tensor;
}

namespace leptune::neural {

struct ParameterLayout;

/// The embedding of a network's inputs by autograd's operators: the reference of EmbeddingFront.
class TorchEmbedding {
public:
    /// Its numbers are views of flat ones, and of their gradient.
    TorchEmbedding(const NetworkShape &shape, const ParameterLayout &layout, const at::Tensor &flat,
                   const at::Tensor &gradient);
    ~TorchEmbedding();

    /// [rows, inputs] -> [rows, embeddedInputs(shape)].
    at::Tensor embedded(const at::Tensor &x) const;

private:
    struct Parts;
    std::unique_ptr<const Parts> m_parts;
};

} // namespace leptune::neural
