// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/weight_compressor.h"

#include "core/base/short_float.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace leptune::neural {

namespace {

// Shares of the training. A quarter is left for what remains to settle.
constexpr double kPruneFrom = 0.05, kPruneTo = 0.6, kRoundFrom = 0.6, kFreezeAt = 0.75;
constexpr double kBetweenMasks = 1.0 / 400.0;
/// Growth of the sparsity after which it is shared out anew: sorting all weights takes as long as
/// ten steps.
constexpr double kShareOutAgain = 0.02;
constexpr int kMostBits = 8;

std::size_t sizeOf(const ParameterLayout::Layer &layer)
{
    return static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs);
}

/// Squared importances of a layer, largest first, become LAMP scores: each divided by the sum of
/// itself and all larger ones.
void toLampScores(std::span<float> squares)
{
    std::ranges::sort(squares, std::greater<>());
    double sum = 0.0;
    for (float &square : squares) {
        sum += square;
        square = sum > 0.0 ? static_cast<float>(square / sum) : 0.0F;
    }
}

double squaredError(std::span<const float> sizes, float step, float levels)
{
    double sum = 0.0;
    for (const float size : sizes) {
        const float rounded = step * std::min(levels, std::nearbyint(size / step));
        sum += static_cast<double>(size - rounded) * (size - rounded);
    }
    return sum;
}

/// Over the members, of their factors [members, inputs] of an input; 1 where there are none.
float rootMeanSquare(std::span<const float> factors, std::size_t input, std::size_t inputs)
{
    float sum = 0.0F;
    for (std::size_t i = input; i < factors.size(); i += inputs)
        sum += factors[i] * factors[i];
    return factors.empty()
               ? 1.0F
               : std::sqrt(sum * static_cast<float>(inputs) / static_cast<float>(factors.size()));
}

} // namespace

std::vector<float> inputPower(const ParameterLayout &layout, const Batchable &rows)
{
    const auto inputs = static_cast<std::size_t>(layout.layers.front().inputs);
    const std::size_t width = rows.features.size() / std::max<std::size_t>(1, rows.rows);
    const bool embeds = !layout.plainInputs.empty() || layout.embedding.size() > 0;
    std::vector<float> power(inputs, 1.0F);
    if (!embeds && width != inputs)
        return power;
    std::vector<double> sums(width);
    for (std::size_t i = 0; i < rows.rows; ++i)
        for (std::size_t j = 0; j < width; ++j)
            sums[j] += std::pow(static_cast<double>(rows.features[i * width + j]), 2);
    const auto count = static_cast<double>(std::max<std::size_t>(1, rows.rows));
    for (std::size_t i = 0; i < (embeds ? layout.plainInputs.size() : inputs); ++i) {
        const auto input = embeds ? static_cast<std::size_t>(layout.plainInputs[i]) : i;
        power[i] = static_cast<float>(std::sqrt(sums[input] / count));
    }
    return power;
}

WeightCompressor::WeightCompressor(const ParameterLayout &layout, const Compression &wanted,
                                   std::vector<float> inputPower)
    : m_layout(layout),
      m_wanted(wanted),
      m_power(std::move(inputPower)),
      m_mask(layout.weightCount, 1.0F),
      m_importance(layout.weightCount)
{
    for (const ParameterLayout::Layer &layer : layout.layers)
        m_kept.push_back(sizeOf(layer));
}

double WeightCompressor::sparsityAt(double progress) const
{
    if (m_wanted.tolerance > 0.0)
        return 1.0 - std::pow(1.0 - m_wanted.sparsity, m_level);
    const double t = std::clamp((progress - kPruneFrom) / (kPruneTo - kPruneFrom), 0.0, 1.0);
    return m_wanted.sparsity * (1.0 - std::pow(1.0 - t, 3.0));
}

int WeightCompressor::bitsAt(double progress) const
{
    if (m_wanted.weightBits == 0)
        return 0;
    if (m_wanted.tolerance <= 0.0)
        return progress >= kRoundFrom ? m_wanted.weightBits : 0;
    return m_level > 0.0 ? kMostBits - static_cast<int>(m_level * (kMostBits - m_wanted.weightBits))
                         : 0;
}

bool WeightCompressor::isComplete(double progress) const
{
    return m_wanted.tolerance > 0.0 ? m_toFreeze : progress >= kFreezeAt;
}

