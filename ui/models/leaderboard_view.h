// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/leaderboard_model.h"

#include <QTableView>

namespace leptune {

/// The leaderboard on the screen: sorted by clicks on heads, tabular figures, Ctrl+C copies the
/// chosen lines (all, where none is chosen) with heads; Return opens the details of a line.
class LeaderboardView : public QTableView {
    Q_OBJECT
public:
    explicit LeaderboardView(QWidget *parent = nullptr);
    LeaderboardModel &board() { return m_model; }
    LeaderboardProxy &proxy() { return m_proxy; }
    /// Shows the record with the best first.
    void setRecord(const StudyRecord &record);
    /// Sorts the best first in the metric's own sign.
    void setMetric(MetricKind metric);
    /// The entry of the current line, or null.
    const LeaderboardEntry *currentEntry() const;
    void selectEntry(const std::string &name);
    /// Tab-separated with heads.
    QString selectedText() const;

public Q_SLOTS:
    void copySelection();

Q_SIGNALS:
    void entryChosen();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();

    LeaderboardModel m_model;
    LeaderboardProxy m_proxy;
};

} // namespace leptune
