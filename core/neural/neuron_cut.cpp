// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/neuron_cut.h"

#include "core/neural/neuron_groups.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace leptune::neural {

namespace {

/// Which inputs and outputs of a layer stay; nothing: all of them.
struct Remaining {
    const std::vector<std::size_t> *inputs = nullptr; ///< of every `period` of them
    std::size_t period = 1;
    const std::vector<std::size_t> *outputs = nullptr;
};

std::vector<Remaining> remainingOf(const NetworkShape &shape, std::size_t layers,
                                   const NeuronCut &cut)
{
    std::vector<Remaining> remaining(layers);
    const std::vector<NeuronGroup> groups = neuronGroups(shape);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (const std::size_t maker : groups[g].makers)
            remaining[maker].outputs = &cut[g];
        for (const std::size_t reader : groups[g].readers) {
            remaining[reader].inputs = &cut[g];
            remaining[reader].period = groups[g].size;
        }
    }
    return remaining;
}

std::vector<std::size_t> allBelow(std::size_t count)
{
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

std::vector<std::size_t> inputsLeft(const ParameterLayout::Layer &layer, const Remaining &remaining)
{
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    if (!remaining.inputs)
        return allBelow(inputs);
    std::vector<std::size_t> left;
    for (std::size_t begin = 0; begin < inputs; begin += remaining.period)
        for (const std::size_t each : *remaining.inputs)
            left.push_back(begin + each);
    return left;
}

void placeLayer(const ParameterLayout::Layer &from, const ParameterLayout::Layer &to,
                const Remaining &remaining, std::vector<std::size_t> &places)
{
    const auto outputs = static_cast<std::size_t>(from.outputs);
    const std::vector<std::size_t> left =
        remaining.outputs ? *remaining.outputs : allBelow(outputs);
    std::size_t next = to.weights;
    for (const std::size_t input : inputsLeft(from, remaining))
        for (const std::size_t output : left)
            places[next++] = from.weights + input * outputs + output;
    const auto placeRow = [&](std::size_t oldRow, std::size_t newRow) {
        for (const std::size_t output : left)
            places[newRow++] = oldRow + output;
    };
    for (int member = 0; member < from.members; ++member) {
        const auto before = static_cast<std::size_t>(member);
        placeRow(from.bias + before * outputs, to.bias + before * left.size());
    }
    if (from.share > 0)
        placeRow(from.share, to.share);
    if (from.normScale == 0)
        return;
    placeRow(from.normScale, to.normScale);
    placeRow(from.normMean, to.normMean);
    placeRow(from.normMean + outputs, to.normMean + left.size());
}

} // namespace

NetworkShape shapeAfter(const NetworkShape &shape, const NeuronCut &cut)
{
    NetworkShape smaller = shape;
    const std::vector<NeuronGroup> groups = neuronGroups(shape);
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const std::size_t layer : groups[g].makers) {
            const std::size_t stages = shape.stages.size();
            int &width =
                layer < stages ? smaller.stages[layer].outputs : smaller.hidden[layer - stages];
            width = static_cast<int>(cut[g].size());
        }
    return smaller;
}

std::vector<std::size_t> placesAfter(const NetworkShape &shape, const ParameterLayout &from,
                                     const ParameterLayout &to, const NeuronCut &cut)
{
    std::vector<std::size_t> places(to.total);
    const std::vector<Remaining> remaining = remainingOf(shape, from.layers.size(), cut);
    for (std::size_t l = 0; l < from.layers.size(); ++l)
        placeLayer(from.layers[l], to.layers[l], remaining[l], places);
    // What is of inputs, or of layers as a whole.
    for (std::size_t i = 0; i < to.embedding.size(); ++i)
        places[to.embedding.frequencies + i] = from.embedding.frequencies + i;
    std::iota(places.begin() + static_cast<std::ptrdiff_t>(to.inputScale), places.end(),
              from.inputScale);
    return places;
}

void exchangeWidths(StateArchive &archive, NetworkShape &shape)
{
    for (ConvolutionStage &stage : shape.stages)
        archive.value(stage.outputs, 1, stage.outputs);
    for (int &width : shape.hidden)
        archive.value(width, 1, width);
    const std::size_t stages = shape.stages.size();
    for (const NeuronGroup &group : neuronGroups(shape))
        for (const std::size_t layer : group.makers) { // those that are added up stay alike
            const int width =
                layer < stages ? shape.stages[layer].outputs : shape.hidden[layer - stages];
            StateArchive::require(width == static_cast<int>(group.size));
        }
}

} // namespace leptune::neural
