// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/standardizer.h"

#include <cmath>

namespace leptune {

namespace {

double weightOf(std::span<const float> weights, std::size_t row)
{
    return weights.empty() ? 1.0 : weights[row];
}

} // namespace

Standardizer Standardizer::of(const FloatMatrix &features, std::span<const float> weights)
{
    const std::size_t columns = features.columns;
    std::vector<double> sum(columns);
    std::vector<double> squares(columns);
    std::vector<char> isBinary(columns, 1);
    double total = 0.0;
    for (std::size_t row = 0; row < features.rows; ++row) {
        const double weight = weightOf(weights, row);
        total += weight;
        for (std::size_t c = 0; c < columns; ++c) {
            const double x = features.at(row, c);
            sum[c] += weight * x;
            isBinary[c] = isBinary[c] && (x == 0.0 || x == 1.0);
        }
    }
    for (double &value : sum)
        value = total > 0.0 ? value / total : 0.0;
    for (std::size_t row = 0; row < features.rows; ++row)
        for (std::size_t c = 0; c < columns; ++c) {
            const double away = features.at(row, c) - sum[c];
            squares[c] += weightOf(weights, row) * away * away;
        }
    Standardizer result{std::vector<float>(columns), std::vector<float>(columns)};
    for (std::size_t c = 0; c < columns; ++c) {
        const double deviation = total > 0.0 ? std::sqrt(squares[c] / total) : 0.0;
        // Below a millionth of the unit range a column is constant but for rounding.
        const bool constant = !(deviation > 1e-6);
        result.mean[c] = isBinary[c] && !constant ? 0.0F : static_cast<float>(sum[c]);
        result.scale[c] = constant      ? 0.0F
                          : isBinary[c] ? 1.0F
                                        : static_cast<float>(1.0 / deviation);
    }
    return result;
}

void Standardizer::apply(FloatMatrix &features) const
{
    for (std::size_t row = 0; row < features.rows; ++row) {
        float *cells = features.values.data() + row * features.columns;
        for (std::size_t c = 0; c < features.columns; ++c)
            cells[c] = (cells[c] - mean[c]) * scale[c];
    }
}

LabelScale LabelScale::of(std::span<const float> labels, std::span<const float> weights)
{
    double total = 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        total += weightOf(weights, i);
        sum += weightOf(weights, i) * labels[i];
    }
    LabelScale result;
    if (!(total > 0.0))
        return result;
    result.mean = sum / total;
    double squares = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        squares += weightOf(weights, i) * std::pow(labels[i] - result.mean, 2);
    const double deviation = std::sqrt(squares / total);
    if (deviation > 0.0 && std::isfinite(deviation))
        result.deviation = deviation;
    return result;
}

std::vector<float> LabelScale::apply(std::span<const float> labels) const
{
    std::vector<float> result;
    result.reserve(labels.size());
    for (const float label : labels)
        result.push_back(static_cast<float>((label - mean) / deviation));
    return result;
}

} // namespace leptune
