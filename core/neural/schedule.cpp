// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace leptune::neural {

namespace {

/// From `from` at t = 0 to `to` at t = 1 along half a cosine.
double cosineBetween(double from, double to, double t)
{
    return to + (from - to) * 0.5 * (1.0 + std::cos(std::numbers::pi * t));
}

} // namespace

double scheduleFactor(Schedule schedule, double progress)
{
    constexpr double kWarmUp = 0.25;
    switch (schedule) {
    case Schedule::Constant:
        return 1.0;
    case Schedule::Cosine:
        return cosineBetween(1.0, 0.0, progress);
    case Schedule::OneCycle:
        if (progress < kWarmUp)
            return cosineBetween(1.0 / 25.0, 1.0, progress / kWarmUp);
        return cosineBetween(1.0, 0.0, (progress - kWarmUp) / (1.0 - kWarmUp));
    case Schedule::CosLog4:
        return cosineBetween(0.0, 1.0, 2.0 * std::log2(1.0 + 15.0 * progress));
    }
    return 1.0;
}

double pruningShare(double progress)
{
    const double t = std::clamp((progress - kPruneFrom) / (kPruneTo - kPruneFrom), 0.0, 1.0);
    return 1.0 - std::pow(1.0 - t, 3.0);
}

} // namespace leptune::neural
