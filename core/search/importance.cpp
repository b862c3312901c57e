// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance.h"

#include "core/search/space_tree.h"

#include <cmath>

namespace leptune {

namespace {

constexpr int kTrees = 64;
constexpr std::size_t kLeast = 4;

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
    if (points.size() < kLeast)
        return shares;
    int used = 0;
    std::vector<double> sums(space.size(), 0.0);
    for (int t = 0; t < kTrees; ++t) {
        RandomStream random(seed, static_cast<std::uint64_t>(t));
        const SpaceTree tree(points, targets, random);
        const double whole = tree.variance();
        if (!(whole > 0.0))
            continue;
        ++used;
        for (std::size_t i = 0; i < space.size(); ++i)
            sums[i] += tree.varianceOf(i) / whole;
    }
    for (std::size_t i = 0; i < space.size() && used > 0; ++i)
        shares[i] = sums[i] / used;
    return shares;
}

} // namespace leptune
