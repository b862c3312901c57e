// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/weight_compressor.h"

#include "core/base/short_float.h"
#include "core/neural/group_sparsity.h"
#include "core/neural/k_means.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/schedule.h"
#include "core/neural/shared_places.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace leptune::neural {

namespace {

// Shares of the training. A quarter is left for what remains to settle.
constexpr double kRoundFrom = 0.6, kFreezeAt = 0.75;
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
      m_groupKept(wanted.keepOf.of)
{
    fitLayout();
}

void WeightCompressor::fitLayout()
{
    m_mask.resize(m_layout.weightCount, 1.0F);
    m_importance.resize(m_layout.weightCount);
    m_kept.clear();
    for (const ParameterLayout::Layer &layer : m_layout.layers)
        m_kept.push_back(sizeOf(layer));
}

void WeightCompressor::follow(const std::vector<std::size_t> &places)
{
    keepPlaces(m_mask, {places.begin(),
                        places.begin() + static_cast<std::ptrdiff_t>(m_layout.weightCount)});
    m_living.clear();
    fitLayout();
    m_sharedAt = -1.0;
    m_nextMask = 0.0;
}

double WeightCompressor::shareAt(double progress) const
{
    return m_wanted.tolerance > 0.0 ? m_level : pruningShare(progress);
}

double WeightCompressor::sparsityAt(double progress) const
{
    const double share = shareAt(progress);
    return m_wanted.tolerance > 0.0 ? 1.0 - std::pow(1.0 - m_wanted.sparsity, share)
                                    : m_wanted.sparsity * share;
}

int WeightCompressor::groupKeptAt(double progress) const
{
    const auto [kept, of] = m_wanted.keepOf;
    return of - static_cast<int>(std::lround(shareAt(progress) * (of - kept)));
}

int WeightCompressor::wantedBits() const
{
    const auto values = static_cast<unsigned>(m_wanted.sharedValues);
    return shares() ? std::bit_width(values - 1) : m_wanted.weightBits;
}

int WeightCompressor::bitsAt(double progress) const
{
    if (!m_wanted.roundsWeights())
        return 0;
    if (m_wanted.tolerance <= 0.0)
        return progress >= kRoundFrom ? wantedBits() : 0;
    return m_level > 0.0 ? kMostBits - static_cast<int>(m_level * (kMostBits - wantedBits())) : 0;
}

bool WeightCompressor::isComplete(double progress) const
{
    return m_wanted.tolerance > 0.0 ? m_toFreeze : progress >= kFreezeAt;
}

/// There are some, or there were.
bool WeightCompressor::hasZeros(double progress) const
{
    return sparsityAt(progress) > 0.0 || m_sharedAt >= 0.0 || !m_living.empty() ||
           groupKeptAt(progress) < m_wanted.keepOf.of;
}

bool WeightCompressor::looksAt(double progress) const
{
    const bool renews =
        !m_frozen && hasZeros(progress) && (isComplete(progress) || progress >= m_nextMask);
    return renews || bitsAt(progress) != m_bits;
}

bool WeightCompressor::advance(double progress, std::span<const float> weights,
                               std::span<const float> factors)
{
    m_bits = bitsAt(progress);
    m_final = isComplete(progress);
    if (m_frozen || !hasZeros(progress))
        return false;
    m_frozen = m_final;
    if (!m_final && progress < m_nextMask)
        return false;
    m_nextMask = progress + kBetweenMasks;
    const int groupKeptBefore = std::exchange(m_groupKept, groupKeptAt(progress));
    rate(weights, factors);
    const double sparsity = sparsityAt(progress);
    if (std::abs(sparsity - m_sharedAt) >= kShareOutAgain * (1.0 - sparsity) ||
        m_groupKept != groupKeptBefore || m_final)
        shareOut(sparsity);
    renewMask();
    return true;
}

void WeightCompressor::settleOn(std::span<const float> weights, int bits)
{
    const bool prunes = m_sharedAt >= 0.0 || std::ranges::find(m_mask, 0.0F) != m_mask.end();
    m_bits = bits;
    m_final = m_frozen = true;
    m_living.clear();
    fitLayout();
    std::ranges::fill(m_mask, 1.0F);
    for (std::size_t i = 0; prunes && i < weights.size(); ++i) // rounding alone makes none
        m_mask[i] = weights[i] != 0.0F ? 1.0F : 0.0F;
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
    for (std::size_t i = 0; i < m_living.size(); ++i)
        m_importance[i] *= m_living[i];
    if (m_groupKept < m_wanted.keepOf.of)
        for (const ParameterLayout::Layer &layer : m_layout.layers)
            keepLargestOfGroups(std::span(m_importance).subspan(layer.weights, sizeOf(layer)),
                                static_cast<std::size_t>(layer.outputs), m_groupKept,
                                m_wanted.keepOf.of);
}

void WeightCompressor::shareOut(double sparsity)
{
    m_sharedAt = sparsity;
    std::vector<float> scores(m_layout.weightCount);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i] = m_importance[i] * m_importance[i];
    for (const ParameterLayout::Layer &layer : m_layout.layers)
        toLampScores(std::span(scores).subspan(layer.weights, sizeOf(layer)));
    const auto living = m_living.empty()
                            ? scores.size()
                            : static_cast<std::size_t>(std::ranges::count(m_living, 1.0F));
    const auto kept =
        static_cast<std::size_t>(std::llround((1.0 - sparsity) * static_cast<double>(living)));
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

std::vector<float> WeightCompressor::livingOf(std::size_t layer,
                                              std::span<const float> weights) const
{
    const ParameterLayout::Layer &place = m_layout.layers[layer];
    std::vector<float> living;
    for (std::size_t i = place.weights; i < place.weights + sizeOf(place); ++i)
        if (m_mask[i] > 0.0F && weights[i] != 0.0F && std::isfinite(weights[i]))
            living.push_back(weights[i]);
    return living;
}

std::vector<float> WeightCompressor::bestSteps(std::size_t layer,
                                               std::span<const float> weights) const
{
    std::vector<float> living = livingOf(layer, weights);
    if (shares())
        return bestValues(std::move(living));
    for (float &weight : living)
        weight = std::abs(weight);
    return {std::log(bestStep(living))};
}

std::vector<float> WeightCompressor::bestValues(std::vector<float> living) const
{
    double squares = 0.0;
    for (const float weight : living)
        squares += static_cast<double>(weight) * weight;
    const double count = static_cast<double>(std::max<std::size_t>(1, living.size()));
    const float unit = squares > 0.0 ? static_cast<float>(std::sqrt(squares / count)) : 1.0F;
    std::vector<float> values =
        clusterCentres(std::move(living), static_cast<std::size_t>(sharedValues()));
    for (float &value : values)
        value /= unit;
    values.resize(m_layout.stepsALayer);
    values.back() = unit;
    return values;
}

float WeightCompressor::bestStep(std::span<const float> sizes) const
{
    if (sizes.empty())
        return 1.0F;
    const float largest = *std::ranges::max_element(sizes), most = levels();
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

int WeightCompressor::sharedValues() const
{
    return m_bits == wantedBits() ? m_wanted.sharedValues
                                  : std::min(1 << m_bits, static_cast<int>(kMostSharedValues));
}

void WeightCompressor::exchange(StateArchive &archive)
{
    if (archive.reads())
        fitLayout();
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
    archive.value(m_groupKept, 0, m_wanted.keepOf.of);
    for (bool *flag : {&m_frozen, &m_final, &m_toFreeze})
        archive.value(*flag);
}

} // namespace leptune::neural
