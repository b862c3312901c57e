// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/weight_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune::neural {

namespace {

constexpr int kUsualBits = 8, kMostLevels = 127;
constexpr double kBytesAStep = 2.0, kBytesABias = 1.0;

/// Of things that come in kinds of so many each, a number of bits.
template <typename Counts>
double entropyBits(const Counts &counts, double all)
{
    double bits = 0.0;
    for (const std::size_t count : counts)
        if (count > 0)
            bits += static_cast<double>(count) * std::log2(all / static_cast<double>(count));
    return bits;
}

/// The step of every output, or the same one for all of a layer that was rounded in training.
std::vector<float> largestOf(const LayerWeights &layer, bool isRounded)
{
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    std::vector<float> largest(outputs);
    for (std::size_t begin = 0; begin < layer.weights.size(); begin += outputs)
        for (std::size_t o = 0; o < outputs; ++o)
            largest[o] = std::max(largest[o], std::abs(layer.weights[begin + o]));
    if (isRounded)
        std::ranges::fill(largest, *std::ranges::max_element(largest));
    return largest;
}

double bytesOf(const LayerWeights &layer, int bits)
{
    const bool isRounded = bits > 0;
    const int levels = (1 << ((isRounded ? bits : kUsualBits) - 1)) - 1;
    std::vector<float> scale = largestOf(layer, isRounded);
    for (float &each : scale)
        each = each > 0.0F ? static_cast<float>(levels) / each : 0.0F;
    std::array<std::size_t, 2 * kMostLevels + 1> counts{};
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    for (std::size_t begin = 0; begin < layer.weights.size(); begin += outputs)
        for (std::size_t o = 0; o < outputs; ++o) {
            const float code = layer.weights[begin + o] * scale[o];
            if (std::abs(code) <= kMostLevels) // not where a weight is not finite
                ++counts[static_cast<std::size_t>(std::lrint(code) + kMostLevels)];
        }
    // A code of 0 is one of the kinds: the entropy of all counts what is 0 and what the rest is.
    const double codes = entropyBits(counts, static_cast<double>(layer.weights.size()));
    return codes / 8.0 + kBytesAStep * (isRounded ? 1.0 : static_cast<double>(outputs)) +
           kBytesABias * static_cast<double>(outputs + layer.share.size());
}

} // namespace

double zeroShare(const std::vector<LayerWeights> &layers)
{
    std::size_t zeros = 0, all = 0;
    for (const LayerWeights &layer : layers) {
        zeros += static_cast<std::size_t>(std::ranges::count(layer.weights, 0.0F));
        all += layer.weights.size();
    }
    return static_cast<double>(zeros) / static_cast<double>(std::max<std::size_t>(1, all));
}

std::uint64_t packedBytes(const std::vector<LayerWeights> &layers, int bits)
{
    double bytes = 0.0;
    for (const LayerWeights &layer : layers)
        bytes += bytesOf(layer, bits);
    return static_cast<std::uint64_t>(std::llround(bytes));
}

void WeightWatch::tell(Stepper &stepper, EpochReport &report, bool isLast)
{
    const auto look = [&] {
        const std::vector<LayerWeights> layers = stepper.layers();
        m_seen.sparsity = zeroShare(layers);
        m_seen.weightBits = stepper.weightBits();
        m_seen.bytes = packedBytes(layers, m_seen.weightBits) + stepper.embeddingNumbers();
    };
    m_looks.run(look, isLast);
    report.sparsity = m_seen.sparsity;
    report.weightBits = m_seen.weightBits;
    report.bytes = m_seen.bytes;
}

} // namespace leptune::neural
