// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/gradient_words.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kPackedRows = 8192;
/// Sums of absolute values stay below this, so no sum of any rows overflows an int32.
constexpr double kLargestSum = 1 << 30;

int lanesFor(int gradients)
{
    for (const int lanes : {2, 4, 8})
        if (gradients < lanes)
            return lanes;
    return 16;
}

std::vector<float> projected(std::span<const float> gradients, int outputs, std::size_t rows,
                             std::uint64_t seed, WorkerTeam &team)
{
    RandomStream random(seed, 0, 0x5ce7c);
    std::vector<float> matrix(static_cast<std::size_t>(outputs * kMostGradients));
    for (float &value : matrix)
        value = static_cast<float>(random.normal() / std::sqrt(double{kMostGradients}));
    std::vector<float> result(rows * kMostGradients, 0.0F);
    team.run(kMostGradients, [&](std::size_t j) {
        float *const to = result.data() + j * rows;
        for (std::size_t k = 0; k < static_cast<std::size_t>(outputs); ++k) {
            const float factor = matrix[k * kMostGradients + j];
            const float *const from = gradients.data() + k * rows;
            for (std::size_t row = 0; row < rows; ++row)
                to[row] += factor * from[row];
        }
    });
    return result;
}

/// Sum over row blocks, added in their order.
template <typename Term>
double blockSum(std::size_t rows, WorkerTeam &team, Term term)
{
    const std::size_t blocks = (rows + kPackedRows - 1) / kPackedRows;
    std::vector<double> sums(blocks, 0.0);
    team.run(blocks, [&](std::size_t block) {
        const std::size_t end = std::min(rows, (block + 1) * kPackedRows);
        double lanes[8] = {};
        std::size_t row = block * kPackedRows;
        for (; row + 8 <= end; row += 8)
            for (std::size_t i = 0; i < 8; ++i)
                lanes[i] += static_cast<double>(term(row + i));
        for (; row < end; ++row)
            lanes[0] += static_cast<double>(term(row));
        for (const double lane : lanes)
            sums[block] += lane;
    });
    double total = 0.0;
    for (const double sum : sums)
        total += sum;
    return total;
}

float unitOf(double absoluteSum)
{
    return absoluteSum > 0.0 ? static_cast<float>(absoluteSum / kLargestSum) : 1.0F;
}

std::int32_t whole(float value)
{
    return static_cast<std::int32_t>(value + std::copysign(0.5F, value));
}

} // namespace

void makeGradientWords(std::span<const float> gradients, int outputs,
                       std::span<const float> weights, std::size_t rows, std::uint64_t seed,
                       WorkerTeam &team, GradientWords &words)
{
    std::vector<float> mixed;
    if (outputs > kMostGradients) {
        mixed = projected(gradients, outputs, rows, seed, team);
        gradients = mixed;
        outputs = kMostGradients;
    }
    const bool plain = weights.empty();
    double largest = 0.0;
    for (int k = 0; k < outputs; ++k) {
        const float *const g = gradients.data() + static_cast<std::size_t>(k) * rows;
        const double sum =
            plain ? blockSum(rows, team, [&](std::size_t row) { return std::abs(g[row]); })
                  : blockSum(rows, team,
                             [&](std::size_t row) { return std::abs(g[row] * weights[row]); });
        largest = std::max(largest, sum);
    }
    words.outputs = outputs;
    words.lanes = lanesFor(outputs);
    // Rounding may add half a unit a row.
    words.gradientUnit = unitOf(largest);
    words.weightUnit =
        plain ? 1.0F : unitOf(blockSum(rows, team, [&](std::size_t row) { return weights[row]; }));
    const auto lanes = static_cast<std::size_t>(words.lanes);
    words.values.resize(rows * lanes);
    const float perGradient = 1.0F / words.gradientUnit, perWeight = 1.0F / words.weightUnit;
    const std::size_t blocks = (rows + kPackedRows - 1) / kPackedRows;
    team.run(blocks, [&](std::size_t block) {
        const std::size_t begin = block * kPackedRows;
        const std::size_t end = std::min(rows, begin + kPackedRows);
        std::int32_t *const to = words.values.data();
        for (std::size_t row = begin; row < end; ++row)
            to[row * lanes] = plain ? 1 : whole(weights[row] * perWeight);
        for (std::size_t k = 0; k < static_cast<std::size_t>(outputs); ++k) {
            const float *const g = gradients.data() + k * rows;
            for (std::size_t row = begin; row < end; ++row)
                to[row * lanes + k + 1] =
                    whole((plain ? g[row] : g[row] * weights[row]) * perGradient);
        }
    });
}

} // namespace leptune
