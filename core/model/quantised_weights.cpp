// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantised_weights.h"

#include "core/model/convolution_matrix.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace leptune {
namespace {

std::vector<float> largestWeights(const Dense &layer)
{
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    std::vector<float> largest(outputs);
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
        largest[i % outputs] = std::max(largest[i % outputs], std::abs(layer.weights[i]));
    return largest;
}

/// Codes to multiples of `multiple`; the largest of an output, which says what its step is, stays.
void coarsen(Dense &matrix, float multiple)
{
    const std::optional<WeightCodes> codes = weightCodes(matrix);
    if (!codes)
        return;
    const std::size_t columns = codes->steps.size();
    for (std::size_t i = 0; i < matrix.weights.size(); ++i) {
        const float code =
            std::nearbyint(static_cast<float>(codes->codes[i]) / multiple) * multiple;
        matrix.weights[i] =
            std::clamp(code, -kMostWeightCode, kMostWeightCode) * codes->steps[i % columns] + 0.0F;
    }
}

} // namespace

Dense matrixOf(std::vector<float> values, std::size_t columns)
{
    const std::size_t rows = columns > 0 ? values.size() / columns : 0;
    return {static_cast<int>(rows), static_cast<int>(columns), std::move(values),
            std::vector<float>(columns)};
}

void quantiseMatrix(std::vector<float> &values, std::size_t columns, int bits)
{
    Dense matrix = matrixOf(std::move(values), columns);
    quantiseWeights(matrix);
    if (bits < 8)
        coarsen(matrix, static_cast<float>(1 << (8 - bits)));
    values = std::move(matrix.weights);
}

void quantiseBias(std::vector<float> &bias)
{
    quantiseMatrix(bias, 1);
}

void quantiseEmbedding(PeriodicEmbedding &embedding)
{
    const std::size_t columns =
        embedding.frequency.size() / static_cast<std::size_t>(embedding.frequencies);
    for (std::vector<float> *numbers :
         {&embedding.frequency, &embedding.phase, &embedding.weights}) {
        const std::size_t rows = columns > 0 ? numbers->size() / columns : 0;
        std::vector<float> byColumn = transposed(*numbers, rows);
        quantiseMatrix(byColumn, columns);
        *numbers = transposed(byColumn, columns);
    }
}

void quantiseWeights(Dense &layer, float most)
{
    if (!std::ranges::all_of(layer.weights, [](float x) { return std::isfinite(x); }))
        return;
    std::vector<float> steps;
    for (const float largest : largestWeights(layer))
        steps.push_back(weightStep(largest, most));
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
        const float step = steps[i % steps.size()];
        // The sum turns -0 into 0.
        layer.weights[i] =
            step > 0.0F ? std::nearbyint(layer.weights[i] / step) * step + 0.0F : 0.0F;
    }
}

void quantiseConvolution(Convolution &layer)
{
    Dense matrix = asMatrix(layer);
    quantiseWeights(matrix);
    layer.weights = transposed(matrix.weights, static_cast<std::size_t>(matrix.outputs));
}

std::optional<WeightCodes> weightCodes(const Dense &layer, float most)
{
    WeightCodes result;
    for (const float largest : largestWeights(layer)) {
        result.steps.push_back(largest / most);
        if (!isShort(result.steps.back()))
            return std::nullopt;
    }
    result.codes.reserve(layer.weights.size());
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
        const float weight = layer.weights[i];
        const float step = result.steps[i % result.steps.size()];
        const float code = step > 0.0F ? std::nearbyint(weight / step) : 0.0F;
        if (!(std::abs(code) <= most) || std::bit_cast<std::uint32_t>(code * step + 0.0F) !=
                                             std::bit_cast<std::uint32_t>(weight))
            return std::nullopt;
        result.codes.push_back(static_cast<std::int8_t>(code));
    }
    return result;
}

} // namespace leptune
