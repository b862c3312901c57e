// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/effective_weights.h"

#include "core/base/short_float.h"
#include "core/neural/kernels.h"
#include "core/neural/nearest.h"
#include "core/neural/shared_places.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune::neural {

namespace {

constexpr std::size_t kLanes = 16;

inline float code(float weight, float inverse, float levels)
{
    return std::min(std::max(weight * inverse, -levels), levels);
}

} // namespace

EffectiveWeights::EffectiveWeights(const ParameterLayout &layout, const TrainOptions &options,
                                   const Batchable &train)
    : m_layout(layout)
{
    if (masksWeights(options.compression))
        m_compressor.emplace(layout, options.compression, inputPower(layout, train));
    m_of.resize(layout.layers.size());
    fitLayout();
}

void EffectiveWeights::fitLayout()
{
    if (m_layout.scalesInputs() || m_compressor)
        m_plain.resize(m_layout.weightCount + kPadding);
    if (m_compressor)
        m_shrunk.resize(m_layout.weightCount + kPadding);
    if (m_compressor && m_compressor->shares())
        m_places.resize(m_layout.weightCount);
}

void EffectiveWeights::follow(const std::vector<std::size_t> &places)
{
    fitLayout();
    if (m_compressor)
        m_compressor->follow(places);
}

void EffectiveWeights::setLiving(std::vector<float> living)
{
    if (m_compressor)
        m_compressor->setLiving(std::move(living));
}

std::size_t EffectiveWeights::sizeOf(std::size_t layer) const
{
    return static_cast<std::size_t>(m_layout.layers[layer].inputs) *
           static_cast<std::size_t>(m_layout.layers[layer].outputs);
}

std::span<const float> EffectiveWeights::stepsOf(std::size_t layer,
                                                 std::span<const float> parameters) const
{
    return parameters.subspan(m_layout.steps + layer * m_layout.stepsALayer, m_layout.stepsALayer);
}

float EffectiveWeights::stepOf(std::size_t layer, std::span<const float> parameters) const
{
    return toShort(std::exp(stepsOf(layer, parameters).front()));
}

void EffectiveWeights::shrinkTo(double level)
{
    if (m_compressor)
        m_compressor->shrinkTo(level);
}

void EffectiveWeights::freeze()
{
    if (m_compressor)
        m_compressor->freeze();
}

void EffectiveWeights::advance(double progress, std::span<float> parameters)
{
    if (!m_compressor || m_coded)
        return;
    const std::span<const float> weights(m_plain.data(), m_layout.weightCount);
    std::span<const float> factors;
    if (m_layout.members > 1)
        factors = parameters.subspan(m_layout.inputScale, m_layout.steps - m_layout.inputScale);
    const bool changed = m_compressor->advance(progress, weights, factors);
    const bool otherBits = m_compressor->bits() != m_bits;
    m_bits = m_compressor->bits();
    if (otherBits && m_bits > 0)
        for (std::size_t l = 0; l < m_of.size(); ++l)
            std::ranges::copy(m_compressor->bestSteps(l, weights),
                              parameters.begin() + static_cast<std::ptrdiff_t>(
                                                       m_layout.steps + l * m_layout.stepsALayer));
    if (changed || otherBits)
        shrink(parameters);
}

void EffectiveWeights::settleOn(std::span<const float> parameters, int bits)
{
    m_bits = bits;
    fitLayout();
    if (m_compressor)
        m_compressor->settleOn(parameters.first(m_layout.weightCount), bits);
}

void EffectiveWeights::quantise()
{
    m_coded.emplace(m_layout);
}

void EffectiveWeights::apply(std::span<const float> parameters)
{
    applyFloats(parameters);
    m_biases = parameters.data() + m_layout.weightCount;
    if (!m_coded)
        return;
    for (std::size_t l = 0; l < m_of.size(); ++l)
        m_coded->take(l, m_of[l], m_bits > 0 ? stepOf(l, parameters) : 0.0F, parameters);
    m_biases = m_coded->biases();
}

