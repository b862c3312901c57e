// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/parameters.h"

#include "core/neural/embedding_parameters.h"
#include "core/neural/input_columns.h"
#include "core/neural/shared_places.h"
#include "core/neural/stage_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace leptune::neural {

namespace {

std::size_t product(int a, int b)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

double stepRate(bool tangent)
{
    return tangent ? 0.05 : 1.0;
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
    members = shape.members;
    layers.back().members = members;
    layers.back().inputs *= members;
    for (Layer &layer : layers) {
        layer.weights = weightCount;
        weightCount += product(layer.inputs, layer.outputs);
    }
    total = weightCount;
    for (Layer &layer : layers) {
        layer.bias = total;
        total += layer.biases();
    }
    const bool tangent = shape.parametrisation == Parametrisation::Tangent;
    for (const Layer &layer : layers) {
        const double rate = tangent ? 1.0 / std::sqrt(layer.fanIn()) : 1.0;
        ranges.push_back(
            {layer.weights, layer.weights + product(layer.inputs, layer.outputs), rate, 1.0});
    }
    ranges.push_back({weightCount, total, tangent ? 0.1 : 1.0, 0.0});
    placeNorms(shape);
    placeEmbedding(shape);
    placeShares(shape);
    inputScale = total;
    if (shape.scalesInputs || members > 1)
        place(product(members, layers.front().inputs), shape.scalesInputs ? 6.0 : 1.0, 0.0);
    placeSteps(wanted, tangent);
    inputSteps = total;
    if (wanted.activationBits > 0)
        placeInputSteps(tangent);
}

void ParameterLayout::placeInputSteps(bool tangent)
{
    place(layers.size(), stepRate(tangent), 0.0);
    total += layers.size(); // zero points
}

void ParameterLayout::freezeFront()
{
    std::erase_if(
        ranges, [&](const Range &range) { return range.begin >= biasEnd() && range.end <= steps; });
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
    if (stepsALayer > 0)
        place(stepsALayer * layers.size(), stepRate(tangent), 0.0);
}

/// Numbers of their own rate at the end of what there is; gives their offset.
std::size_t ParameterLayout::place(std::size_t count, double rate, double decay)
{
    const std::size_t begin = total;
    total += count;
    ranges.push_back({begin, total, rate, decay});
    return begin;
}

/// Rates and decays as RealMLP has them: a tenth for phases in radians, which here are turns.
void ParameterLayout::placeEmbedding(const NetworkShape &shape)
{
    const InputEmbedding &wanted = shape.embedding;
    if (!wanted.any())
        return;
    plainInputs = neural::plainInputs(shape);
    const double rate = shape.parametrisation == Parametrisation::Tangent ? 0.1 : 1.0;
    const std::size_t cosines =
        wanted.periodic.size() * static_cast<std::size_t>(wanted.frequencies);
    const auto outputs = static_cast<std::size_t>(wanted.periodicOutputs);
    std::size_t columns = 0;
    for (const CategoryColumns &category : wanted.categories)
        columns += static_cast<std::size_t>(category.count);
    embedding.frequencies = place(cosines, rate, rate);
    embedding.phases = place(cosines, rate / (2.0 * std::numbers::pi), rate);
    embedding.weights = place(cosines * outputs, rate, rate);
    embedding.bias = place(wanted.periodic.size() * outputs, rate, rate);
    embedding.categories =
        place(columns * static_cast<std::size_t>(wanted.categoryOutputs), 1.0, 1.0);
    embedding.end = total;
}

void ParameterLayout::placeShares(const NetworkShape &shape)
{
    if (!shape.sharesActivation)
        return;
    const double rate = shape.parametrisation == Parametrisation::Tangent ? 0.1 : 1.0;
    for (std::size_t i = shape.stages.size(); i + 1 < layers.size(); ++i)
        layers[i].share = place(static_cast<std::size_t>(layers[i].outputs), rate, rate);
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
        ranges.push_back({begin, total, 1.0, 0.0});
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
             std::sqrt((plain || last ? 1.0 : 2.0) / layer.fanIn()));
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
    drawEmbedding(layout.embedding, shape.embedding, random, flat);
    for (const ParameterLayout::Layer &layer : layout.layers)
        if (layer.share > 0)
            std::fill_n(flat.data() + layer.share, layer.outputs, 1.0F);
    for (std::size_t i = layout.inputScale; i < layout.steps; ++i)
        flat[i] = layout.members > 1 && random.below(2) == 0 ? -1.0F : 1.0F;
    return flat;
}

