// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace leptune {

/// An axis that starts and ends on round numbers, `step` apart (1, 2 or 5 times a power of ten).
struct AxisRange {
    double low = 0.0;
    double high = 1.0;
    double step = 0.2;
    int ticks() const;
    bool operator==(const AxisRange &) const = default;
};

/// The smallest round range that holds [low, high] with at most `maxTicks` ticks; equal or unusable
/// ends get room around them.
AxisRange niceRange(double low, double high, int maxTicks = 6);
/// The distance of such ticks.
double tickStep(double low, double high, int maxTicks = 6);
/// Round positions within [low, high].
std::vector<double> niceTicks(double low, double high, int maxTicks = 6);
/// Powers of ten (and 2, 5 of them where there is room) within [low, high], both above 0.
std::vector<double> logTicks(double low, double high, int maxTicks = 8);
/// In the user's locale, with just the decimals that `step` needs; large numbers as "20 k", "3 M".
QString tickText(double value, double step);

} // namespace leptune
