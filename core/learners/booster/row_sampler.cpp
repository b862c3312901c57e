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

/// Some thousand values, evenly taken in runs of eight.
std::vector<float> thinned(const std::vector<float> &values)
{
    constexpr std::size_t kRun = 8, kMost = 16384;
    const std::size_t step = values.size() / kMost + 1;
    std::vector<float> result;
    for (std::size_t begin = 0; begin < values.size(); begin += kRun * step)
        for (std::size_t i = begin; i < std::min(values.size(), begin + kRun); ++i)
            result.push_back(values[i]);
    return result;
}

/// t with mean of min(1, importance / t) = wanted: rows above t are certain, the others share what
/// is left.
double thresholdFor(std::vector<float> values, double share)
{
    const double wanted = share * static_cast<double>(values.size());
    double threshold = 0.0, certain = 0.0;
    // What once is certain stays so: the threshold only falls.
    for (int pass = 0; pass < 20; ++pass) {
        double sum = 0.0;
        for (const float value : values)
            sum += static_cast<double>(value);
        if (values.empty() || wanted <= certain)
            break;
        threshold = sum / (wanted - certain);
        const auto limit = static_cast<float>(threshold);
        const std::size_t before = values.size();
        std::erase_if(values, [&](float value) { return value >= limit; });
        if (values.size() == before)
            break;
        certain += static_cast<double>(before - values.size());
    }
    return threshold;
}

/// Weights of mean 1, exponentially distributed, times those given (none: 1).
void weighAtRandom(std::vector<float> &weights, std::size_t rows, std::uint32_t key,
                   WorkerTeam &team)
{
    weights.resize(rows, 1.0F);
    team.run((rows + kRowsAtOnce - 1) / kRowsAtOnce, [&](std::size_t block) {
        const std::size_t end = std::min(rows, (block + 1) * kRowsAtOnce);
        for (std::size_t row = block * kRowsAtOnce; row < end; ++row)
            weights[row] *= -std::log(1.0F - uniformOf(key, static_cast<std::uint32_t>(row)));
    });
}

/// The rows of a weight above 0.
std::vector<std::uint32_t> drawnRows(const std::vector<float> &weights)
{
    std::vector<std::uint32_t> rows(weights.size());
    std::size_t count = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
        rows[count] = static_cast<std::uint32_t>(row);
        count += weights[row] > 0.0F ? 1 : 0;
    }
    rows.resize(count);
    return rows;
}

} // namespace

RowSample sampleRows(const BoosterOptions &options, std::span<const float> gradients,
                     std::span<const float> weights, std::size_t rows, std::uint64_t seed,
                     WorkerTeam &team)
{
    RowSample sample;
    const auto key = static_cast<std::uint32_t>(mixSeeds(seed, 0x5a3));
    const bool bayesian = options.sampling == RowSampling::Bayesian;
    if (bayesian || options.sampling == RowSampling::All || options.rowShare >= 1.0) {
        sample.rows.resize(rows);
        std::iota(sample.rows.begin(), sample.rows.end(), 0U);
        sample.weights.assign(weights.begin(), weights.end());
        if (bayesian)
            weighAtRandom(sample.weights, rows, key, team);
        return sample;
    }
    const bool byImportance = options.sampling == RowSampling::MinimalVariance;
    std::vector<float> values;
    auto factor = static_cast<float>(options.rowShare);
    if (byImportance) {
        values = importance(gradients, weights, rows, team);
        factor = static_cast<float>(1.0 / thresholdFor(thinned(values), options.rowShare));
    }
    sample.weights.resize(rows);
    team.run((rows + kRowsAtOnce - 1) / kRowsAtOnce, [&](std::size_t block) {
        const std::size_t end = std::min(rows, (block + 1) * kRowsAtOnce);
        float *const to = sample.weights.data();
        for (std::size_t row = block * kRowsAtOnce; row < end; ++row) {
            const float chance = byImportance ? std::min(1.0F, values[row] * factor) : factor;
            const bool drawn = uniformOf(key, static_cast<std::uint32_t>(row)) < chance;
            to[row] = drawn ? (byImportance ? 1.0F / chance : 1.0F) : 0.0F;
        }
        if (!weights.empty())
            for (std::size_t row = block * kRowsAtOnce; row < end; ++row)
                to[row] *= weights[row];
    });
    sample.rows = drawnRows(sample.weights);
    if (sample.rows.empty()) {
        sample.rows = {0};
        sample.weights[0] = weights.empty() ? 1.0F : weights[0];
    }
    if (!byImportance && weights.empty())
        sample.weights.clear();
    return sample;
}

} // namespace leptune
