// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/quantised_start.h"

#include "core/neural/coded_weights.h"
#include "core/neural/parameters.h"

#include <algorithm>
#include <span>

namespace leptune::neural {

namespace {

void roundEach(std::span<float> numbers, std::size_t count)
{
    for (std::size_t i = 0; i < numbers.size(); i += count)
        roundToEightBits(numbers.subspan(i, count));
}

/// A step a column of every category's table.
void roundTables(const InputEmbedding &wanted, std::span<float> tables)
{
    const auto outputs = static_cast<std::size_t>(wanted.categoryOutputs);
    std::vector<float> column;
    for (const CategoryColumns &category : wanted.categories) {
        const auto rows = static_cast<std::size_t>(category.count);
        column.resize(rows);
        for (std::size_t o = 0; o < outputs; ++o) {
            for (std::size_t i = 0; i < rows; ++i)
                column[i] = tables[i * outputs + o];
            roundToEightBits(column);
            for (std::size_t i = 0; i < rows; ++i)
                tables[i * outputs + o] = column[i];
        }
        tables = tables.subspan(rows * outputs);
    }
}

/// A step an input of each of its numbers.
void roundEmbedding(const ParameterLayout &layout, const InputEmbedding &wanted,
                    std::span<float> flat)
{
    const ParameterLayout::Embedding &place = layout.embedding;
    const auto count = static_cast<std::size_t>(wanted.frequencies);
    const auto outputs = static_cast<std::size_t>(wanted.periodicOutputs);
    const auto part = [&](std::size_t begin, std::size_t end) {
        return flat.subspan(begin, end - begin);
    };
    roundEach(part(place.frequencies, place.phases), count);
    roundEach(part(place.phases, place.weights), count);
    roundEach(part(place.weights, place.bias), count * outputs);
    roundTables(wanted, part(place.categories, place.end));
}

/// Only norms' numbers, which stand behind the biases, are left away.
std::vector<float> withoutNorms(const ParameterLayout &from, const ParameterLayout &to,
                                const std::vector<float> &flat)
{
    std::vector<float> left(to.total);
    const auto biasEnd = static_cast<std::ptrdiff_t>(from.biasEnd());
    const std::size_t behind = to.total - to.biasEnd();
    std::copy(flat.begin(), flat.begin() + biasEnd, left.begin());
    std::copy(flat.end() - static_cast<std::ptrdiff_t>(behind), flat.end(), left.begin() + biasEnd);
    return left;
}

} // namespace

NetworkShape withoutNorms(NetworkShape shape)
{
    for (ConvolutionStage &stage : shape.stages)
        stage.normalises = false;
    return shape;
}

KeptNetwork quantisedStart(const KeptNetwork &trained, const Compression &wanted)
{
    KeptNetwork start{withoutNorms(trained.shape), {}, true};
    const ParameterLayout before(trained.shape, wanted), layout(start.shape, wanted);
    start.parameters = withoutNorms(before, layout, folded(before, trained.parameters));
    if (start.shape.embedding.any())
        roundEmbedding(layout, start.shape.embedding, start.parameters);
    for (const ParameterLayout::Layer &layer : layout.layers)
        if (layer.share > 0)
            roundToEightBits(std::span(start.parameters)
                                 .subspan(layer.share, static_cast<std::size_t>(layer.outputs)));
    return start;
}

} // namespace leptune::neural
