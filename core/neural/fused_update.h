// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/kernels.h"
#include "core/neural/parameters.h"

#include <cstdint>
#include <vector>

namespace leptune::neural {

/// Flat arrays in the order of ParameterLayout, with room for the kernels behind them.
struct AdamArrays {
    std::vector<float> &parameters;
    std::vector<float> &gradient;
    std::vector<float> &first;
    std::vector<float> &second;
};

/// Update number `updates`, from 1 on, of Adam (Kingma & Ba 2015); AdamW decays the weights apart
/// from the gradient (Loshchilov & Hutter 2019), Adam through it. Biases are never decayed,
/// embeddings and shares by AdamW only. The gradient is overwritten.
void moveParameters(const Kernels &kernels, const ParameterLayout &layout,
                    const TrainOptions &options, const AdamArrays &arrays, std::int64_t updates,
                    double rate);

} // namespace leptune::neural