void EffectiveWeights::applyFloats(std::span<const float> parameters)
{
    if (!m_compressor) {
        for (std::size_t l = 0; l < m_of.size(); ++l)
            m_of[l] = parameters.data() + m_layout.layers[l].weights;
        if (m_layout.scalesInputs()) {
            scaleFirstLayer(parameters);
            m_of.front() = m_plain.data();
        }
        return;
    }
    std::copy_n(parameters.begin(), m_layout.weightCount, m_plain.begin());
    if (m_layout.scalesInputs())
        scaleFirstLayer(parameters);
    shrink(parameters);
}

void EffectiveWeights::scaleFirstLayer(std::span<const float> parameters)
{
    const auto out = static_cast<std::size_t>(m_layout.layers.front().outputs);
    for (std::size_t i = 0; i < sizeOf(0); ++i)
        m_plain[i] = parameters[i] * parameters[m_layout.inputScale + i / out];
}

void EffectiveWeights::shrink(std::span<const float> parameters)
{
    const std::vector<float> &mask = m_compressor->mask();
    const float levels = m_bits > 0 ? m_compressor->levels() : 0.0F;
    for (std::size_t l = 0; l < m_of.size(); ++l) {
        const std::size_t begin = m_layout.layers[l].weights, end = begin + sizeOf(l);
        m_of[l] = m_shrunk.data() + begin;
        if (m_bits == 0) {
            for (std::size_t i = begin; i < end; ++i)
                m_shrunk[i] = m_plain[i] * mask[i];
            continue;
        }
        if (m_compressor->shares()) {
            shareValues(l, parameters);
            continue;
        }
        const float step = stepOf(l, parameters), inverse = 1.0F / step;
        for (std::size_t i = begin; i < end; ++i)
            m_shrunk[i] = nearest(code(m_plain[i], inverse, levels)) * step * mask[i];
    }
}

/// Every weight takes the value that is nearest to it now: one that stayed with another would move
/// without any answer from the network.
void EffectiveWeights::shareValues(std::size_t layer, std::span<const float> parameters)
{
    const std::vector<float> &mask = m_compressor->mask();
    const std::size_t begin = m_layout.layers[layer].weights, count = sizeOf(layer);
    std::array<float, kMostSharedValues> values;
    const auto book =
        std::span(values).first(static_cast<std::size_t>(m_compressor->sharedValues()));
    readBook(stepsOf(layer, parameters), book);
    findPlaces(std::span(m_plain).subspan(begin, count), book,
               std::span(m_places).subspan(begin, count));
    for (std::size_t i = begin; i < begin + count; ++i)
        m_shrunk[i] = values[m_places[i]] * mask[i];
}

void EffectiveWeights::pullBack(std::span<const float> parameters, std::span<float> gradient) const
{
    if (m_bits > 0 && m_compressor->shares())
        pullBackSharing(parameters, gradient);
    else if (m_bits > 0)
        pullBackRounding(parameters, gradient);
    else
        std::fill(gradient.begin() + static_cast<std::ptrdiff_t>(m_layout.steps),
                  gradient.begin() + static_cast<std::ptrdiff_t>(m_layout.inputSteps), 0.0F);
    if (m_compressor && m_compressor->isFrozen())
        for (std::size_t i = 0; i < m_layout.weightCount; ++i)
            gradient[i] *= m_compressor->mask()[i];
    if (m_layout.scalesInputs())
        splitFirstGradient(parameters, gradient);
    if (m_coded) // what learns no more
        std::fill(gradient.begin() + static_cast<std::ptrdiff_t>(m_layout.biasEnd()),
                  gradient.begin() + static_cast<std::ptrdiff_t>(m_layout.steps), 0.0F);
}

