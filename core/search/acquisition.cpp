// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/acquisition.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace leptune {

namespace {

constexpr double kLogRootTwoPi = 0.91893853320467274178;

/// log Phi(z).
double logNormalCdf(double z)
{
    if (z > -1.0)
        return std::log(0.5 * std::erfc(-z / std::numbers::sqrt2));
    return std::log(0.5 * scaledErfc(-z / std::numbers::sqrt2)) - 0.5 * z * z;
}

/// log(phi(z) + z Phi(z)).
double logUnitImprovement(double z)
{
    const double logDensity = -0.5 * z * z - kLogRootTwoPi;
    if (z > -1.0)
        return std::log(std::exp(logDensity) + 0.5 * z * std::erfc(-z / std::numbers::sqrt2));
    if (z < -50.0) { // 1 - |z| Phi(z) / phi(z) loses its digits far out: its series
        const double s = 1.0 / (z * z);
        return logDensity + std::log(s * (1.0 - s * (3.0 - s * (15.0 - 105.0 * s))));
    }
    const double ratio = std::sqrt(std::numbers::pi / 2.0) * scaledErfc(-z / std::numbers::sqrt2);
    return logDensity + std::log1p(z * ratio);
}

} // namespace

double scaledErfc(double x)
{
    if (x < 25.0)
        return std::exp(x * x) * std::erfc(x);
    const double s = 1.0 / (2.0 * x * x);
    return (1.0 - s * (1.0 - s * (3.0 - s * (15.0 - s * (105.0 - 945.0 * s))))) /
           (x * std::sqrt(std::numbers::pi));
}

LogImprovement logExpectedImprovement(double mean, double variance, double incumbent)
{
    const double deviation = std::sqrt(std::max(variance, 1e-300));
    const double z = (mean - incumbent) / deviation;
    const double logUnit = logUnitImprovement(z);
    LogImprovement result;
    result.value = std::log(deviation) + logUnit;
    // EI' = Phi dmean + phi ddeviation; ratios to EI are taken as differences of logarithms.
    result.byMean = std::exp(logNormalCdf(z) - logUnit) / deviation;
    const double byDeviation = std::exp(-0.5 * z * z - kLogRootTwoPi - logUnit) / deviation;
    result.byVariance = byDeviation / (2.0 * deviation);
    return result;
}

} // namespace leptune
