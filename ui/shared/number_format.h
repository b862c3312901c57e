// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"
#include "core/tuning/leaderboard.h"

#include <QString>

#include <cstdint>

namespace leptune {

/// Numbers as people read them: the user's locale, sensible digits, unit; an en dash where unknown (NaN).

/// "AUC", "Log loss": the metric's name in a table head or a card.
QString metricTitle(MetricKind metric);
/// Decimals that show four significant digits of a score of this size (four for scores within -1 to 1).
int scoreDecimals(double value);
QString scoreText(double value, int decimals = -1);
/// "0.9141 ± 0.0020"; the error is left out where it is unknown or 0.
QString scoreErrorText(double value, double error, int decimals = -1);
/// "0.94" as "94.0 %".
QString shareText(double share, int decimals = 1);
QString countText(std::uint64_t count);
/// Three significant digits: "2.31", "0.0042", "1,250".
QString quantityText(double value);
/// "0.42 s", "41 s", "3 min 20 s", "2 h 05 min".
QString secondsText(double seconds);
/// A countdown: "00:41", "1:02:03".
QString clockText(double seconds);
/// Decimal units: "640 B", "64 kB", "1.2 MB".
QString bytesText(std::uint64_t bytes);
/// "2.1 µs", "1.3 ms".
QString latencyText(double microseconds);
QString unknownText();

} // namespace leptune
