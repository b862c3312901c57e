// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <functional>

namespace leptune {

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Squared Euclidean distances of all rows of `x` to all rows of `centres`.
RowMatrix squaredDistances(const RowMatrix &x, const RowMatrix &centres);

/// `count` centres of the rows [rows, columns] by some rounds of Lloyd's k-means from a start by
/// k-means++ (Arthur & Vassilvitskii 2007); all rows where there are no more than that.
RowMatrix clusterCentres(const RowMatrix &rows, std::size_t count, std::uint64_t seed,
                         const std::function<bool()> &shouldEnd);

} // namespace leptune
