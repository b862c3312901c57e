// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_rowset.h"

#include "core/neural/torch_loss.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>

namespace leptune::neural {

void placeRows(const Batchable &part, const NetworkShape &shape, Loss loss,
               const std::string &device, const Rowset<at::Tensor &> &to)
{
    const at::Device place(device);
    const std::int64_t rows = signedSize(part.rows);
    const auto borrow = [](std::span<const float> values, at::IntArrayRef sizes) {
        return at::from_blob(const_cast<float *>(values.data()), sizes, at::kFloat);
    };
    if (rows == 0)
        return;
    to.features = borrow(part.features, {rows, shape.inputs}).to(place);
    to.targets =
        borrow(part.targets, {rows}).to(place, loss == Loss::CrossEntropy ? at::kLong : at::kFloat);
    if (!part.weights.empty())
        to.weights = borrow(part.weights, {rows}).to(place);
    if (!part.soft.empty())
        to.soft = borrow(part.soft, {rows, shape.outputs}).to(place);
}

double lossOver(const Rowset<at::Tensor> &rows, Loss loss,
                const std::function<at::Tensor(const at::Tensor &)> &forward,
                std::vector<float> *outputs)
{
    constexpr std::int64_t kRows = 4096;
    const at::NoGradGuard noGradients;
    double sum = 0.0, weight = 0.0;
    if (outputs)
        outputs->clear();
    const std::int64_t all = rows.features.defined() ? rows.features.size(0) : 0;
    for (std::int64_t first = 0; first < all; first += kRows) {
        const std::int64_t count = std::min(kRows, all - first);
        const at::Tensor weights =
            rows.weights.defined() ? rows.weights.narrow(0, first, count) : at::Tensor();
        const double partWeight =
            weights.defined() ? weights.sum().item<double>() : static_cast<double>(count);
        const at::Tensor output = forward(rows.features.narrow(0, first, count));
        const at::Tensor targets = rows.targets.narrow(0, first, count);
        if (outputs)
            append(*outputs, output);
        sum += plainLoss(loss, output, targets, weights).item<double>() * partWeight;
        weight += partWeight;
    }
    return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

} // namespace leptune::neural
