// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace leptune::testing {

/// A Model that knows its answer: the sum of weights[i] * x_i, and rows of independent standard
/// normal cells with exactly that truth.
struct KnownLinear {
    std::shared_ptr<const Model> model;
    RawBatch batch;
    Target truth;
};
KnownLinear knownLinear(const std::vector<float> &weights, std::size_t rows);
/// The same over given columns of equal length, x0, x1...
KnownLinear knownLinear(const std::vector<float> &weights,
                        const std::vector<std::vector<double>> &columns);

} // namespace leptune::testing
