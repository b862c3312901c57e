// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_form.h"

#include "core/base/error.h"
#include "core/base/short_float.h"
#include "core/model/convolution_matrix.h"
#include "core/model/packed_sparse.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Every value is at least some steps, so that none of them is lost beside a larger one.
bool keepsAll(std::span<const float> book, float step)
{
    constexpr float kFewest = 4.0F;
    return std::ranges::all_of(
        book, [&](float value) { return value == 0.0F || std::abs(value) >= kFewest * step; });
}

/// Where many weights share a few values, one that keeps their number, since files hold them in a
/// book.
std::optional<float> stepFor(const SharedNumbers &shared)
{
    constexpr std::size_t kFew = 32, kUses = 16;
    if (shared.book.size() > kFew || shared.codes.size() < kUses * shared.book.size())
        return std::nullopt;
    const float largest = std::max(std::abs(shared.book.front()), std::abs(shared.book.back()));
    const float step = toShort(largest / kMostWeightCode);
    const bool fits =
        step > 0.0F && largest <= (kMostWeightCode + 0.5F) * step && keepsAll(shared.book, step);
    return fits ? std::optional(step) : std::nullopt;
}

void takeStep(const Dense &layer, float step, IntegerDense &result)
{
    for (const float weight : layer.weights)
        result.weights.push_back(static_cast<std::int8_t>(std::nearbyint(weight / step)));
    result.steps.assign(static_cast<std::size_t>(layer.outputs), step);
}

void takeCodes(WeightCodes codes, IntegerDense &result)
{
    result.weights = std::move(codes.codes);
    result.steps = std::move(codes.steps);
}

/// Exactly, where that can be.
void takeWeights(const Dense &layer, IntegerDense &result)
{
    const auto shared = sharedNumbers(layer.weights);
    const bool hasBook = shared && !shared->book.empty();
    if (const auto step = hasBook ? commonStep(shared->book) : std::nullopt)
        return takeStep(layer, *step, result);
    for (const float most : {kMostWeightCode, kMostTunedCode})
        if (auto codes = weightCodes(layer, most))
            return takeCodes(std::move(*codes), result);
    if (const auto step = hasBook ? stepFor(*shared) : std::nullopt)
        return takeStep(layer, *step, result);
    Dense rounded = layer;
    quantiseWeights(rounded);
    takeCodes(*weightCodes(rounded), result);
}

/// Outputs without weights have no step yet, and a bias may be too large for a tiny one: then steps
/// grow until it fits, and weights are rounded to them.
void fitStepsToBiases(IntegerDense &layer)
{
    constexpr float kFine = 1.0F / 1048576.0F; // of the bias, where there are no weights
    constexpr float kRoom = 1.01F;
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    for (std::size_t o = 0; o < outputs; ++o) {
        const float size = std::abs(layer.bias[o]), before = layer.steps[o];
        if (!(before > 0.0F)) {
            layer.steps[o] = size > 0.0F ? size * kFine / layer.inputStep : 1.0F;
            continue;
        }
        if (size <= kMostIntegerBias * (layer.inputStep * before))
            continue;
        layer.steps[o] = kRoom * size / kMostIntegerBias / layer.inputStep;
        for (std::size_t i = o; i < layer.weights.size(); i += outputs)
            layer.weights[i] = static_cast<std::int8_t>(
                std::nearbyint(layer.weights[i] * (before / layer.steps[o])));
    }
}

} // namespace

IntegerDense integerForm(const Dense &layer, const CodeScale &inputs)
{
    const bool finite =
        std::ranges::all_of(layer.weights, [](float weight) { return std::isfinite(weight); });
    if (!finite || !std::isfinite(inputs.step) || layer.inputs > kMostIntegerInputs)
        throw Error(
            ErrorCode::Unsupported, "network",
            "a layer can't run in whole numbers: it has too many inputs or weights that are "
            "not finite; keep it in floats");
    IntegerDense result;
    result.inputs = layer.inputs;
    result.outputs = layer.outputs;
    result.bias = layer.bias;
    result.inputStep = inputs.step;
    result.zeroPoint = inputs.zeroPoint;
    takeWeights(layer, result);
    fitStepsToBiases(result);
    return result;
}

IntegerConvolution integerForm(const Convolution &layer, const CodeScale &inputs)
{
    IntegerDense matrix = integerForm(asMatrix(layer), inputs);
    IntegerConvolution result{layer, matrix.inputStep, matrix.zeroPoint, {}, {}, {}};
    result.weights = transposed(matrix.weights, static_cast<std::size_t>(matrix.outputs));
    result.steps = std::move(matrix.steps);
    result.bias = std::move(matrix.bias);
    return result;
}

} // namespace leptune
