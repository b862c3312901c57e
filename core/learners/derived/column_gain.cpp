// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/column_gain.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Rows of residual 0 in every bin.
constexpr double kShrink = 20.0;
/// Cuts are quantiles of that many rows.
constexpr std::size_t kCutRows = 1024;

using Means = std::array<std::array<float, 256>, 2>;

/// Shrunk mean residuals a half and bin of one output.
Means meansOf(std::span<const std::uint8_t> bins, const Residuals &residuals, std::size_t output)
{
    std::array<std::array<double, 256>, 2> sums{}, counts{};
    const float *values = residuals.values.data() + output * residuals.rows;
    for (std::size_t row = 0; row < residuals.rows; ++row) {
        const std::uint8_t half = residuals.half[row];
        sums[half][bins[row]] += values[row];
        counts[half][bins[row]] += 1.0;
    }
    Means means;
    for (std::size_t half = 0; half < 2; ++half)
        for (std::size_t bin = 0; bin < 256; ++bin)
            means[half][bin] = static_cast<float>(sums[half][bin] / (counts[half][bin] + kShrink));
    return means;
}

} // namespace

std::vector<std::uint8_t> coarseBins(std::span<const float> values)
{
    const std::size_t step = values.size() / kCutRows + 1;
    std::vector<float> sorted;
    for (std::size_t i = 0; i < values.size(); i += step)
        if (!std::isnan(values[i]))
            sorted.push_back(values[i]);
    std::ranges::sort(sorted);
    // Padded so that a search takes five steps for every value.
    std::array<float, kGainBins> cuts;
    cuts.fill(std::numeric_limits<float>::quiet_NaN()); // never <= a value
    std::size_t count = 0;
    for (std::size_t i = 1; i < kGainBins && !sorted.empty(); ++i) {
        const float cut = sorted[i * sorted.size() / kGainBins];
        if (cut > sorted.front() && (count == 0 || cut > cuts[count - 1]))
            cuts[count++] = cut;
    }
    std::vector<std::uint8_t> bins(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        std::uint32_t position = 0;
        for (std::uint32_t width = kGainBins / 2; width > 0; width /= 2)
            position += cuts[position + width - 1] <= values[row] ? width : 0;
        bins[row] = static_cast<std::uint8_t>(std::isnan(values[row]) ? 0 : position + 1);
    }
    return bins;
}

ColumnGain gainOf(std::span<const std::uint8_t> bins, const Residuals &residuals)
{
    ColumnGain result;
    double squares = 0.0;
    std::vector<float> gains(residuals.rows, 0.0F);
    for (std::size_t output = 0; output < residuals.outputs(); ++output) {
        const Means means = meansOf(bins, residuals, output);
        const float *values = residuals.values.data() + output * residuals.rows;
        for (std::size_t row = 0; row < residuals.rows; ++row) {
            const float mean = means[1U - residuals.half[row]][bins[row]];
            gains[row] += mean * (2.0F * values[row] - mean);
        }
    }
    for (const float gain : gains) {
        result.gain += gain;
        squares += static_cast<double>(gain) * gain;
    }
    result.deviation = std::sqrt(squares);
    return result;
}

void explainBy(std::span<const std::uint8_t> bins, Residuals &residuals)
{
    for (std::size_t output = 0; output < residuals.outputs(); ++output) {
        const Means means = meansOf(bins, residuals, output);
        float *values = residuals.values.data() + output * residuals.rows;
        for (std::size_t row = 0; row < residuals.rows; ++row)
            values[row] -= means[1U - residuals.half[row]][bins[row]];
    }
}

ColumnGain gainOfCodes(std::span<const float> codes, const Residuals &residuals)
{
    std::vector<std::uint8_t> bins;
    bins.reserve(codes.size());
    for (const float code : codes)
        bins.push_back(std::isnan(code) || code < 0.0F
                           ? std::uint8_t{0}
                           : static_cast<std::uint8_t>(std::min(code, 254.0F) + 1.0F));
    return gainOf(bins, residuals);
}

} // namespace leptune
