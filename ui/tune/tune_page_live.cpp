// SPDX-License-Identifier: GPL-3.0-or-later
// What the page learns from a study's events, and how it draws it.
#include "ui/tune/tune_page.h"

#include "core/compress/limited_compression.h"
#include "ui/charts/lanes_view.h"
#include "ui/charts/line_chart.h"
#include "ui/models/leaderboard_view.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/score_text.h"
#include "ui/tune/best_panel.h"
#include "ui/tune/learning_panel.h"
#include "ui/tune/matters_tab.h"
#include "ui/tune/settings_tab.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/tune_controls.h"
#include "ui/tune/workers_panel.h"
#include "ui/words/core_words.h"

#include <QPlainTextEdit>
#include <QTabWidget>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leptune {

namespace {

constexpr int kRedrawMilliseconds = 100, kCalmMilliseconds = 250;
constexpr std::size_t kManyTrials = 1000; ///< from where on nobody sees a tenth of a second
constexpr std::size_t kTableSlice = 150;  ///< lines that the table takes at a time

/// Of a study without limits nothing is drawn.
FrontLimits shownLimits(const TuneOptions &options)
{
    FrontLimits limits = limitsOf(options);
    limits.maxDrop = options.maxDrop;
    return limits;
}

} // namespace

void TunePage::connectStudy()
{
    StudyController &study = session().study();
    connect(&study, &StudyController::stateChanged, this, &TunePage::onStateChanged);
    connect(&study, &StudyController::recordChanged, this, &TunePage::onRecordChanged);
    connect(&study, &StudyController::phaseChanged, m_controls, &TuneControls::refresh);
    connect(&study, &StudyController::started, this, &TunePage::onStarted);
    connect(&study, &StudyController::trialStarted, this, &TunePage::onTrialStarted);
    connect(&study, &StudyController::trialProgressed, this, [this](const TrialProgress &progress) {
        m_trials.progressed(progress);
        m_log.progressed(progress);
        m_curveDirty = true;
    });
    connect(&study, &StudyController::entryChanged, this, &TunePage::onEntryChanged);
    connect(&study, &StudyController::bestChanged, this, [this](const BestChanged &best) {
        m_table->board().setBest(best.name);
        m_recordDirty = true;
    });
    connect(&study, &StudyController::messageArrived, this, &TunePage::note);
    connect(&study, &StudyController::failed, this, [this](const QString &reason) {
        m_controls->setFailure(reason);
        m_message->showMessage(MessageBar::Kind::Error, tr("Tuning ended without a model"), reason);
        refreshPrimary();
        Q_EMIT progressChanged();
    });
    connect(&session().compression(), &CompressionController::stateChanged, m_controls,
            &TuneControls::refresh);
    connect(&session(), &Session::limitsTold, this, [this](const QString &noteText, bool areKept) {
        note(noteText);
        m_message->showMessage(areKept ? MessageBar::Kind::Info : MessageBar::Kind::Warning,
                               areKept ? tr("The limits are kept") : tr("A limit is not kept"),
                               noteText);
    });
    connect(&session(), &Session::dataChanged, this, &TunePage::refreshPrimary);
    connect(&session(), &Session::optionsChanged, this, [this] {
        refreshPrimary();
        Q_EMIT progressChanged();
    });
}

void TunePage::onStarted(const StudyStarted &header)
{
    const MetricKind metric = session().study().record().metric;
    m_trials.reset(header.workers);
    m_log.clear();
    m_reasons.clear();
    m_history.setMetric(metric);
    m_table->setMetric(metric);
    for (const std::string &text : header.notes)
        note(coreWords(text));
    m_recordDirty = m_curveDirty = m_lanesDirty = true;
}

void TunePage::onTrialStarted(const TrialStarted &trial)
{
    m_trials.started(trial);
    m_log.started(trial);
    m_lanesDirty = true;
    if (!trial.why.empty() && m_reasons.insert(trial.why).second) // each reason once
        note(tr("%1: %2").arg(QString::fromStdString(trial.name), coreWords(trial.why)));
}

void TunePage::onEntryChanged(const LeaderboardEntry &entry, int worker)
{
    m_trials.finished(entry, worker);
    m_history.update(entry);
    m_pending.push_back(entry);
    m_recordDirty = m_lanesDirty = true;
}

