// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace leptune {

/// Half width h of a conformal prediction interval for numbers: `coverage` of new rows from the
/// same source have their truth within answer ± h. The ceil((n+1) coverage)-th smallest absolute
/// residual of answers for rows that the fit had not seen (Lei et al. 2018, JASA 113:1094; of
/// cross-validated answers: Barber et al. 2021, Ann. Stat. 49:486). NaN where there are too few
/// rows (8 for 90 %) or a residual is not finite.
double conformalHalfWidth(const Target &truth, const FloatMatrix &answers, double coverage = 0.9);

/// Share of the rows whose truth lies within answer ± halfWidth; NaN without rows.
double intervalCoverage(const Target &truth, const FloatMatrix &answers, double halfWidth);

} // namespace leptune
