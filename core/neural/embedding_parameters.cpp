// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/embedding_parameters.h"

#include <cmath>

namespace leptune::neural {

void drawEmbedding(const ParameterLayout::Embedding &place, const InputEmbedding &wanted,
                   RandomStream &random, std::span<float> flat)
{
    const auto fill = [&](std::size_t begin, std::size_t end, auto draw) {
        for (std::size_t i = begin; i < end; ++i)
            flat[i] = static_cast<float>(draw());
    };
    const double limit = 1.0 / std::sqrt(static_cast<double>(wanted.frequencies));
    fill(place.frequencies, place.phases, [&] { return wanted.deviation * random.normal(); });
    fill(place.phases, place.weights, [&] { return random.uniform(-0.5, 0.5); });
    fill(place.weights, place.categories, [&] { return random.uniform(-limit, limit); });
    fill(place.categories, place.end, [&] { return random.normal(); });
}

void foldEmbeddingBias(const ParameterLayout &layout, std::span<float> flat)
{
    const ParameterLayout::Layer &first = layout.layers.front();
    const auto outputs = static_cast<std::size_t>(first.outputs);
    const float *weights = flat.data() + first.weights + layout.plainInputs.size() * outputs;
    for (std::size_t i = layout.embedding.bias; i < layout.embedding.categories; ++i) {
        for (std::size_t o = 0; o < outputs; ++o)
            flat[first.bias + o] += flat[i] * weights[o];
        flat[i] = 0.0F;
        weights += outputs;
    }
}

EmbeddingWeights toEmbedding(const ParameterLayout &layout, std::span<const float> flat)
{
    const auto part = [&](std::size_t begin, std::size_t end) {
        const auto numbers = flat.subspan(begin, end - begin);
        return std::vector<float>(numbers.begin(), numbers.end());
    };
    const ParameterLayout::Embedding &place = layout.embedding;
    return {part(place.frequencies, place.phases), part(place.phases, place.weights),
            part(place.weights, place.bias),
            layout.members > 1 ? part(place.bias, place.categories) : std::vector<float>(),
            part(place.categories, place.end)};
}

} // namespace leptune::neural
