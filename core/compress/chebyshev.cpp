// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/chebyshev.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kSumShare = 0.05;   // Knowles's rho
constexpr double kLeastLimit = 1e-3; // of the drop

using Aims = std::array<double, 4>; // time last

Aims aimsOf(const FrontPoint &point, double maxDrop)
{
    const double limit = std::max(maxDrop, kLeastLimit);
    return {std::log1p(std::max(0.0, point.drop) / limit),
            std::log(static_cast<double>(std::max<std::uint64_t>(point.bytes, 1))),
            std::log(static_cast<double>(std::max<std::uint64_t>(point.operations, 1))),
            std::log(std::max(point.microseconds, 1e-3))};
}

} // namespace

ChebyshevAim::ChebyshevAim(RandomStream &random, bool timeCounts)
{
    double total = 0.0;
    for (double &weight : m_weights) { // uniform on the simplex
        weight = -std::log(1.0 - random.uniform());
        total += weight;
    }
    if (!timeCounts) {
        total -= m_weights.back();
        m_weights.back() = 0.0;
    }
    for (double &weight : m_weights)
        weight /= total;
}

std::vector<double> ChebyshevAim::valuesOf(const std::vector<FrontPoint> &points,
                                           double maxDrop) const
{
    Aims low, high;
    low.fill(std::numeric_limits<double>::infinity());
    high.fill(-std::numeric_limits<double>::infinity());
    for (const FrontPoint &point : points) {
        const Aims aims = aimsOf(point, maxDrop);
        for (std::size_t i = 0; i < aims.size(); ++i) {
            low[i] = std::min(low[i], aims[i]);
            high[i] = std::max(high[i], aims[i]);
        }
    }
    std::vector<double> values;
    for (const FrontPoint &point : points) {
        const Aims aims = aimsOf(point, maxDrop);
        double worst = 0.0, sum = 0.0;
        for (std::size_t i = 0; i < aims.size(); ++i) {
            const double range = high[i] - low[i];
            const double term = range > 0.0 ? m_weights[i] * (aims[i] - low[i]) / range : 0.0;
            worst = std::max(worst, term);
            sum += term;
        }
        values.push_back(-(worst + kSumShare * sum));
    }
    return values;
}

} // namespace leptune
