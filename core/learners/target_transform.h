// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph_builder.h"

#include <span>
#include <vector>

namespace leptune {

/// A rising, piecewise linear map of numbers to the normal scores of their quantiles (van der
/// Waerden 1952) and back. Medians pass through it unchanged, and a mean of normal scores is near
/// their median: what learns means of transformed targets predicts medians, whatever gross errors
/// and long tails the numbers have.
class TargetTransform {
public:
    /// `weights`: one a value, or empty. At least one value.
    TargetTransform(std::span<const float> values, std::span<const float> weights);

    float apply(float value) const;
    float invert(float score) const;
    /// Appends invert() of [N,1] scores: two dense layers.
    NodeId invert(GraphBuilder &builder, NodeId scores) const;

private:
    double slope(std::size_t piece) const;

    std::vector<double> m_values, m_scores; ///< knots, both strictly rising, at least two
};

} // namespace leptune
