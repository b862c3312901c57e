// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <ATen/ATen.h>

#include <functional>
#include <vector>

namespace leptune::neural {

/// Features, targets, weights and a teacher's answers of some rows as tensors on the device; the
/// features are borrowed where the device is the CPU.
struct Rowset {
    at::Tensor features, targets, weights, soft;
    std::size_t rows = 0;

    Rowset(const Batchable &part, const NetworkShape &shape, Loss loss, const at::Device &device);
    bool weighted() const { return weights.defined(); }
};

/// Mean plain loss over all rows, NaN where there are none, of what `forward` makes of features;
/// `outputs`, where given, becomes that, [rows, outputs].
double lossOver(const Rowset &rows, Loss loss,
                const std::function<at::Tensor(const at::Tensor &)> &forward,
                std::vector<float> *outputs);

} // namespace leptune::neural
