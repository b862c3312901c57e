// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace leptune {

/// What the score charts show of a study, in the metric's own sign and seconds of the study: grows
/// by one entry at a time, whatever the number of trials. Keys of marks and points are the trials'
/// numbers.
class TrialHistory {
public:
    void reset(MetricKind metric);
    /// Of a saved study, or one that has ended.
    void setRecord(const StudyRecord &record);
    void setMetric(MetricKind metric) { m_metric = metric; }
    /// A new entry, or a newer state of a known one.
    void update(const LeaderboardEntry &entry);

    /// The ensemble (thick), the best single Model and the baseline (dashed), as far as known.
    /// `now`: where they end.
    std::vector<ChartLine> lines(double now) const;
    /// One a finished trial; hollow, at what its folds reached, where it was ended early.
    const std::vector<ChartMark> &marks() const { return m_marks; }
    /// Score against packed size in kB, for Models that have both.
    const std::vector<ScatterPoint> &sizes() const { return m_sizes; }
    /// Sizes in kB and scores of the Models that no smaller one reaches, by size.
    QList<QPointF> front() const;
    /// The constant Model's score; NaN while it is not known.
    double baseline() const { return m_baseline; }
    /// The best score of all; NaN while there is none.
    double best() const;

private:
    void place(const LeaderboardEntry &entry);
    void addToBest(QPointF point);
    void rebuildBest();
    void addToFront(double size, double score);
    bool isBetter(double a, double b) const;

    MetricKind m_metric = MetricKind::Rmse;
    double m_baseline = 0.0;
    std::vector<ChartMark> m_marks;
    std::vector<ScatterPoint> m_sizes;
    std::unordered_map<std::string, std::size_t> m_markOf, m_sizeOf; ///< by the entry's name
    QList<QPointF> m_best, m_ensemble;
    std::map<double, double> m_front; ///< score by size
};

/// What a pruned trial's folds reached on average; NaN where it finished none.
double foldMean(const LeaderboardEntry &entry);
/// "boosting-12: AUC 0.9141, gradient boosting, 64 kB".
QString entryTip(const LeaderboardEntry &entry, MetricKind metric);

} // namespace leptune
