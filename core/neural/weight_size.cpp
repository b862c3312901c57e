// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/weight_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune::neural {

namespace {

constexpr int kMostLevels = 127;
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

/// Of weights that were rounded in training: what different ones there are stands in a book.
double roundedBits(std::vector<float> weights, double &bookBytes)
{
    std::ranges::sort(weights);
    std::vector<std::size_t> counts;
    for (auto begin = weights.begin(); begin != weights.end();) {
        const auto end = std::upper_bound(begin, weights.end(), *begin);
        counts.push_back(static_cast<std::size_t>(end - begin));
        begin = end;
    }
    bookBytes = kBytesAStep + static_cast<double>(counts.size());
    return entropyBits(counts, static_cast<double>(weights.size()));
}

/// Rounded after the training, with a step for every output.
double floatBits(const LayerWeights &layer)
{
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    std::vector<float> scale(outputs);
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
        scale[i % outputs] = std::max(scale[i % outputs], std::abs(layer.weights[i]));
    for (float &each : scale)
        each = each > 0.0F ? static_cast<float>(kMostLevels) / each : 0.0F;
    std::array<std::size_t, 2 * kMostLevels + 1> counts{};
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
        const float code = layer.weights[i] * scale[i % outputs];
        if (std::abs(code) <= kMostLevels) // not where a weight is not finite
            ++counts[static_cast<std::size_t>(std::lrint(code) + kMostLevels)];
    }
    // A code of 0 is one of the kinds: the entropy of all counts what is 0 and what the rest is.
    return entropyBits(counts, static_cast<double>(layer.weights.size()));
}

double bytesOf(const LayerWeights &layer, bool isRounded)
{
    double stepBytes = kBytesAStep * layer.outputs;
    const double bits = isRounded ? roundedBits(layer.weights, stepBytes) : floatBits(layer);
    return bits / 8.0 + stepBytes +
           kBytesABias * (layer.outputs + static_cast<double>(layer.share.size()));
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
        bytes += bytesOf(layer, bits > 0);
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
