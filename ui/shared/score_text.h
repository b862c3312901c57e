// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <QString>

namespace leptune {

/// "AUC", "Log loss": the metric's name in a table head or a card.
QString metricTitle(MetricKind metric);
/// Decimals that show four significant digits of a score of this size: four for scores within -1
/// to 1, more where even those would hide a small one.
int scoreDecimals(double value);
/// With so many decimals (-1 = scoreDecimals) in the user's locale; an en dash where unknown.
QString scoreText(double value, int decimals = -1);
/// So many significant digits, never an exponent: "0.00123", "12.3", "1,250".
QString figureText(double value, int digits = 3);
/// "0.9141 ± 0.0020"; the error is left out where it is unknown or 0.
QString scoreErrorText(double value, double error, int decimals = -1);

} // namespace leptune
