// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"

#include <string>

namespace leptune {

/// 95 % interval of a score `value` from the standard error over `splits` cuts into `folds` parts:
/// Student's, with the variance of cuts that share training rows corrected (Nadeau & Bengio 2003),
/// within what the metric can be.
Interval foldInterval(MetricKind metric, double value, double standardError, int splits, int folds);

/// A sentence where so few of the scored rows are of some class that the score tells little of it;
/// else empty.
std::string scarceClassNote(const Target &scored);

} // namespace leptune
