// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"
#include "core/tuning/leaderboard.h"

#include <QDialog>

class QLabel;

namespace leptune {

class ComparisonTable;

/// Models of a study side by side, as they were when it was opened. Stays open beside the window.
class ModelComparisonDialog : public QDialog {
    Q_OBJECT
public:
    explicit ModelComparisonDialog(QWidget *parent);
    void showModels(const std::vector<LeaderboardEntry> &entries, MetricKind metric);

private:
    QLabel *m_verdict;
    ComparisonTable *m_table;
};

} // namespace leptune
