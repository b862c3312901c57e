// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/closed_intervals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kZ = 1.959963984540054; // 97.5th percentile of the normal distribution
constexpr int kHalvings = 60;

/// Of the area's estimate where the area is `area`, as Hanley & McNeil (1982) derive it.
double areaVariance(double area, double positives, double negatives)
{
    const double others = (positives + negatives) / 2.0 - 1.0;
    const double pairs = (1.0 - area) / (2.0 - area) + area / (1.0 + area);
    return area * (1.0 - area) * (1.0 + others * pairs) / (positives * negatives);
}

/// The least area from which `area` is not too far.
double lowestArea(double area, double positives, double negatives)
{
    double outside = 0.0;
    double inside = area;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (outside + inside) / 2.0;
        const double spread = kZ * std::sqrt(areaVariance(middle, positives, negatives));
        (area - middle > spread ? outside : inside) = middle;
    }
    return inside;
}

} // namespace

Interval wilsonInterval(double hits, double trials)
{
    if (!(trials > 0.0))
        return {0.0, 1.0};
    const double share = hits / trials;
    const double square = kZ * kZ;
    const double middle = (hits + square / 2.0) / (trials + square);
    const double spread =
        kZ * std::sqrt(share * (1.0 - share) * trials + square / 4.0) / (trials + square);
    return {std::max(0.0, middle - spread), std::min(1.0, middle + spread)};
}

Interval rocAreaInterval(double area, double positives, double negatives)
{
    if (!(positives > 0.0 && negatives > 0.0) || std::isnan(area))
        return {0.0, 1.0};
    return {lowestArea(area, positives, negatives),
            1.0 - lowestArea(1.0 - area, negatives, positives)};
}

Interval meanInterval(std::span<const ShareInterval> shares)
{
    if (shares.empty())
        return {0.0, 1.0};
    double mean = 0.0;
    double below = 0.0;
    double above = 0.0;
    for (const ShareInterval &one : shares) {
        mean += one.share;
        below += std::pow(one.share - one.low, 2);
        above += std::pow(one.high - one.share, 2);
    }
    const double count = static_cast<double>(shares.size());
    return {(mean - std::sqrt(below)) / count, (mean + std::sqrt(above)) / count};
}

double studentQuantile(double freedom)
{
    constexpr std::array kExact{12.706, 4.303, 3.182, 2.776, 2.571,
                                2.447,  2.365, 2.306, 2.262, 2.228};
    if (!(freedom >= 1.0))
        return std::numeric_limits<double>::infinity();
    if (freedom < static_cast<double>(kExact.size() + 1))
        return kExact[static_cast<std::size_t>(freedom) - 1];
    // Cornish and Fisher's expansion.
    const double square = kZ * kZ;
    const double first = kZ * (square + 1.0) / 4.0;
    const double second = kZ * (5.0 * square * square + 16.0 * square + 3.0) / 96.0;
    const double third = kZ * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    return kZ + (first + (second + third / freedom) / freedom) / freedom;
}

} // namespace leptune
