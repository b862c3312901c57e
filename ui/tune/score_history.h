// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"

#include <vector>

namespace leptune {

/// What the score charts show of a record, in the metric's own sign and seconds of the study.
struct ScoreHistory {
    std::vector<ChartLine>
        lines; ///< best single (thick), ensemble, baseline (dashed), as far as known
    std::vector<ChartMark> marks; ///< one a finished trial
};

/// `now`: where the lines end. `ensemble`: scores of the ensemble by time, from events; the best
/// curve of the record fills in where it is empty.
ScoreHistory scoreHistory(const StudyRecord &record, const QList<QPointF> &ensemble, double now);
/// Score against packed size, for entries that have both.
std::vector<ScatterPoint> scoreAgainstSize(const StudyRecord &record);
/// The constant model's score; NaN while it is not known.
double knownBaseline(const StudyRecord &record);
/// "boosting-12: AUC 0.9141, gradient boosting, 64 kB".
QString entryTip(const LeaderboardEntry &entry, MetricKind metric);

} // namespace leptune
