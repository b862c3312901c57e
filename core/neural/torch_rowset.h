// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <functional>
#include <vector>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// Features, targets, weights and a teacher's answers of some rows; what there is none of is not
/// defined.
template <typename Tensor>
struct Rowset {
    Tensor features, targets, weights, soft;
};

/// On the device; the features are borrowed where that is the CPU.
void placeRows(const Batchable &part, const NetworkShape &shape, Loss loss,
               const std::string &device, const Rowset<at::Tensor &> &to);

/// Mean plain loss over all rows, NaN where there are none, of what `forward` makes of features;
/// `outputs`, where given, becomes that, [rows, outputs].
double lossOver(const Rowset<at::Tensor> &rows, Loss loss,
                const std::function<at::Tensor(const at::Tensor &)> &forward,
                std::vector<float> *outputs);

} // namespace leptune::neural