void TunePage::onRecordChanged()
{
    const StudyRecord &record = session().study().record();
    const bool begins = session().study().isActive() || record.entries.empty();
    m_pending.clear();
    m_filling = true;
    m_table->setRecord(record);
    m_filling = false;
    m_history.setRecord(record);
    if (begins) {
        m_trials.reset(1);
        m_log.clear();
        m_learning->follow();
        m_remarks->clear();
        m_scores->resetAxes();
        m_settings->reset();
        m_matters->reset();
        pickTrials({});
    }
    m_settings->forgetDrawn();
    m_matters->forgetAsked();
    if (!session().study().isActive() && m_remarks->document()->isEmpty()) {
        for (const std::string &text : record.notes)
            note(coreWords(text));
    }
    m_recordDirty = m_curveDirty = m_lanesDirty = true;
    redraw();
    refreshPrimary();
    Q_EMIT progressChanged();
}

double TunePage::now() const
{
    const StudyController &study = session().study();
    return study.isActive() ? study.elapsedSeconds() : study.record().seconds;
}

void TunePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    redraw();
}

void TunePage::redraw()
{
    const bool active = session().study().isActive();
    m_timer.setInterval(m_history.marks().size() > kManyTrials ? kCalmMilliseconds
                                                               : kRedrawMilliseconds);
    m_controls->refresh();
    m_workers->setWorkers(m_trials.workers(), now());
    m_workers->setVisible(active);
    if (m_recordDirty)
        m_best->setRecord(session().study().record());
    if (m_recordDirty || active)
        drawCharts();
    if (m_curveDirty)
        m_learning->draw(m_trials, metricTitle(session().study().record().metric));
    drawTab();
    m_recordDirty = m_curveDirty = false;
}

void TunePage::drawCharts()
{
    const StudyRecord &record = session().study().record();
    const QString metric = metricTitle(record.metric);
    m_scores->setLines(m_history.lines(now()));
    if (!m_recordDirty)
        return;
    std::vector<ChartMark> marks = m_history.marks();
    std::vector<ScatterPoint> points = m_history.sizes();
    if (m_kept) {
        for (ChartMark &mark : marks)
            mark.isPale = !m_kept->contains(mark.key);
        for (ScatterPoint &point : points)
            point.isPale = !m_kept->contains(point.key);
    }
    m_scores->setAxisTitles(tr("seconds"), metric);
    m_scores->setMarks(std::move(marks));
    m_sizes->setAxisTitles(tr("size in kB"), metric);
    m_sizes->draw(m_history, std::move(points), shownLimits(record.options));
}

/// Of the tabs only the one that can be seen does any work.
void TunePage::drawTab()
{
    const StudyRecord &record = session().study().record();
    const bool active = session().study().isActive();
    const QWidget *shown = m_tabs->currentWidget();
    if (shown == m_table)
        fillTable();
    if (shown == m_lanes && (m_lanesDirty || active)) {
        m_lanes->setLanes(static_cast<int>(m_trials.workers().size()), m_trials.lanes(), now());
        m_lanesDirty = false;
    }
    if (shown == m_settings)
        m_settings->draw(record, active);
    if (shown == m_matters)
        m_matters->draw(record);
}

/// In slices: what came while another tab was shown can be thousands of lines, each sorted in.
void TunePage::fillTable()
{
    if (m_pending.empty() || m_filling)
        return;
    const auto end =
        m_pending.begin() + static_cast<std::ptrdiff_t>(std::min(kTableSlice, m_pending.size()));
    const std::vector<LeaderboardEntry> slice(std::make_move_iterator(m_pending.begin()),
                                              std::make_move_iterator(end));
    m_pending.erase(m_pending.begin(), end);
    m_filling = true; // lines that move tell of another selection, in the middle of their move
    m_table->board().update(slice);
    m_filling = false;
    refreshTabTitle();
    if (!m_pending.empty())
        m_more.start();
}

/// While no timer runs.
void TunePage::drawNow()
{
    m_recordDirty = true;
    if (!m_timer.isActive())
        redraw();
}

void TunePage::refreshTabTitle()
{
    const int shown = m_table->proxy().rowCount(), all = m_table->board().rowCount();
    m_tabs->setTabText(m_tabs->indexOf(m_table),
                       shown == all ? tr("Trials")
                                    : tr("Trials: %1 of %2")
                                          .arg(formatCount(static_cast<std::uint64_t>(shown)),
                                               formatCount(static_cast<std::uint64_t>(all))));
}

} // namespace leptune
