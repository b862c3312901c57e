// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/panel.h"
#include "ui/tune/live_trials.h"

#include <vector>

class QGridLayout;
class QLabel;
class QProgressBar;
class QScrollArea;

namespace leptune {

/// What every worker does and how far it is. Many workers get one line each, a few get two; beyond
/// that the list scrolls, so that the page keeps its shape on a machine of many cores.
class WorkersPanel : public Panel {
    Q_OBJECT
public:
    explicit WorkersPanel(QWidget *parent = nullptr);
    /// `now`: seconds of the study.
    void setWorkers(const std::vector<WorkerState> &workers, double now);
    /// What a worker's first line says, "gradient boosting", and its second, "fold 3 of 5, round
    /// 240".
    static QString titleOf(const WorkerState &worker);
    static QString detailOf(const WorkerState &worker);

Q_SIGNALS:
    /// Someone wants to see more of the trial that a worker runs.
    void trialChosen(int trial, const QString &name);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Line {
        QProgressBar *bar;
        QLabel *icon;
        QLabel *text;
        QLabel *detail;
        int trial = -1; ///< that it shows
        QString name;
    };
    void addLine();
    void choose(const Line &line);
    void fitHeight();

    std::vector<Line> m_lines;
    QLabel *m_empty;
    QWidget *m_list;
    QGridLayout *m_grid;
    QScrollArea *m_scroll;
};

} // namespace leptune
