// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_shrinking.h"

#include "core/base/short_float.h"
#include "core/neural/shared_places.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

#include <vector>

namespace leptune::neural {

namespace {

/// Short floats, as straight through.
at::Tensor toShorts(const at::Tensor &exact)
{
    const at::Tensor shorts = exact.detach().to(at::kCPU).clone();
    for (std::int64_t i = 0; i < shorts.numel(); ++i)
        shorts.data_ptr<float>()[i] = toShort(shorts.data_ptr<float>()[i]);
    return exact + (shorts.to(exact.device()) - exact.detach());
}

/// Every weight's value of those that the layer shares.
at::Tensor sharedOf(const WeightCompressor &compressor, const ShrunkLayer &layer)
{
    const std::int64_t count = compressor.sharedValues();
    const at::Tensor unit = layer.steps.select(0, layer.steps.numel() - 1).detach();
    const at::Tensor book = toShorts(layer.steps.narrow(0, 0, count) * unit);
    const std::vector<float> weights = floatsOf(layer.weights.detach());
    std::vector<std::uint8_t> places(weights.size());
    findPlaces(weights, floatsOf(book.detach()), places);
    const at::Tensor index =
        at::tensor(std::vector<std::int64_t>(places.begin(), places.end())).to(book.device());
    return book.index_select(0, index).view(layer.weights.sizes());
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
