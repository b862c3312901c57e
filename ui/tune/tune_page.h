// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shared/page.h"
#include "ui/tune/live_trials.h"

#include <QTimer>

#include <set>
#include <string>

class QAction;
class QLineEdit;
class QPlainTextEdit;

namespace leptune {

class BestPanel;
class LanesView;
class LeaderboardView;
class LearningPanel;
class LineChart;
class MessageBar;
class ScatterPlot;
class TuneControls;
class WorkersPanel;

/// Watches the running study: best so far, curves, workers, trials; pause, stop, more time. Events
/// only mark what has changed; one timer draws it.
class TunePage : public Page {
    Q_OBJECT
public:
    explicit TunePage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

    /// Draws now what the timer would draw next.
    void redraw();

private:
    QWidget *makeLeft();
    QWidget *makeCharts();
    QWidget *makeTrials();
    void connectStudy();
    void onRecordChanged();
    void onStateChanged();
    void onPrimary();
    void note(const QString &text);
    void refreshPrimary();
    void onTrialSelected();
    void chooseTrial(int trial, const QString &name);
    /// The record answers the question that the set-up asks now.
    bool isCurrent() const;
    bool hasResult() const;
    double now() const;

    QAction *m_primary;
    QTimer m_timer;
    LiveTrials m_trials;
    QList<QPointF> m_ensemble;
    bool m_recordDirty = true;
    bool m_curveDirty = true;
    bool m_filling = false; ///< the table changes by itself

    MessageBar *m_message;
    TuneControls *m_controls;
    BestPanel *m_best;
    WorkersPanel *m_workers;
    QPlainTextEdit *m_notes;
    std::set<std::string> m_reasons; ///< of trials, told in the notes
    LineChart *m_scores;
    ScatterPlot *m_sizes;
    LearningPanel *m_learning;
    LeaderboardView *m_table;
    QLineEdit *m_filter;
    LanesView *m_lanes;
};

} // namespace leptune
