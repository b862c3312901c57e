// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/panel.h"
#include "ui/tune/live_trials.h"

#include <vector>

class QLabel;
class QProgressBar;

namespace leptune {

/// One line a worker: how far it is, with what.
class WorkersPanel : public Panel {
    Q_OBJECT
public:
    explicit WorkersPanel(QWidget *parent = nullptr);
    /// `now`: seconds of the study.
    void setWorkers(const std::vector<WorkerState> &workers, double now);
    /// What a worker's line says: "gradient boosting, fold 3 of 5, round 240".
    static QString describe(const WorkerState &worker);

private:
    struct Line {
        QProgressBar *bar;
        QLabel *icon;
        QLabel *text;
    };
    void addLine();

    std::vector<Line> m_lines;
    QLabel *m_empty;
};

} // namespace leptune
