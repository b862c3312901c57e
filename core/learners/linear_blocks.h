// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/linear_solver.h"

#include <algorithm>

/// Pieces that the linear solvers share: features in blocks of rows that fit a cache.
namespace leptune {

using FloatRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using BlockMap = Eigen::Map<const FloatRows>;

/// Calls use(first row, block) for all rows in order.
template <typename Use>
void forBlocks(const FloatMatrix &features, Use use)
{
    constexpr std::size_t kRows = 1024;
    for (std::size_t begin = 0; begin < features.rows; begin += kRows) {
        const std::size_t rows = std::min(kRows, features.rows - begin);
        use(begin,
            BlockMap(features.values.data() + begin * features.columns,
                     static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(features.columns)));
    }
}

/// Scores of rows begin.. become weight * dloss/dscore; returns the weighted sum of losses.
double scoresToResiduals(const LinearProblem &problem, std::size_t begin, FloatRows &scores);

double totalWeight(const LinearProblem &problem);

} // namespace leptune
