// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/leaderboard_model.h"

#include <QTableView>

class QAction;

namespace leptune {

class ModelComparisonDialog;

/// The leaderboard on the screen: sorted by clicks on heads, tabular figures, Ctrl+C copies the
/// chosen lines (all, where none is chosen) with heads, Ctrl+Shift+D sets them side by side; Return
/// opens the details of a line.
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
    /// Of the chosen lines, from top to bottom.
    std::vector<LeaderboardEntry> selectedEntries() const;
    /// Tab-separated with heads.
    QString selectedText() const;
    /// Shows the chosen ones side by side, in a window of its own; can be triggered where two or
    /// more are chosen, and not too many for one look.
    QAction *compareAction() const { return m_compare; }

public Q_SLOTS:
    void copySelection();

Q_SIGNALS:
    void entryChosen();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();
    QList<int> selectedLines() const;
    void makeCompareAction();
    void compareSelected();

    LeaderboardModel m_model;
    LeaderboardProxy m_proxy;
    QAction *m_compare = nullptr;
    ModelComparisonDialog *m_comparison = nullptr;
};

} // namespace leptune
