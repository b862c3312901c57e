// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/input_columns.h"

#include <algorithm>
#include <cmath>

namespace leptune::neural {

namespace {

bool isOfCategory(const InputEmbedding &embedding, int input)
{
    return std::ranges::any_of(embedding.categories, [&](const CategoryColumns &category) {
        return input >= category.first && input < category.first + category.count;
    });
}

} // namespace

std::vector<int> plainInputs(const NetworkShape &shape)
{
    std::vector<int> plain;
    for (int input = 0; input < shape.inputs; ++input)
        if (!isOfCategory(shape.embedding, input))
            plain.push_back(input);
    return plain;
}

int embeddedInputs(const NetworkShape &shape)
{
    const InputEmbedding &embedding = shape.embedding;
    int inputs = shape.inputs;
    for (const CategoryColumns &category : embedding.categories)
        inputs += embedding.categoryOutputs - category.count;
    return inputs + static_cast<int>(embedding.periodic.size()) * embedding.periodicOutputs;
}

std::string embeddingProblem(const NetworkShape &shape)
{
    constexpr int kMost = 1024; // cosines or outputs
    const InputEmbedding &embedding = shape.embedding;
    if (!embedding.any())
        return {};
    if (!shape.stages.empty())
        return "inputs of convolutions can't be embedded";
    for (const int size :
         {embedding.frequencies, embedding.periodicOutputs, embedding.categoryOutputs})
        if (size < 1 || size > kMost)
            return "an embedding needs 1 to 1,024 cosines and outputs";
    if (!(embedding.deviation >= 0.0 && std::isfinite(embedding.deviation)))
        return "the deviation of an embedding's frequencies has to be 0 or more";
    int next = 0;
    for (const CategoryColumns &category : embedding.categories) {
        if (category.first < next || category.count < 1 ||
            category.count > shape.inputs - category.first)
            return "the columns of embedded categories have to be inputs, ascending and apart";
        next = category.first + category.count;
    }
    next = 0;
    for (const int input : embedding.periodic) {
        if (input < next || input >= shape.inputs || isOfCategory(embedding, input))
            return "periodic inputs have to be inputs of no category, ascending";
        next = input + 1;
    }
    return {};
}

} // namespace leptune::neural
