// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shared/page.h"
#include "ui/tune/live_trials.h"
#include "ui/tune/trial_history.h"
#include "ui/tune/trial_log.h"

#include <QTimer>

#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

class QAction;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace leptune {

class BestPanel;
class LanesView;
class LeaderboardView;
class LearningPanel;
class LineChart;
class MattersTab;
class MessageBar;
class SettingsTab;
class SizeChart;
class TrialDialog;
class TuneControls;
class WorkersPanel;

/// Watches the running study: best so far, curves, workers, trials; pause, stop, more time. Events
/// only grow what is known and mark it; one timer draws what has changed and can be seen.
class TunePage : public Page {
    Q_OBJECT
public:
    explicit TunePage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QAction *primaryAction() override { return m_primary; }
    Progress progress() const override;

    /// Draws now what the timer would draw next.
    void redraw();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeCharts();
    QWidget *makeTabs();
    QWidget *makeTrials();
    void connectStudy();
    void connectCharts();
    void onRecordChanged();
    void onStateChanged();
    void onPrimary();
    void note(const QString &text);
    void refreshPrimary();
    /// The record answers the question that the set-up asks now.
    bool isCurrent() const;
    bool hasResult() const;

    void onStarted(const StudyStarted &header);
    void onTrialStarted(const TrialStarted &trial);
    void onEntryChanged(const LeaderboardEntry &entry, int worker);
    void drawTab();
    void fillTable();
    void drawCharts();
    void drawNow();
    void refreshTabTitle();
    double now() const;

    void onTrialSelected();
    void onKeptChanged();
    void pickTrial(int trial);
    void pickTrials(std::vector<int> trials);
    void chooseTrial(int trial, const QString &name);
    void openDetails();
    const LeaderboardEntry *entryOf(int trial) const;

    QAction *m_primary;
    QTimer m_timer;
    QTimer m_more; ///< fills the table further
    LiveTrials m_trials;
    TrialHistory m_history;
    TrialLog m_log;
    std::vector<LeaderboardEntry> m_pending;       ///< not yet in the table
    std::optional<std::unordered_set<int>> m_kept; ///< trials that the user wants to see
    std::set<std::string> m_reasons;               ///< of trials, told in the remarks
    bool m_recordDirty = true;
    bool m_curveDirty = true;
    bool m_lanesDirty = true;
    bool m_filling = false; ///< the table changes by itself

    MessageBar *m_message;
    TuneControls *m_controls;
    BestPanel *m_best;
    WorkersPanel *m_workers;
    LearningPanel *m_learning;
    LineChart *m_scores;
    SizeChart *m_sizes;
    QTabWidget *m_tabs;
    LeaderboardView *m_table;
    QLineEdit *m_filter;
    SettingsTab *m_settings;
    MattersTab *m_matters;
    LanesView *m_lanes;
    QPlainTextEdit *m_remarks;
    TrialDialog *m_details = nullptr; ///< made when it is wanted
};

} // namespace leptune
