// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/row_sampler.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kRowsAtOnce = 16384;
/// Of the mean square of the gradients; keeps rows of no gradient from having no chance at all.
constexpr double kBaseShare = 0.1;

/// Uniform in [0, 1) by the numbers of a row and of a tree (finaliser of MurmurHash3).
float uniformOf(std::uint32_t seed, std::uint32_t row)
{
    std::uint32_t h = row * 0x9E3779B9U + seed;
    h = (h ^ (h >> 16)) * 0x85EBCA6BU;
    h = (h ^ (h >> 13)) * 0xC2B2AE35U;
    h ^= h >> 16;
    return static_cast<float>(h >> 8) * 0x1p-24F;
}

/// How much a row matters: the length of its weighted gradient, and a base for all.
std::vector<float> importance(std::span<const float> gradients, std::span<const float> weights,
                              std::size_t rows, WorkerTeam &team)
{
    std::vector<float> result(rows, 0.0F);
    const std::size_t outputs = gradients.size() / rows;
    const std::size_t blocks = (rows + kRowsAtOnce - 1) / kRowsAtOnce;
    std::vector<double> sums(blocks, 0.0);
    const auto range = [&](std::size_t block) {
        return std::pair(block * kRowsAtOnce, std::min(rows, (block + 1) * kRowsAtOnce));
    };
    team.run(blocks, [&](std::size_t block) {
        const auto [begin, end] = range(block);
        for (std::size_t k = 0; k < outputs; ++k)
            for (std::size_t row = begin; row < end; ++row)
                result[row] += gradients[k * rows + row] * gradients[k * rows + row];
        if (!weights.empty())
            for (std::size_t row = begin; row < end; ++row)
                result[row] *= weights[row] * weights[row];
        for (std::size_t row = begin; row < end; ++row)
            sums[block] += static_cast<double>(result[row]);
    });
    const double total = std::accumulate(sums.begin(), sums.end(), 0.0);
    const auto base = static_cast<float>(kBaseShare * total / static_cast<double>(rows) + 1e-30);
    team.run(blocks, [&](std::size_t block) {
        const auto [begin, end] = range(block);
        for (std::size_t row = begin; row < end; ++row)
            result[row] = std::sqrt(result[row] + base);
    });
    return result;
}

/// t with sum of min(1, importance / t) = wanted: rows above t are certain, the others share what
/// is left.
double thresholdFor(const std::vector<float> &values, double wanted)
{
    double threshold = 0.0;
    for (int pass = 0; pass < 20; ++pass) {
        double certain = 0.0, sum = 0.0;
        const auto limit = pass == 0 ? 3e38F : static_cast<float>(threshold);
        for (const float value : values) {
            const bool above = value >= limit;
            certain += above ? 1.0 : 0.0;
            sum += above ? 0.0 : static_cast<double>(value);
        }
        const double next = wanted > certain ? sum / (wanted - certain) : threshold;
        if (std::abs(next - threshold) <= 1e-3 * next)
            return next;
        threshold = next;
    }
    return threshold;
}

} // namespace

RowSample sampleRows(const BoosterOptions &options, std::span<const float> gradients,
                     std::span<const float> weights, std::size_t rows, std::uint64_t seed,
                     WorkerTeam &team)
{
    RowSample sample;
    const bool all = options.sampling == RowSampling::All || options.rowShare >= 1.0;
    if (all) {
        sample.rows.resize(rows);
        std::iota(sample.rows.begin(), sample.rows.end(), 0U);
        sample.weights.assign(weights.begin(), weights.end());
        return sample;
    }
    const auto key = static_cast<std::uint32_t>(mixSeeds(seed, 0x5a3));
    std::vector<float> chances;
    if (options.sampling == RowSampling::MinimalVariance) {
        chances = importance(gradients, weights, rows, team);
        const double threshold =
            thresholdFor(chances, options.rowShare * static_cast<double>(rows));
        const auto factor = static_cast<float>(1.0 / threshold);
        for (float &chance : chances)
            chance = std::min(1.0F, chance * factor);
        sample.weights.assign(rows, 0.0F);
    } else if (!weights.empty()) {
        sample.weights.assign(rows, 0.0F);
    }
    const auto share = static_cast<float>(options.rowShare);
    sample.rows.resize(rows);
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const float chance = chances.empty() ? share : chances[row];
        const bool drawn = uniformOf(key, static_cast<std::uint32_t>(row)) < chance;
        sample.rows[count] = static_cast<std::uint32_t>(row);
        count += drawn ? 1 : 0;
        if (!sample.weights.empty())
            sample.weights[row] = !drawn ? 0.0F
                                         : (weights.empty() ? 1.0F : weights[row]) /
                                               (chances.empty() ? 1.0F : chance);
    }
    if (count == 0) {
        if (!sample.weights.empty())
            sample.weights[0] = weights.empty() ? 1.0F : weights[0];
        sample.rows[0] = 0;
        count = 1;
    }
    sample.rows.resize(count);
    return sample;
}

} // namespace leptune
