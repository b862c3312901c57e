// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_ticks.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

double roundStep(double span, int maxTicks)
{
    const double raw = span / std::max(1, maxTicks - 1);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (factor * power >= raw * (1.0 - 1e-9))
            return factor * power;
    }
    return 10.0 * power;
}

} // namespace

int AxisRange::ticks() const
{
    return static_cast<int>(std::lround((high - low) / step)) + 1;
}

AxisRange niceRange(double low, double high, int maxTicks)
{
    if (!std::isfinite(low) || !std::isfinite(high))
        return {};
    if (low > high)
        std::swap(low, high);
    if (high - low <= 1e-12 * std::max(std::abs(low), std::abs(high)) || high == low) {
        const double room = low == 0.0 ? 1.0 : std::abs(low) * 0.1;
        low -= room;
        high += room;
    }
    // Rounding both ends outwards may add a tick: take the next larger step then.
    for (double step = roundStep(high - low, maxTicks);;
         step = roundStep(step * maxTicks * 1.01, maxTicks)) {
        const AxisRange range{std::floor(low / step + 1e-9) * step,
                              std::ceil(high / step - 1e-9) * step, step};
        if (range.ticks() <= maxTicks + 1)
            return range;
    }
}

double tickStep(double low, double high, int maxTicks)
{
    return high > low && std::isfinite(high - low) ? roundStep(high - low, maxTicks) : 1.0;
}

std::vector<double> niceTicks(double low, double high, int maxTicks)
{
    std::vector<double> ticks;
    if (!(high > low) || !std::isfinite(high - low))
        return ticks;
    const double step = tickStep(low, high, maxTicks);
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k += 1.0)
        ticks.push_back(k * step);
    return ticks;
}

std::vector<double> logTicks(double low, double high, int maxTicks)
{
    std::vector<double> ticks;
    if (!(low > 0.0) || !(high > low))
        return ticks;
    const double decades = std::log10(high / low);
    const std::vector<double> factors =
        3.0 * decades <= maxTicks ? std::vector<double>{1.0, 2.0, 5.0} : std::vector<double>{1.0};
    const int stride = std::max(1, static_cast<int>(std::ceil(decades / maxTicks)));
    for (int e = static_cast<int>(std::floor(std::log10(low))); std::pow(10.0, e) <= high;
         e += stride) {
        for (const double factor : factors) {
            const double tick = factor * std::pow(10.0, e);
            if (tick >= low * (1.0 - 1e-9) && tick <= high * (1.0 + 1e-9))
                ticks.push_back(tick);
        }
    }
    return ticks;
}

QString tickText(double value, double step)
{
    const double size = std::max(std::abs(value), std::abs(step));
    const char *unit = "";
    double scale = 1.0;
    if (size >= 1e6 || size >= 1e4) {
        scale = size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : 1e3;
        unit = size >= 1e9 ? " G" : size >= 1e6 ? " M" : " k";
    }
    const double shownStep = step / scale;
    const int decimals =
        shownStep > 0.0
            ? std::clamp(static_cast<int>(std::ceil(-std::log10(shownStep) - 1e-9)), 0, 8)
            : 0;
    const double shown = std::abs(value) < 1e-9 * std::abs(step) ? 0.0 : value / scale;
    return QLocale().toString(shown, 'f', decimals) + QLatin1String(shown == 0.0 ? "" : unit);
}

} // namespace leptune
