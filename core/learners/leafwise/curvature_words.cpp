// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/curvature_words.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Sums of absolute values stay below this, rounding of half a unit a row included.
constexpr double kLargestSum = 1 << 30;

std::int32_t whole(float value)
{
    return static_cast<std::int32_t>(value + std::copysign(0.5F, value));
}

float unitOf(double sum)
{
    return sum > 0.0 ? static_cast<float>(sum / kLargestSum) : 1.0F;
}

/// Curvatures of a block of rows; `kind` once for all rows so that the loops become vector code.
void curvatures(const BoosterOptions &options, std::span<const float> labels, int output,
                const float *gradients, float *result)
{
    const std::size_t rows = labels.size();
    if (options.loss == BoosterLoss::Logistic) {
        for (std::size_t i = 0; i < rows; ++i) {
            const float p = labels[i] - gradients[i];
            result[i] = p * (1.0F - p);
        }
    } else if (options.loss == BoosterLoss::Softmax) {
        const auto classes = static_cast<float>(options.classes);
        const float factor = classes / (classes - 1.0F), own = static_cast<float>(output);
        for (std::size_t i = 0; i < rows; ++i) {
            const float p = (labels[i] == own ? 1.0F : 0.0F) - gradients[i];
            result[i] = p * (1.0F - p) * factor;
        }
    } else {
        std::fill_n(result, rows, 1.0F);
    }
}

struct Sums {
    double curvature = 0.0, gradient = 0.0;
};

template <typename Value>
double sumOf(std::size_t rows, Value value)
{
    float lanes[8] = {};
    double total = 0.0;
    std::size_t i = 0;
    for (; i + 8 <= rows; i += 8)
        for (std::size_t j = 0; j < 8; ++j)
            lanes[j] += value(i + j);
    for (; i < rows; ++i)
        total += static_cast<double>(value(i));
    for (const float lane : lanes)
        total += static_cast<double>(lane);
    return total;
}

} // namespace

void makeCurvatureWords(const BoosterOptions &options, const BoosterLabels &labels, int output,
                        std::span<const float> gradients, WorkerTeam &team, GradientWords &words)
{
    const std::size_t rows = labels.rows();
    const std::size_t blocks = (rows + kLossRows - 1) / kLossRows;
    const bool plain = labels.weights.empty();
    const bool counts = plain && options.loss == BoosterLoss::Squared;
    std::vector<Sums> sums(blocks);
    const auto fill = [&](std::size_t block, float *curvature) {
        const std::size_t begin = block * kLossRows, size = std::min(kLossRows, rows - begin);
        curvatures(options, std::span(labels.values).subspan(begin, size), output,
                   gradients.data() + begin, curvature);
        return size;
    };
    team.run(blocks, [&](std::size_t block) {
        alignas(64) float curvature[kLossRows];
        const std::size_t size = fill(block, curvature);
        const float *const g = gradients.data() + block * kLossRows;
        const float *const w = labels.weights.data() + (plain ? 0 : block * kLossRows);
        const auto sum = [&](auto value) {
            return plain ? sumOf(size, value)
                         : sumOf(size, [&](std::size_t i) { return w[i] * value(i); });
        };
        sums[block] = {sum([&](std::size_t i) { return curvature[i]; }),
                       sum([&](std::size_t i) { return std::abs(g[i]); })};
    });
    Sums total;
    for (const Sums &part : sums)
        total = {total.curvature + part.curvature, total.gradient + part.gradient};
    // A little above the sums, as they are rounded.
    words.lanes = 2;
    words.outputs = 1;
    words.weightUnit = counts ? 1.0F : unitOf(1.001 * total.curvature);
    words.gradientUnit = unitOf(1.001 * total.gradient);
    words.values.resize(rows * 2);
    const float perCurvature = 1.0F / words.weightUnit, perGradient = 1.0F / words.gradientUnit;
    team.run(blocks, [&](std::size_t block) {
        alignas(64) float curvature[kLossRows];
        const std::size_t begin = block * kLossRows, size = fill(block, curvature);
        std::int32_t *const to = words.values.data() + begin * 2;
        for (std::size_t i = 0; i < size; ++i) {
            const float weight = plain ? 1.0F : labels.weights[begin + i];
            // Never negative, or it would reach into the other lane.
            to[2 * i] = whole(std::max(0.0F, weight * curvature[i] * perCurvature));
            to[2 * i + 1] = whole(weight * gradients[begin + i] * perGradient);
        }
    });
}

} // namespace leptune
