// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <span>
#include <vector>

namespace leptune {

/// Mean 0 and deviation 1 for every column, weighted; 0/1 columns stay as they are (rare categories
/// would weigh too much), constant ones become 0.
struct Standardizer {
    std::vector<float> mean;
    std::vector<float> scale; ///< 1 / deviation

    static Standardizer of(const FloatMatrix &features, std::span<const float> weights);
    /// (x - mean) * scale in place.
    void apply(FloatMatrix &features) const;
};

/// Weighted mean and deviation of a regression target (deviation 1 where it is constant).
struct LabelScale {
    double mean = 0.0;
    double deviation = 1.0;

    static LabelScale of(std::span<const float> labels, std::span<const float> weights);
    std::vector<float> apply(std::span<const float> labels) const;
};

} // namespace leptune
