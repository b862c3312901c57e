// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_shrinking.h"

#include "core/base/short_float.h"

#include <ATen/ATen.h>

namespace leptune::neural {

at::Tensor shrunkWeights(const WeightCompressor &compressor, const at::Tensor &weights,
                         const at::Tensor &mask, const at::Tensor &logStep)
{
    at::Tensor value = mask * weights.detach(), through = at::ones_like(mask);
    if (compressor.rounds()) {
        const double levels = compressor.levels();
        const at::Tensor exactStep = logStep.exp();
        const at::Tensor step = exactStep + (toShort(exactStep.item<float>()) - exactStep.detach());
        const at::Tensor exact = weights.detach() / step;
        const at::Tensor clipped = at::clamp(exact, -levels, levels);
        value = mask * (clipped + (clipped.round() - clipped).detach()) * step;
        through = (exact.detach().abs() <= levels).to(at::kFloat);
    }
    if (compressor.isFrozen())
        through = through * mask;
    return value + through * (weights - weights.detach());
}

} // namespace leptune::neural
