// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/cluster_centres.h"

#include "core/base/random.h"

namespace leptune {

namespace {

constexpr int kRounds = 8;

/// The next row of a start by k-means++: by its distance to those before.
Eigen::Index drawn(const Eigen::VectorXf &distances, RandomStream &random)
{
    double left = random.uniform() * distances.cast<double>().sum();
    for (Eigen::Index i = 0; i < distances.size(); ++i) {
        left -= static_cast<double>(distances[i]);
        if (left < 0.0)
            return i;
    }
    return static_cast<Eigen::Index>(
        random.below(static_cast<std::uint64_t>(distances.size()))); // all equal
}

RowMatrix startOf(const RowMatrix &rows, Eigen::Index count, RandomStream &random)
{
    RowMatrix centres(count, rows.cols());
    Eigen::VectorXf nearest = Eigen::VectorXf::Ones(rows.rows());
    for (Eigen::Index c = 0; c < count; ++c) {
        centres.row(c) = rows.row(drawn(nearest, random));
        const Eigen::VectorXf distances = (rows.rowwise() - centres.row(c)).rowwise().squaredNorm();
        nearest = c == 0 ? distances : nearest.cwiseMin(distances);
    }
    return centres;
}

void moveToMeans(RowMatrix &centres, const RowMatrix &rows)
{
    const RowMatrix distances = squaredDistances(rows, centres);
    RowMatrix sums = RowMatrix::Zero(centres.rows(), centres.cols());
    Eigen::VectorXf counts = Eigen::VectorXf::Zero(centres.rows());
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        Eigen::Index nearest = 0;
        distances.row(i).minCoeff(&nearest);
        sums.row(nearest) += rows.row(i);
        counts[nearest] += 1.0F;
    }
    for (Eigen::Index c = 0; c < centres.rows(); ++c)
        if (counts[c] > 0.0F)
            centres.row(c) = sums.row(c) / counts[c];
}

} // namespace

RowMatrix squaredDistances(const RowMatrix &x, const RowMatrix &centres)
{
    RowMatrix distances = -2.0F * (x * centres.transpose());
    distances.colwise() += x.rowwise().squaredNorm();
    distances.rowwise() += centres.rowwise().squaredNorm().transpose();
    return distances.cwiseMax(0.0F);
}

RowMatrix clusterCentres(const RowMatrix &rows, std::size_t count, std::uint64_t seed,
                         const std::function<bool()> &shouldEnd)
{
    const auto wanted = static_cast<Eigen::Index>(count);
    if (wanted >= rows.rows())
        return rows;
    RandomStream random(seed);
    RowMatrix centres = startOf(rows, wanted, random);
    for (int round = 0; round < kRounds && !shouldEnd(); ++round)
        moveToMeans(centres, rows);
    return centres;
}

} // namespace leptune
