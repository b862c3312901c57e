// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// What a booster left unexplained in rows it had not seen, output by output: [k * rows + row].
/// Each row belongs to half 0 or 1.
struct Residuals {
    std::size_t rows = 0;
    std::vector<std::uint8_t> half;
    std::vector<float> values;

    std::size_t outputs() const { return rows > 0 ? values.size() / rows : 0; }
};

/// How much of the squared residuals goes away, and the standard deviation of that sum.
struct ColumnGain {
    double gain = 0.0;
    double deviation = 0.0;
};

constexpr int kGainBins = 32;

/// Bins 1..32 of about as many rows each; 0 = missing.
std::vector<std::uint8_t> coarseBins(std::span<const float> values);
/// The mean residual of a bin (shrunk) in one half predicts the residuals of the other half, both
/// ways round: what a feature explains in rows that did not choose the explanation. Negative where
/// it explains nothing.
ColumnGain gainOf(std::span<const std::uint8_t> bins, const Residuals &residuals);
/// Takes away what gainOf() counted.
void explainBy(std::span<const std::uint8_t> bins, Residuals &residuals);
/// gainOf() of codes (categories beyond 255 share the last one).
ColumnGain gainOfCodes(std::span<const float> codes, const Residuals &residuals);

} // namespace leptune
