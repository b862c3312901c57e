// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/parameters.h"

#include "core/neural/shared_places.h"
#include "core/neural/stage_geometry.h"

#include <algorithm>
#include <cmath>

namespace leptune::neural {

namespace {

std::size_t product(int a, int b)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

} // namespace

ParameterLayout::ParameterLayout(const NetworkShape &shape, const Compression &wanted)
{
    for (const StageGeometry &stage : geometryOf(shape))
        layers.push_back({static_cast<int>(stage.depth()), stage.out.channels});
    std::vector<int> widths{denseInputs(shape)};
    widths.insert(widths.end(), shape.hidden.begin(), shape.hidden.end());
    widths.push_back(shape.outputs);
    for (std::size_t i = 0; i + 1 < widths.size(); ++i)
        layers.push_back({widths[i], widths[i + 1]});
    for (Layer &layer : layers) {
        layer.weights = weightCount;
        weightCount += product(layer.inputs, layer.outputs);
    }
    total = weightCount;
    for (Layer &layer : layers) {
        layer.bias = total;
        total += static_cast<std::size_t>(layer.outputs);
    }
    const bool tangent = shape.parametrisation == Parametrisation::Tangent;
    for (const Layer &layer : layers) {
        const double rate = tangent ? 1.0 / std::sqrt(layer.inputs) : 1.0;
        ranges.push_back(
            {layer.weights, layer.weights + product(layer.inputs, layer.outputs), rate, true});
    }
    ranges.push_back({weightCount, total, tangent ? 0.1 : 1.0, false});
    placeNorms(shape);
    inputScale = total;
    if (shape.scalesInputs) {
        total += static_cast<std::size_t>(shape.inputs);
        ranges.push_back({inputScale, total, 6.0, false});
    }
    placeSteps(wanted, tangent);
}

/// A tolerance begins with as many shared values as eight bits can tell apart. Their unit stands
/// behind them.
void ParameterLayout::placeSteps(const Compression &wanted, bool tangent)
{
    steps = total;
    if (wanted.weightBits > 0)
        stepsALayer = 1;
    else if (wanted.sharedValues > 0)
        stepsALayer = 1 + (wanted.tolerance > 0.0 ? kMostSharedValues
                                                  : static_cast<std::size_t>(wanted.sharedValues));
    total += stepsALayer * layers.size();
    if (total > steps)
        ranges.push_back({steps, total, tangent ? 0.05 : 1.0, false});
}

void ParameterLayout::placeNorms(const NetworkShape &shape)
{
    const std::size_t begin = total;
    for (std::size_t i = 0; i < shape.stages.size(); ++i)
        if (shape.stages[i].normalises) {
            layers[i].normScale = total;
            total += static_cast<std::size_t>(layers[i].outputs);
        }
    if (total > begin)
        ranges.push_back({begin, total, 1.0, false});
    for (Layer &layer : layers)
        if (layer.normScale > 0) {
            layer.normMean = total;
            total += 2 * static_cast<std::size_t>(layer.outputs);
        }
}

BatchNorm::Parameters ParameterLayout::normOf(std::size_t layer, std::span<float> flat) const
{
    const Layer &place = layers[layer];
    float *mean = flat.data() + place.normMean;
    return {flat.data() + place.normScale, flat.data() + place.bias, mean, mean + place.outputs};
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
    for (std::size_t i = 0; i < shape.stages.size(); ++i) {
        if (!shape.stages[i].normalises)
            continue;
        const auto channels = static_cast<std::size_t>(layout.layers[i].outputs);
        std::fill_n(flat.data() + layout.layers[i].normScale, channels,
                    shape.stages[i].shortcut >= 0 ? 0.0F : 1.0F);
        std::fill_n(flat.data() + layout.layers[i].normMean + channels, channels, 1.0F);
    }
    std::fill(flat.begin() + static_cast<std::ptrdiff_t>(layout.inputScale),
              flat.begin() + static_cast<std::ptrdiff_t>(layout.steps), 1.0F);
    return flat;
}

namespace {

void foldNorms(const ParameterLayout &layout, std::span<const float> flat,
               std::vector<LayerWeights> &layers)
{
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const ParameterLayout::Layer &place = layout.layers[i];
        if (place.normScale == 0)
            continue;
        const auto channels = static_cast<std::size_t>(place.outputs);
        for (std::size_t c = 0; c < channels; ++c) {
            const float mean = flat[place.normMean + c];
            const float variance = flat[place.normMean + channels + c];
            const float factor =
                flat[place.normScale + c] / std::sqrt(variance + BatchNorm::kEpsilon);
            for (std::size_t k = c; k < layers[i].weights.size(); k += channels)
                layers[i].weights[k] *= factor;
            layers[i].bias[c] -= mean * factor;
        }
    }
}

} // namespace

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
    foldNorms(layout, flat, result);
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
