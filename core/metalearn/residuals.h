// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/data/target.h"

#include <vector>

namespace leptune {

/// Mean squared error of always answering the mean (class shares: the Brier score); 0 where the
/// target does not vary.
double constantError(const Target &truth);

/// Mean over rows of the product of two predictions' errors, for all pairs: [n, n] row-major, in
/// units of constantError(). The squared error of a weighted mean of predictions is w'Pw, so the
/// products say how good every ensemble is. Predictions are [rows of truth, outputs].
std::vector<double> errorProducts(const Target &truth,
                                  const std::vector<const FloatMatrix *> &predictions);

/// 1 - squared error / constantError() of one prediction, not below -1.
double skillOf(const Target &truth, const FloatMatrix &prediction);

} // namespace leptune
