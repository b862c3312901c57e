// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/parameters.h"

#include <algorithm>
#include <cmath>

namespace leptune::neural {

namespace {

std::size_t product(int a, int b)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

} // namespace

ParameterLayout::ParameterLayout(const NetworkShape &shape, bool roundsWeights)
{
    std::vector<int> widths{shape.inputs};
    widths.insert(widths.end(), shape.hidden.begin(), shape.hidden.end());
    widths.push_back(shape.outputs);
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
        layers.push_back({widths[i], widths[i + 1], weightCount, 0});
        weightCount += product(widths[i], widths[i + 1]);
    }
    total = weightCount;
    for (Layer &layer : layers) {
        layer.bias = total;
        total += static_cast<std::size_t>(layer.outputs);
    }
    inputScale = total;
    const bool tangent = shape.parametrisation == Parametrisation::Tangent;
    for (const Layer &layer : layers) {
        const double rate = tangent ? 1.0 / std::sqrt(layer.inputs) : 1.0;
        ranges.push_back(
            {layer.weights, layer.weights + product(layer.inputs, layer.outputs), rate, true});
    }
    ranges.push_back({weightCount, total, tangent ? 0.1 : 1.0, false});
    if (shape.scalesInputs) {
        total += static_cast<std::size_t>(shape.inputs);
        ranges.push_back({inputScale, total, 6.0, false});
    }
    steps = total;
    if (roundsWeights) {
        total += layers.size();
        ranges.push_back({steps, total, tangent ? 0.05 : 1.0, false});
    }
}

std::vector<float> initialParameters(const ParameterLayout &layout, const NetworkShape &shape,
                                     RandomStream &random)
{
    const bool tangent = shape.parametrisation == Parametrisation::Tangent;
    const bool plain = tangent || shape.activation == "selu" || shape.activation == "tanh";
    std::vector<float> flat(layout.total);
    const auto draw = [&](std::size_t begin, std::size_t count, double deviation) {
        for (std::size_t i = begin; i < begin + count; ++i)
            flat[i] = static_cast<float>(random.normal() * deviation);
    };
    for (std::size_t i = 0; i < layout.layers.size(); ++i) {
        const ParameterLayout::Layer &layer = layout.layers[i];
        const bool last = i + 1 == layout.layers.size();
        if (last && tangent)
            break;
        draw(layer.weights, product(layer.inputs, layer.outputs),
             std::sqrt((plain || last ? 1.0 : 2.0) / layer.inputs));
        if (tangent)
            draw(layer.bias, static_cast<std::size_t>(layer.outputs), 1.0);
    }
    std::fill(flat.begin() + static_cast<std::ptrdiff_t>(layout.inputScale),
              flat.begin() + static_cast<std::ptrdiff_t>(layout.steps), 1.0F);
    return flat;
}

std::vector<LayerWeights> toLayers(const ParameterLayout &layout, std::span<const float> flat)
{
    std::vector<LayerWeights> result;
    for (const ParameterLayout::Layer &layer : layout.layers) {
        const auto weights = flat.subspan(layer.weights, product(layer.inputs, layer.outputs));
        const auto bias = flat.subspan(layer.bias, static_cast<std::size_t>(layer.outputs));
        result.push_back({layer.inputs,
                          layer.outputs,
                          {weights.begin(), weights.end()},
                          {bias.begin(), bias.end()}});
    }
    if (!layout.scalesInputs())
        return result;
    LayerWeights &first = result.front();
    for (std::size_t i = 0; i < first.weights.size(); ++i)
        first.weights[i] *= flat[layout.inputScale + i / static_cast<std::size_t>(first.outputs)];
    return result;
}

void fillDropoutMask(std::span<float> mask, double rate, RandomStream &random)
{
    const auto dropped = static_cast<std::uint32_t>(std::lround(rate * 65536.0));
    const auto kept = static_cast<float>(1.0 / (1.0 - rate));
    const auto drawn = [&](std::uint64_t bits) { return (bits & 0xffffU) < dropped ? 0.0F : kept; };
    std::size_t i = 0;
    for (; i + 4 <= mask.size(); i += 4) { // four marks from one number
        const std::uint64_t bits = random.next();
        for (std::size_t k = 0; k < 4; ++k)
            mask[i + k] = drawn(bits >> (16 * k));
    }
    for (; i < mask.size(); ++i)
        mask[i] = drawn(random.next());
}

} // namespace leptune::neural
