// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <QString>

namespace leptune {

/// What a metric rewards, in words: "Share of right answers". Its name is metricTitle
/// (score_text.h).
QString metricGoal(MetricKind metric);
/// One line on when it is the right one.
QString metricMeaning(MetricKind metric);

} // namespace leptune