bool WeightCompressor::advance(double progress, std::span<const float> weights,
                               std::span<const float> factors)
{
    m_bits = bitsAt(progress);
    m_final = isComplete(progress);
    const double sparsity = sparsityAt(progress);
    if (m_frozen || (sparsity <= 0.0 && m_sharedAt <= 0.0))
        return false;
    m_frozen = m_final;
    if (!m_final && progress < m_nextMask)
        return false;
    m_nextMask = progress + kBetweenMasks;
    rate(weights, factors);
    if (std::abs(sparsity - m_sharedAt) >= kShareOutAgain * (1.0 - sparsity) || m_final)
        shareOut(sparsity);
    renewMask();
    return true;
}

void WeightCompressor::rate(std::span<const float> weights, std::span<const float> factors)
{
    for (std::size_t i = 0; i < weights.size(); ++i)
        m_importance[i] = std::abs(weights[i]);
    const auto outputs = static_cast<std::size_t>(m_layout.layers.front().outputs);
    for (std::size_t i = 0; i < m_power.size(); ++i) {
        const float power = m_power[i] * rootMeanSquare(factors, i, m_power.size());
        for (std::size_t o = 0; o < outputs; ++o)
            m_importance[i * outputs + o] *= power;
    }
}

void WeightCompressor::shareOut(double sparsity)
{
    m_sharedAt = sparsity;
    std::vector<float> scores(m_layout.weightCount);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i] = m_importance[i] * m_importance[i];
    for (const ParameterLayout::Layer &layer : m_layout.layers)
        toLampScores(std::span(scores).subspan(layer.weights, sizeOf(layer)));
    const auto kept = static_cast<std::size_t>(
        std::llround((1.0 - sparsity) * static_cast<double>(scores.size())));
    std::vector<float> all = scores;
    const auto last =
        all.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(kept, 1, all.size()) - 1);
    std::nth_element(all.begin(), last, all.end(), std::greater<>());
    for (std::size_t l = 0; l < m_layout.layers.size(); ++l) {
        const auto layer =
            std::span(scores).subspan(m_layout.layers[l].weights, sizeOf(m_layout.layers[l]));
        // Sorted by size, scores fall nearly always; the count is what matters.
        m_kept[l] =
            std::max<std::size_t>(1, static_cast<std::size_t>(std::ranges::count_if(
                                         layer, [&](float score) { return score >= *last; })));
    }
}

void WeightCompressor::renewMask()
{
    std::vector<float> sizes;
    for (std::size_t l = 0; l < m_layout.layers.size(); ++l) {
        const std::size_t begin = m_layout.layers[l].weights, count = sizeOf(m_layout.layers[l]);
        sizes.assign(m_importance.begin() + static_cast<std::ptrdiff_t>(begin),
                     m_importance.begin() + static_cast<std::ptrdiff_t>(begin + count));
        const auto last = sizes.begin() + static_cast<std::ptrdiff_t>(m_kept[l] - 1);
        std::nth_element(sizes.begin(), last, sizes.end(), std::greater<>());
        const float least = std::max(*last, std::numeric_limits<float>::min());
        for (std::size_t i = begin; i < begin + count; ++i)
            m_mask[i] = m_importance[i] >= least ? 1.0F : 0.0F;
    }
}

float WeightCompressor::bestStep(std::size_t layer, std::span<const float> weights) const
{
    const ParameterLayout::Layer &place = m_layout.layers[layer];
    std::vector<float> sizes;
    float largest = 0.0F;
    for (std::size_t i = place.weights; i < place.weights + sizeOf(place); ++i)
        if (m_mask[i] > 0.0F && weights[i] != 0.0F) {
            sizes.push_back(std::abs(weights[i]));
            largest = std::max(largest, sizes.back());
        }
    if (sizes.empty())
        return 1.0F;
    const float most = levels();
    constexpr int kCandidates = 24;
    constexpr double kSmallest = 0.15; // of the step that reaches the largest weight
    float best = toShort(largest / most);
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < kCandidates; ++i) {
        const double share = std::pow(kSmallest, static_cast<double>(i) / (kCandidates - 1));
        const float step = toShort(static_cast<float>(largest / most * share));
        if (const double error = squaredError(sizes, step, most); error < least) {
            least = error;
            best = step;
        }
    }
    return best;
}

void WeightCompressor::exchange(StateArchive &archive)
{
    archive.marks(m_mask);
    for (std::size_t l = 0; l < m_kept.size(); ++l) {
        std::uint64_t kept = m_kept[l];
        archive.value(kept);
        StateArchive::require(kept >= 1 && kept <= sizeOf(m_layout.layers[l]));
        m_kept[l] = static_cast<std::size_t>(kept);
    }
    for (double *number : {&m_sharedAt, &m_nextMask, &m_level})
        archive.value(*number);
    archive.value(m_bits, 0, kMostBits);
    for (bool *flag : {&m_frozen, &m_final, &m_toFreeze})
        archive.value(*flag);
}

} // namespace leptune::neural
