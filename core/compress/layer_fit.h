// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/model/graph.h"

namespace leptune {

/// How a layer is thinned out.
struct LayerThinning {
    double sparsity = 0.0; ///< share of the weights that become 0, [0, 1)
    int weightBits = 8;    ///< of the others, 2 ... 8: one step an output for 8, else one a layer
};

/// `layer` with fewer and shorter weights, as near as may be to `wanted` for the inputs `x`. What
/// moves its outputs least goes first (|weight| times the deviation of its input: Wanda, Sun et al.
/// 2024, with deviations, since a bias takes up what is constant); what stays is fitted again by
/// ridge regression toward the old weights, one output at a time (Hassibi & Stork 1993 for a whole
/// layer at once), rounded, and biases take up the mean error. `x` [rows, inputs], `wanted` [rows,
/// outputs], finite, one row at least.
Dense thinned(const Dense &layer, const FloatMatrix &x, const FloatMatrix &wanted,
              const LayerThinning &thinning);

} // namespace leptune
