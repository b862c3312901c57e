// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/loss.h"

#include "core/learners/booster/fast_exp.h"
#include "core/learners/booster/quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

/// Classes that have no rows keep a small share.
constexpr double kLeastShare = 1e-4;
/// Rows whose softmax is worked out at once.
constexpr std::size_t kTile = 256;

std::vector<float> logShares(const BoosterOptions &options, const BoosterLabels &labels)
{
    const bool binary = options.loss == BoosterLoss::Logistic;
    std::vector<double> shares(binary ? 2 : static_cast<std::size_t>(options.classes), 0.0);
    for (std::size_t row = 0; row < labels.rows(); ++row)
        shares[static_cast<std::size_t>(labels.values[row])] += labels.weight(row);
    const double total = labels.totalWeight();
    for (double &share : shares)
        share = std::max(total > 0.0 ? share / total : 0.0, kLeastShare);
    if (binary)
        return {static_cast<float>(std::log(shares[1] / shares[0]))};
    std::vector<float> scores;
    for (const double share : shares)
        scores.push_back(static_cast<float>(std::log(share)));
    return scores;
}

double meanOf(const BoosterLabels &labels)
{
    double sum = 0.0;
    for (std::size_t row = 0; row < labels.rows(); ++row)
        sum += static_cast<double>(labels.weight(row)) * labels.values[row];
    const double total = labels.totalWeight();
    return total > 0.0 ? sum / total : 0.0;
}

/// Negative gradients y - p of a tile of rows; `gradients` first takes the exponentials.
void softmaxGradients(int classes, std::span<const float> labels, const float *scores,
                      std::size_t stride, float *gradients)
{
    const auto outputs = static_cast<std::size_t>(classes);
    for (std::size_t begin = 0; begin < labels.size(); begin += kTile) {
        const std::size_t count = std::min(kTile, labels.size() - begin);
        float top[kTile], total[kTile];
        std::copy_n(scores + begin, count, top);
        for (std::size_t k = 1; k < outputs; ++k)
            for (std::size_t i = 0; i < count; ++i)
                top[i] = std::max(top[i], scores[k * stride + begin + i]);
        std::fill_n(total, count, 0.0F);
        for (std::size_t k = 0; k < outputs; ++k)
            for (std::size_t i = 0; i < count; ++i) {
                const float e = fastExp(scores[k * stride + begin + i] - top[i]);
                gradients[k * stride + begin + i] = e;
                total[i] += e;
            }
        for (std::size_t i = 0; i < count; ++i)
            total[i] = 1.0F / total[i];
        for (std::size_t k = 0; k < outputs; ++k)
            for (std::size_t i = 0; i < count; ++i) {
                const float hit = labels[begin + i] == static_cast<float>(k) ? 1.0F : 0.0F;
                float &value = gradients[k * stride + begin + i];
                value = hit - value * total[i];
            }
    }
}

double logisticLoss(float label, float score)
{
    const double margin = label > 0.5F ? score : -score;
    return std::max(-margin, 0.0) + std::log1p(std::exp(-std::abs(margin)));
}

double softmaxLoss(int classes, float label, const float *scores, std::size_t stride)
{
    double top = scores[0];
    for (int k = 1; k < classes; ++k)
        top = std::max(top, static_cast<double>(scores[static_cast<std::size_t>(k) * stride]));
    double total = 0.0;
    for (int k = 0; k < classes; ++k)
        total += std::exp(scores[static_cast<std::size_t>(k) * stride] - top);
    return std::log(total) + top - scores[static_cast<std::size_t>(label) * stride];
}

/// log(product) = sum of logs: one logarithm serves many rows. A factor is 1 to 2.
double logisticLossSum(std::span<const float> labels, std::span<const float> weights,
                       const float *scores)
{
    double sum = 0.0;
    if (!weights.empty()) {
        for (std::size_t i = 0; i < labels.size(); ++i)
            sum += static_cast<double>(weights[i]) * logisticLoss(labels[i], scores[i]);
        return sum;
    }
    constexpr std::size_t kTogether = 512;
    for (std::size_t begin = 0; begin < labels.size(); begin += kTogether) {
        const std::size_t end = std::min(labels.size(), begin + kTogether);
        double product = 1.0;
        for (std::size_t i = begin; i < end; ++i) {
            const float margin = labels[i] > 0.5F ? scores[i] : -scores[i];
            sum += static_cast<double>(std::max(-margin, 0.0F));
            product *= 1.0 + static_cast<double>(fastExp(-std::abs(margin)));
        }
        sum += std::log(product);
    }
    return sum;
}

double rowLoss(const BoosterOptions &options, float label, float score)
{
    const double rest = static_cast<double>(label) - score;
    switch (options.loss) {
    case BoosterLoss::Squared:
        return rest * rest;
    case BoosterLoss::Absolute:
        return std::abs(rest);
    default:
        return rest >= 0.0 ? options.quantile * rest : (options.quantile - 1.0) * rest;
    }
}

} // namespace

double BoosterLabels::totalWeight() const
{
    if (weights.empty())
        return static_cast<double>(values.size());
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

std::vector<float> startScores(const BoosterOptions &options, const BoosterLabels &labels)
{
    switch (options.loss) {
    case BoosterLoss::Logistic:
    case BoosterLoss::Softmax:
        return logShares(options, labels);
    case BoosterLoss::Squared:
        return {static_cast<float>(meanOf(labels))};
    case BoosterLoss::Absolute:
        return {weightedQuantile(labels.values, labels.weights, 0.5)};
    case BoosterLoss::Quantile:
        return {weightedQuantile(labels.values, labels.weights, options.quantile)};
    }
    return {0.0F};
}

void lossGradients(const BoosterOptions &options, std::span<const float> labels,
                   const float *scores, std::size_t stride, float *gradients)
{
    const std::size_t rows = labels.size();
    const auto above =
        static_cast<float>(options.loss == BoosterLoss::Absolute ? 1.0 : options.quantile);
    const float below = options.loss == BoosterLoss::Absolute ? -1.0F : above - 1.0F;
    switch (options.loss) {
    case BoosterLoss::Logistic:
        for (std::size_t i = 0; i < rows; ++i)
            gradients[i] = labels[i] - fastLogistic(scores[i]);
        break;
    case BoosterLoss::Softmax:
        softmaxGradients(options.classes, labels, scores, stride, gradients);
        break;
    case BoosterLoss::Squared:
        for (std::size_t i = 0; i < rows; ++i)
            gradients[i] = labels[i] - scores[i];
        break;
    case BoosterLoss::Absolute:
    case BoosterLoss::Quantile:
        for (std::size_t i = 0; i < rows; ++i) {
            const float rest = labels[i] - scores[i];
            gradients[i] = rest > 0.0F ? above : rest < 0.0F ? below : 0.0F;
        }
        break;
    }
}

double lossSum(const BoosterOptions &options, std::span<const float> labels,
               std::span<const float> weights, const float *scores, std::size_t stride)
{
    if (options.loss == BoosterLoss::Logistic)
        return logisticLossSum(labels, weights, scores);
    double sum = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : static_cast<double>(weights[i]);
        sum += weight * (options.loss == BoosterLoss::Softmax
                             ? softmaxLoss(options.classes, labels[i], scores + i, stride)
                             : rowLoss(options, labels[i], scores[i]));
    }
    return sum;
}

} // namespace leptune
