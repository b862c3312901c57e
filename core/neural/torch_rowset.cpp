// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_rowset.h"

#include "core/neural/torch_loss.h"
#include "core/neural/torch_tensors.h"

#include <algorithm>
#include <limits>

namespace leptune::neural {

Rowset::Rowset(const Batchable &part, const NetworkShape &shape, Loss loss,
               const at::Device &device)
    : rows(part.rows)
{
    const auto borrow = [](std::span<const float> values, at::IntArrayRef sizes) {
        return at::from_blob(const_cast<float *>(values.data()), sizes, at::kFloat);
    };
    if (rows == 0)
        return;
    features = borrow(part.features, {signedSize(rows), shape.inputs}).to(device);
    targets = borrow(part.targets, {signedSize(rows)})
                  .to(device, loss == Loss::CrossEntropy ? at::kLong : at::kFloat);
    if (!part.weights.empty())
        weights = borrow(part.weights, {signedSize(rows)}).to(device);
    if (!part.soft.empty())
        soft = borrow(part.soft, {signedSize(rows), shape.outputs}).to(device);
}

double lossOver(const Rowset &rows, Loss loss,
                const std::function<at::Tensor(const at::Tensor &)> &forward,
                std::vector<float> *outputs)
{
    constexpr std::size_t kRows = 4096;
    const at::NoGradGuard noGradients;
    double sum = 0.0, weight = 0.0;
    if (outputs)
        outputs->clear();
    for (std::size_t begin = 0; begin < rows.rows; begin += kRows) {
        const std::int64_t first = signedSize(begin);
        const std::int64_t count = signedSize(std::min(kRows, rows.rows - begin));
        const at::Tensor weights =
            rows.weighted() ? rows.weights.narrow(0, first, count) : at::Tensor();
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
