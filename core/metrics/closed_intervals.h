// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"

#include <span>

namespace leptune {

/// 95 % interval of a share, `hits` of `trials` (Wilson 1927); both may be fractions of rows.
/// (0, 1) without trials.
Interval wilsonInterval(double hits, double trials);
/// 95 % interval of an area under the ROC curve that was found on so many rows of either class;
/// holds for a handful of rows and for areas of 1 (Newcombe 2006, Stat. Med. 25:559, method 5). (0,
/// 1) where one class has none.
Interval rocAreaInterval(double area, double positives, double negatives);
/// One share and its own interval.
struct ShareInterval {
    double share = 0.0, low = 0.0, high = 0.0;
};
/// 95 % interval of the mean of independent shares (MOVER, Zou & Donner 2008); (0, 1) of none.
Interval meanInterval(std::span<const ShareInterval> shares);
/// 97.5th percentile of Student's t with that many degrees of freedom; infinite below 1.
double studentQuantile(double freedom);

} // namespace leptune
