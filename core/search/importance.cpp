// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance.h"

#include "core/search/space_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr int kTrees = 64;
constexpr std::size_t kLeast = 4;
/// Of targets within [-1, 1]; what varies less over the space is rounding.
constexpr double kLeastVariance = 1e-20;

/// By the largest absolute value; false where all are 0.
bool scale(std::vector<double> &values)
{
    double largest = 0.0;
    for (const double value : values)
        largest = std::max(largest, std::abs(value));
    for (double &value : values)
        value /= largest;
    return largest > 0.0;
}

/// Into [-1, 1] around 0, so that neither size nor offset costs digits; false where all are equal.
bool standardise(std::vector<double> &values)
{
    if (!scale(values))
        return false;
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    for (double &value : values)
        value -= mean;
    return scale(values);
}

} // namespace

std::vector<double> parameterImportance(const SearchSpace &space,
                                        const std::vector<Configuration> &configurations,
                                        const std::vector<double> &values, std::uint64_t seed)
{
    std::vector<std::vector<double>> points;
    std::vector<double> targets;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        points.push_back(space.encode(configurations[i]));
        targets.push_back(values[i]);
    }
    std::vector<double> shares(space.size(), 0.0);
    if (points.size() < kLeast || !standardise(targets))
        return shares;
    int used = 0;
    std::vector<double> sums(space.size(), 0.0);
    for (int t = 0; t < kTrees; ++t) {
        RandomStream random(seed, static_cast<std::uint64_t>(t));
        const SpaceTree tree(points, targets, random);
        const double whole = tree.variance();
        if (!(whole > kLeastVariance))
            continue;
        ++used;
        for (std::size_t i = 0; i < space.size(); ++i)
            sums[i] += std::min(1.0, tree.varianceOf(i) / whole);
    }
    for (std::size_t i = 0; i < space.size() && used > 0; ++i)
        shares[i] = sums[i] / used;
    return shares;
}

} // namespace leptune
