// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"
#include "core/tuning/leaderboard.h"

#include <QDialog>
#include <QStringList>

class QTextBrowser;

namespace leptune {

/// Everything that is known of one entry: how it went and why, its folds' scores, what it costs,
/// its settings in words, and what happened to it.
class TrialDialog : public QDialog {
    Q_OBJECT
public:
    explicit TrialDialog(QWidget *parent = nullptr);
    void showEntry(const LeaderboardEntry &entry, MetricKind metric, const QStringList &log);
    /// As it can be copied.
    QString text() const;

private:
    QTextBrowser *m_text;
};

/// The details as HTML.
QString trialDetails(const LeaderboardEntry &entry, MetricKind metric, const QStringList &log);

} // namespace leptune
