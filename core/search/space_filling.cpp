// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/space_filling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace leptune {

namespace {

double closestPair(const std::vector<std::vector<double>> &points)
{
    double closest = HUGE_VAL;
    for (std::size_t a = 0; a < points.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            double square = 0.0;
            for (std::size_t i = 0; i < points[a].size(); ++i)
                square += (points[a][i] - points[b][i]) * (points[a][i] - points[b][i]);
            closest = std::min(closest, square);
        }
    }
    return closest;
}

} // namespace

std::vector<std::vector<double>> latinHypercube(std::size_t count, std::size_t dimensions,
                                                RandomStream &random)
{
    std::vector points(count, std::vector<double>(dimensions));
    std::vector<std::size_t> slices(count);
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
        std::iota(slices.begin(), slices.end(), std::size_t{0});
        random.shuffle(std::span(slices));
        for (std::size_t i = 0; i < count; ++i)
            points[i][axis] =
                (static_cast<double>(slices[i]) + random.uniform()) / static_cast<double>(count);
    }
    return points;
}

std::vector<std::vector<double>> spreadHypercube(std::size_t count, std::size_t dimensions,
                                                 int tries, RandomStream &random)
{
    std::vector<std::vector<double>> best = latinHypercube(count, dimensions, random);
    double spread = closestPair(best);
    for (int i = 1; i < tries; ++i) {
        std::vector<std::vector<double>> other = latinHypercube(count, dimensions, random);
        const double found = closestPair(other);
        if (found > spread) {
            spread = found;
            best = std::move(other);
        }
    }
    return best;
}

} // namespace leptune