/// A value's gradient is that of all living weights that have it; weights follow theirs straight
/// through.
void EffectiveWeights::pullBackSharing(std::span<const float> parameters,
                                       std::span<float> gradient) const
{
    const std::vector<float> &mask = m_compressor->mask();
    constexpr std::size_t kApart = 4; // sums of a value, so that one does not wait for another
    for (std::size_t l = 0; l < m_of.size(); ++l) {
        const std::size_t begin = m_layout.layers[l].weights, end = begin + sizeOf(l);
        std::array<std::array<float, kMostSharedValues>, kApart> sums{};
        for (std::size_t i = begin; i < end; ++i)
            sums[i % kApart][m_places[i]] += gradient[i] * mask[i];
        const std::span<float> slopes =
            gradient.subspan(m_layout.steps + l * m_layout.stepsALayer, m_layout.stepsALayer);
        const float unit = stepsOf(l, parameters).back();
        for (std::size_t v = 0; v + 1 < slopes.size(); ++v)
            slopes[v] = unit * ((sums[0][v] + sums[1][v]) + (sums[2][v] + sums[3][v]));
        slopes.back() = 0.0F;
    }
}

/// Weights beyond the last level do not move; a step's gradient is that of all living weights, here
/// by the logarithm of the step.
void EffectiveWeights::pullBackRounding(std::span<const float> parameters,
                                        std::span<float> gradient) const
{
    const std::vector<float> &mask = m_compressor->mask();
    const float levels = m_compressor->levels();
    for (std::size_t l = 0; l < m_of.size(); ++l) {
        const std::size_t begin = m_layout.layers[l].weights, end = begin + sizeOf(l);
        const float step = stepOf(l, parameters), inverse = 1.0F / step;
        float sums[kLanes] = {};
        const auto one = [&](std::size_t i, float &sum) {
            const float exact = m_plain[i] * inverse, clipped = code(m_plain[i], inverse, levels);
            const bool inside = exact == clipped;
            sum += gradient[i] * mask[i] * (nearest(clipped) - (inside ? exact : 0.0F));
            gradient[i] = inside ? gradient[i] : 0.0F;
        };
        std::size_t i = begin;
        for (; i + kLanes <= end; i += kLanes)
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                one(i + lane, sums[lane]);
        for (; i < end; ++i)
            one(i, sums[0]);
        float sum = 0.0F;
        for (const float part : sums)
            sum += part;
        gradient[m_layout.steps + l] = sum * step;
    }
}

/// What the first layer's gradient means for its weights and for the factors.
void EffectiveWeights::splitFirstGradient(std::span<const float> parameters,
                                          std::span<float> gradient) const
{
    const auto out = static_cast<std::size_t>(m_layout.layers.front().outputs);
    const auto inputs = static_cast<std::size_t>(m_layout.layers.front().inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
        float *of = gradient.data() + i * out;
        const float *weights = parameters.data() + i * out;
        const float factor = parameters[m_layout.inputScale + i];
        float sum = 0.0F;
        for (std::size_t o = 0; o < out; ++o) {
            sum += of[o] * weights[o];
            of[o] *= factor;
        }
        gradient[m_layout.inputScale + i] = sum;
    }
}

std::vector<float> EffectiveWeights::settled(std::span<const float> parameters) const
{
    std::vector<float> flat(parameters.begin(),
                            parameters.begin() + static_cast<std::ptrdiff_t>(m_layout.total));
    for (std::size_t l = 0; l < m_of.size(); ++l)
        std::copy_n(m_of[l], sizeOf(l),
                    flat.begin() + static_cast<std::ptrdiff_t>(m_layout.layers[l].weights));
    if (m_coded)
        std::ranges::copy(m_coded->biasesToKeep(),
                          flat.begin() + static_cast<std::ptrdiff_t>(m_layout.weightCount));
    if (m_layout.scalesInputs())
        std::fill_n(flat.begin() + static_cast<std::ptrdiff_t>(m_layout.inputScale),
                    m_layout.layers.front().inputs, 1.0F);
    return flat;
}

void EffectiveWeights::exchange(StateArchive &archive)
{
    fitLayout();
    if (m_compressor) {
        m_compressor->exchange(archive);
        m_bits = m_compressor->bits();
    }
    bool coded = m_coded.has_value();
    archive.value(coded);
    if (archive.reads() && coded)
        quantise();
}

} // namespace leptune::neural
