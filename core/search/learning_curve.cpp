// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/learning_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace leptune {

namespace {

constexpr double kPowers[] = {0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0};
constexpr std::size_t kLeastPoints = 4;

struct Fit {
    double forecast = 0.0;
    double error = 0.0;    ///< sum of squared residuals
    double leverage = 0.0; ///< of the forecast
};

/// Curves never fall: a negative b is taken as 0. Later points count more, as early ones often
/// follow another law.
Fit fitPower(const std::vector<std::pair<double, double>> &points, double fidelity, double power)
{
    const double furthest = points.back().first;
    double w = 0.0, wz = 0.0, wy = 0.0, wzz = 0.0, wzy = 0.0;
    for (const auto &[x, y] : points) {
        const double weight = std::sqrt(x / furthest);
        const double z = std::pow(x / furthest, -power);
        w += weight;
        wz += weight * z;
        wy += weight * y;
        wzz += weight * z * z;
        wzy += weight * z * y;
    }
    const double spread = std::max(wzz - wz * wz / w, 1e-300);
    const double slope = std::min(0.0, (wzy - wz * wy / w) / spread);
    const double level = (wy - slope * wz) / w;
    const double at = std::pow(fidelity / furthest, -power);
    Fit fit;
    fit.forecast = level + slope * at;
    for (const auto &[x, y] : points) {
        const double residual = y - level - slope * std::pow(x / furthest, -power);
        fit.error += std::sqrt(x / furthest) * residual * residual;
    }
    fit.leverage = 1.0 + 1.0 / w + (at - wz / w) * (at - wz / w) / spread;
    return fit;
}

} // namespace

double CurveForecast::above(double target) const
{
    if (deviation <= 0.0)
        return mean > target ? 1.0 : 0.0;
    return 0.5 * std::erfc((target - mean) / deviation / std::numbers::sqrt2);
}

std::optional<CurveForecast> extrapolateCurve(const std::vector<std::pair<double, double>> &points,
                                              double fidelity)
{
    std::vector<std::pair<double, double>> usable;
    std::set<double> fidelities;
    for (const auto &[x, y] : points) {
        if (!std::isfinite(x) || x <= 0.0 || !std::isfinite(y))
            continue;
        usable.emplace_back(x, y);
        fidelities.insert(x);
    }
    if (fidelities.size() < kLeastPoints)
        return std::nullopt;
    std::sort(usable.begin(), usable.end());
    const auto count = static_cast<double>(usable.size());
    double least = HUGE_VAL, low = HUGE_VAL, high = -HUGE_VAL;
    std::vector<Fit> fits;
    for (const double power : kPowers) {
        fits.push_back(fitPower(usable, fidelity, power));
        least = std::min(least, fits.back().error);
    }
    for (const auto &[x, y] : usable) {
        low = std::min(low, y);
        high = std::max(high, y);
    }
    const double floor = 1e-4 * (high - low) * (high - low) + 1e-300;
    double weights = 0.0, mean = 0.0, squares = 0.0;
    for (const Fit &fit : fits) {
        const double weight = std::pow((fit.error + floor) / (least + floor), -0.5 * count);
        const double noise = (fit.error + floor) / std::max(1.0, count - 3.0) * fit.leverage;
        weights += weight;
        mean += weight * fit.forecast;
        squares += weight * (noise + fit.forecast * fit.forecast);
    }
    mean /= weights;
    return CurveForecast{mean, std::sqrt(std::max(0.0, squares / weights - mean * mean))};
}

} // namespace leptune
