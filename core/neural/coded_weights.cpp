// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/coded_weights.h"

#include "core/model/eight_bits.h"
#include "core/neural/buffer.h"
#include "core/neural/nearest.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune::neural {

namespace {

/// `divisors`: the steps, or infinity.
void roundRows(const float *weights, std::size_t inputs, std::span<const float> divisors,
               std::span<const float> steps, float *out)
{
    const std::size_t outputs = steps.size();
    for (std::size_t i = 0; i < inputs; ++i, weights += outputs, out += outputs)
        for (std::size_t o = 0; o < outputs; ++o)
            out[o] = nearest(weights[o] / divisors[o]) * steps[o];
}

} // namespace

void weightSteps(const float *weights, std::size_t inputs, int members, std::span<float> steps)
{
    std::ranges::fill(steps, 0.0F);
    for (std::size_t i = 0; i < inputs; ++i, weights += steps.size())
        for (std::size_t o = 0; o < steps.size(); ++o)
            steps[o] = std::max(steps[o], std::abs(weights[o]));
    const auto count = static_cast<float>(members);
    for (float &step : steps)
        step = weightStep(step / count, kMostTunedCode) * count;
}

void roundBiases(std::span<float> biases, float inputStep, std::span<const float> steps)
{
    for (std::size_t o = 0; o < biases.size(); ++o)
        if (const float unit = inputStep * steps[steps.size() == 1 ? 0 : o]; unit > 0.0F)
            biases[o] = std::nearbyint(biases[o] / unit) * unit;
}

void roundToEightBits(std::span<float> numbers)
{
    float largest = 0.0F;
    for (const float number : numbers)
        largest = std::max(largest, std::abs(number));
    const float step = weightStep(largest);
    for (float &number : numbers)
        number = step > 0.0F ? std::nearbyint(number / step) * step + 0.0F : 0.0F;
}

CodedWeights::CodedWeights(const ParameterLayout &layout)
    : m_layout(layout),
      m_weights(buffer(layout.weightCount)),
      m_biases(buffer(layout.biasEnd() - layout.weightCount)),
      m_kept(layout.biasEnd() - layout.weightCount)
{
    int widest = 0;
    for (const ParameterLayout::Layer &layer : layout.layers)
        widest = std::max(widest, layer.outputs);
    m_steps.resize(2 * static_cast<std::size_t>(widest));
}

void CodedWeights::take(std::size_t layer, const float *&weights, float step,
                        std::span<const float> parameters)
{
    const ParameterLayout::Layer &place = m_layout.layers[layer];
    const auto inputs = static_cast<std::size_t>(place.inputs);
    const auto outputs = static_cast<std::size_t>(place.outputs);
    const std::span<float> steps = std::span(m_steps).first(outputs);
    if (place.members > 1)
        step = 0.0F; // a share of it may be no short float
    std::ranges::fill(steps, step);
    if (!(step > 0.0F)) {
        const std::span<float> divisors = std::span(m_steps).last(outputs);
        weightSteps(weights, inputs, place.members, steps);
        std::ranges::transform(steps, divisors.begin(), [](float each) {
            return each > 0.0F ? each : std::numeric_limits<float>::infinity();
        });
        roundRows(weights, inputs, divisors, steps, m_weights.data() + place.weights);
        weights = m_weights.data() + place.weights;
    }
    const auto own = parameters.subspan(place.bias, place.biases());
    const auto part = [&](std::vector<float> &all) {
        return std::span(all).subspan(place.bias - m_layout.weightCount, own.size());
    };
    std::ranges::copy(own, part(m_kept).begin());
    if (place.members == 1)
        roundToEightBits(part(m_kept));
    std::ranges::copy(part(m_kept), part(m_biases).begin());
    if (place.members == 1)
        roundBiases(part(m_biases), codesOf(m_layout, parameters, layer).step, steps);
}

} // namespace leptune::neural
