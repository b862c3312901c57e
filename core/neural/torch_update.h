// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/parameters.h"

#include <cstdint>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// Flat tensors in the order of ParameterLayout.
struct AdamTensors {
    const at::Tensor &parameters;
    const at::Tensor &gradient;
    const at::Tensor &first;
    const at::Tensor &second;
};

/// Update number `updates`, from 1 on, of Adam (Kingma & Ba 2015); AdamW decays the weights apart
/// from the gradient (Loshchilov & Hutter 2019), Adam through it. Biases are never decayed,
/// embeddings and shares by AdamW only. The gradient is overwritten.
void moveParameters(const ParameterLayout &layout, const TrainOptions &options,
                    const AdamTensors &tensors, std::int64_t updates, double rate);

/// After update number `updates` of the parameters. Its share of a new update starts at 1, so that
/// nothing of the random start stays. Norms' running averages are averaged as well: they are of the
/// activations that the weights made on their way.
void followAverage(const at::Tensor &average, const at::Tensor &parameters, double decay,
                   std::int64_t updates);

} // namespace leptune::neural
