// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace leptune {

/// Cut points a feature: bin b holds cuts[b-1] <= x < cuts[b]; missing has bin 0 and values 1.. (so
/// at most 254 cuts). "x < cuts[i]" on raw floats is the same question as "bin <= i + 1" on bins.
struct BinCuts {
    std::vector<std::vector<float>> cuts; ///< ascending, one list a feature
    int bins(std::size_t feature) const { return static_cast<int>(cuts[feature].size()) + 2; }
};

/// uint8 bins, column-major: feature f of row r is values[f * rows + r]; 0 = missing.
struct BinnedMatrix {
    std::size_t rows = 0;
    std::size_t features = 0;
    std::vector<std::uint8_t> values;
    BinCuts cuts;

    std::span<const std::uint8_t> feature(std::size_t f) const
    {
        return {values.data() + f * rows, rows};
    }
};

/// Cuts at the midpoints between distinct values, quantiles of a seeded sample of 200,000 rows
/// where there are more than `maxBins` distinct values.
BinCuts findCuts(const FloatMatrix &features, int maxBins = 254, int threads = 1);
BinnedMatrix binFeatures(const FloatMatrix &features, BinCuts cuts, int threads = 1);

} // namespace leptune