namespace {

void foldNorms(const ParameterLayout &layout, std::span<float> flat)
{
    for (const ParameterLayout::Layer &place : layout.layers) {
        if (place.normScale == 0)
            continue;
        const auto channels = static_cast<std::size_t>(place.outputs);
        for (std::size_t c = 0; c < channels; ++c) {
            const float mean = flat[place.normMean + c];
            const float variance = flat[place.normMean + channels + c];
            const float factor =
                flat[place.normScale + c] / std::sqrt(variance + BatchNorm::kEpsilon);
            for (std::size_t k = c; k < product(place.inputs, place.outputs); k += channels)
                flat[place.weights + k] *= factor;
            flat[place.bias + c] -= mean * factor;
        }
    }
}

void foldInputScale(const ParameterLayout &layout, std::span<float> flat)
{
    const ParameterLayout::Layer &first = layout.layers.front();
    const auto outputs = static_cast<std::size_t>(first.outputs);
    for (std::size_t i = 0; i < product(first.inputs, first.outputs); ++i)
        flat[first.weights + i] *= flat[layout.inputScale + i / outputs];
    std::fill_n(flat.begin() + static_cast<std::ptrdiff_t>(layout.inputScale), first.inputs, 1.0F);
}

/// The members' last layers side by side answer their mean.
LayerWeights meanOfMembers(const ParameterLayout::Layer &place, std::span<const float> flat)
{
    const auto share = 1.0F / static_cast<float>(place.members);
    const auto outputs = static_cast<std::size_t>(place.outputs);
    const float *weights = flat.data() + place.weights, *bias = flat.data() + place.bias;
    LayerWeights mean{place.inputs, place.outputs, {}, std::vector<float>(outputs)};
    for (std::size_t i = 0; i < product(place.inputs, place.outputs); ++i)
        mean.weights.push_back(share * weights[i]);
    for (std::size_t i = 0; i < place.biases(); ++i)
        mean.bias[i % outputs] += share * bias[i];
    return mean;
}

} // namespace

std::vector<float> folded(const ParameterLayout &layout, std::span<const float> flat)
{
    std::vector<float> result(flat.begin(),
                              flat.begin() + static_cast<std::ptrdiff_t>(layout.total));
    foldNorms(layout, result);
    if (layout.scalesInputs())
        foldInputScale(layout, result);
    if (layout.members == 1)
        foldEmbeddingBias(layout, result);
    return result;
}

std::vector<LayerWeights> toLayers(const ParameterLayout &layout, std::span<const float> all)
{
    const std::vector<float> own = folded(layout, all);
    const std::span<const float> flat(own);
    std::vector<LayerWeights> result;
    for (const ParameterLayout::Layer &layer : layout.layers) {
        const auto weights = flat.subspan(layer.weights, product(layer.inputs, layer.outputs));
        const auto bias = flat.subspan(layer.bias, static_cast<std::size_t>(layer.outputs));
        result.push_back({layer.inputs,
                          layer.outputs,
                          {weights.begin(), weights.end()},
                          {bias.begin(), bias.end()}});
        if (layer.share > 0) {
            const auto share = flat.subspan(layer.share, bias.size());
            result.back().share.assign(share.begin(), share.end());
        }
    }
    if (layout.members > 1)
        result.back() = meanOfMembers(layout.layers.back(), flat);
    return result;
}

CodeScale codesOf(const ParameterLayout &layout, std::span<const float> flat, std::size_t layer)
{
    return {std::exp(flat[layout.inputSteps + layer]),
            static_cast<int>(flat[layout.zeroPoints() + layer])};
}

std::vector<float> memberFactors(const ParameterLayout &layout, std::span<const float> flat)
{
    if (layout.members == 1)
        return {};
    const auto factors = flat.subspan(layout.inputScale, layout.steps - layout.inputScale);
    return {factors.begin(), factors.end()};
}

} // namespace leptune::neural
