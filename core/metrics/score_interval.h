// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"

namespace leptune {

/// 95 % interval of a metric: the bootstrap's, and never narrower than a closed form allows for as
/// many rows of each class (closed_intervals.h). Where a few rows show no mistake, some of the
/// others may still be mistakes: losses are bound by what those would cost at least. NaN without
/// rows.
Interval scoreInterval(MetricKind metric, const Scored &scored, std::uint64_t seed);

/// The least standard error that any score on these rows has, that of a model without a mistake
/// there; 0 for regression, whose unit only the data know.
double leastStandardError(MetricKind metric, const Target &target);

/// Both intervals in one.
Interval hull(const Interval &a, const Interval &b);

/// Rows of the rarest class that is present; all rows of a regression target.
std::size_t rowsOfRarestClass(const Target &target);

} // namespace leptune
