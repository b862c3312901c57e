// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_shrinking.h"

#include <ATen/ATen.h>

namespace leptune::neural {

namespace {

/// Short floats (see short_float.h), as straight through.
at::Tensor toShorts(const at::Tensor &exact)
{
    constexpr int kHalf = 0x8000, kUpper = -0x10000;
    const at::Tensor bits = exact.detach().contiguous().view(at::kInt);
    const at::Tensor shorts = (bits + kHalf).bitwise_and_(kUpper).view(at::kFloat);
    return exact + (shorts - exact.detach());
}

/// Every weight's value of those that the layer shares; which one, as findPlaces() says.
at::Tensor sharedOf(const WeightCompressor &compressor, const ShrunkLayer &layer)
{
    const std::int64_t count = compressor.sharedValues();
    const at::Tensor unit = layer.steps.select(0, layer.steps.numel() - 1).detach();
    const at::Tensor book = toShorts(layer.steps.narrow(0, 0, count) * unit);
    constexpr bool kStable = true, kShortIndex = false, kUpToEqual = true;
    const auto [values, order] = at::sort(book.detach(), kStable, 0, false);
    const at::Tensor middles =
        (values.narrow(0, 0, count - 1) + values.narrow(0, 1, count - 1)) * 0.5;
    const at::Tensor ranks =
        at::bucketize(layer.weights.detach().flatten(), middles, kShortIndex, kUpToEqual);
    return book.index_select(0, order.index_select(0, ranks)).view(layer.weights.sizes());
}

} // namespace

at::Tensor shrunkWeights(const WeightCompressor &compressor, const ShrunkLayer &layer)
{
    const at::Tensor &weights = layer.weights;
    const at::Tensor mask =
        layer.mask.narrow(0, static_cast<std::int64_t>(layer.place.weights), weights.numel())
            .view(weights.sizes());
    at::Tensor value = mask * weights.detach(), through = at::ones_like(mask);
    if (compressor.rounds() && compressor.shares()) {
        value = mask * sharedOf(compressor, layer);
    } else if (compressor.rounds()) {
        const double levels = compressor.levels();
        const at::Tensor step = toShorts(layer.steps.exp());
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
