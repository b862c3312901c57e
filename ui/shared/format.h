// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace leptune {

/// Decimals that show so many significant digits of a finite number.
int significantDecimals(double value, int digits);
/// Numbers in the user's locale; "–" where the value is NaN.
QString formatNumber(double value, int digits = 4); ///< significant digits, no needless zeros
QString formatCount(std::uint64_t count);           ///< 1,234,567
/// A number that shows as zero has no minus sign.
double withoutVainSign(double value, int decimals);
QString formatPercent(double share, int decimals = 1); ///< 0.141 -> "14.1 %"
constexpr double kBytesAKilobyte = 1000.0;             ///< on axes, in fields and in words alike
QString formatBytes(double bytes);                     ///< "64 kB", "1.2 MB" (powers of 1000)
QString formatMicroseconds(double value);              ///< "2.1 µs", "0.3 ms"
QString formatDuration(
    double seconds); ///< "< 0.01 s", "0.03 s", "0.4 s", "41 s", "2 min 5 s", "1 h 20 min"
QString formatClock(double seconds); ///< "00:41", "1:02:03"; counts down, rounds up

} // namespace leptune
