// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <QString>

namespace leptune {

/// A metric as people call it: "Share of right answers".
QString metricTitle(MetricKind metric);
/// The field's short name: "Accuracy", "AUC", "RMSE".
QString metricShortName(MetricKind metric);
/// One line on when it is the right one.
QString metricMeaning(MetricKind metric);

} // namespace leptune
