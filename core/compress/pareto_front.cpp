// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/pareto_front.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace leptune {

namespace {

constexpr double kSameTime = 1.05;
constexpr double kMarginInErrors = 1.0;

bool hasHardLimit(const FrontLimits &limits)
{
    return limits.maxBytes > 0.0 || limits.maxMicroseconds > 0.0;
}

} // namespace

double shareLost(double original, double constant, double score)
{
    const double gain = original - constant;
    const double lost = original - score;
    if (gain > 0.0)
        return lost / gain;
    return lost > 0.0 ? 1.0 : 0.0; // nothing was gained that could be lost in part
}

bool dominates(const FrontPoint &a, const FrontPoint &b)
{
    const bool counted = a.operations > 0 && b.operations > 0;
    const bool asGood = a.drop <= b.drop && a.bytes <= b.bytes &&
                        a.microseconds <= kSameTime * b.microseconds &&
                        (!counted || a.operations <= b.operations);
    const bool better = a.drop < b.drop || a.bytes < b.bytes ||
                        kSameTime * a.microseconds < b.microseconds ||
                        (counted && a.operations < b.operations);
    return asGood && better;
}

std::vector<bool> paretoFront(const std::vector<FrontPoint> &points)
{
    std::vector<bool> front;
    for (const FrontPoint &point : points)
        front.push_back(std::ranges::none_of(
            points, [&](const FrontPoint &other) { return dominates(other, point); }));
    return front;
}

double excessOf(const FrontPoint &point, const FrontLimits &limits)
{
    const double bytes =
        limits.maxBytes > 0.0 ? static_cast<double>(point.bytes) / limits.maxBytes : 0.0;
    const double time =
        limits.maxMicroseconds > 0.0 ? point.microseconds / limits.maxMicroseconds : 0.0;
    return std::max(bytes, time);
}

bool keepsDrop(const FrontPoint &point, double maxDrop)
{
    return point.drop + kMarginInErrors * point.dropError <= maxDrop;
}

std::size_t choosePoint(const std::vector<FrontPoint> &points, const FrontLimits &limits)
{
    const auto price = [&](std::size_t i) {
        const FrontPoint &point = points[i];
        const double excess = std::max(1.0, excessOf(point, limits));
        const bool isKept = keepsDrop(point, limits.maxDrop);
        const auto bytes = static_cast<double>(point.bytes);
        if (excess > 1.0 || !isKept || hasHardLimit(limits))
            return std::tuple(excess, !isKept, point.drop, bytes);
        return std::tuple(excess, false, bytes, point.drop);
    };
    std::vector<std::size_t> places(points.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return *std::ranges::min_element(places, {}, price);
}

} // namespace leptune
