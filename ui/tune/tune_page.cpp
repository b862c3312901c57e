// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/tune_page.h"

#include "ui/charts/family_style.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/models/leaderboard_view.h"
#include "ui/session/same_setup.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/tune/best_panel.h"
#include "ui/tune/learning_panel.h"
#include "ui/tune/score_history.h"
#include "ui/tune/tune_controls.h"
#include "ui/tune/workers_panel.h"
#include "ui/words/core_words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

namespace {

constexpr int kRedrawMilliseconds = 100;
constexpr int kMostNotes = 500;

} // namespace

TunePage::TunePage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(this)),
      m_message(new MessageBar(this)),
      m_controls(new TuneControls(session, this))
{
    m_primary->setObjectName(QStringLiteral("tunePrimary"));
    auto *content = new QHBoxLayout;
    content->setSpacing(8);
    content->addWidget(makeLeft());
    auto *right = new QSplitter(Qt::Vertical, this);
    right->setChildrenCollapsible(false);
    right->addWidget(makeCharts());
    right->addWidget(makeTrials());
    right->setStretchFactor(0, 5);
    right->setStretchFactor(1, 2);
    right->setSizes({5000, 2000}); // shares, whatever the parts would like
    content->addWidget(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_controls);
    layout->addLayout(content, 1);
    m_message->hide();

    m_timer.setInterval(kRedrawMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TunePage::redraw);
    connect(m_primary, &QAction::triggered, this, &TunePage::onPrimary);
    connectStudy();
    onRecordChanged();
    onStateChanged();
}

QWidget *TunePage::makeLeft()
{
    auto *left = new QWidget(this);
    left->setFixedWidth(fontMetrics().averageCharWidth() * 38);
    m_best = new BestPanel(left);
    m_workers = new WorkersPanel(left);
    connect(m_workers, &WorkersPanel::trialChosen, this, &TunePage::chooseTrial);
    auto *notes = new Panel(tr("Notes"), left);
    m_notes = new QPlainTextEdit(notes);
    m_notes->setObjectName(QStringLiteral("tuneNotes"));
    m_notes->setAccessibleName(tr("Notes of the study"));
    m_notes->setReadOnly(true);
    m_notes->setFrameShape(QFrame::NoFrame);
    m_notes->setMaximumBlockCount(kMostNotes);
    m_notes->setPlaceholderText(
        tr("What was tried first and why, and what was left out, is told here."));
    notes->body()->addWidget(m_notes);
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_best);
    layout->addWidget(m_workers);
    layout->addWidget(notes, 1);
    return left;
}

QWidget *TunePage::makeCharts()
{
    auto *charts = new QWidget(this);
    auto *scores = new Panel(tr("Score over time"), charts);
    m_scores = new LineChart(scores);
    m_scores->setObjectName(QStringLiteral("scoreChart"));
    m_scores->setName(tr("Score over time"));
    m_scores->setGrowing(true);
    m_scores->setEmptyText(
        tr("The best score so far is drawn here, with a mark for every model tried."));
    scores->setTight();
    scores->body()->addWidget(m_scores);

    auto *sizes = new Panel(tr("Score against size"), charts);
    m_sizes = new ScatterPlot(sizes);
    m_sizes->setObjectName(QStringLiteral("sizeChart"));
    m_sizes->setName(tr("Score against size"));
    m_sizes->setLogX(true);
    m_sizes->setEmptyText(tr("Every model by its size and score, once models are there."));
    sizes->setTight();
    sizes->body()->addWidget(m_sizes);

    m_learning = new LearningPanel(charts);
    connect(m_learning, &LearningPanel::followWanted, this, [this] {
        m_table->clearSelection();
        chooseTrial(-1, {});
    });

    auto *lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(sizes, 1);
    lower->addWidget(m_learning, 1);
    auto *layout = new QVBoxLayout(charts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(scores, 1);
    layout->addLayout(lower, 1);
    return charts;
}

QWidget *TunePage::makeTrials()
{
    auto *tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    m_filter = new QLineEdit(tabs);
    m_filter->setObjectName(QStringLiteral("trialFilter"));
    m_filter->setPlaceholderText(tr("Filter by any word"));
    m_filter->setAccessibleName(tr("Filter of the trials"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(fontMetrics().averageCharWidth() * 32);
    m_table = new LeaderboardView(tabs);
    m_table->setMinimumHeight(fontMetrics().height() * 6);
    m_table->setObjectName(QStringLiteral("trialTable"));
    m_table->setColumnHidden(LeaderboardModel::Test, true);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TunePage::onTrialSelected);
    connect(m_filter, &QLineEdit::textChanged, &m_table->proxy(), &LeaderboardProxy::setFilterText);
    m_lanes = new LanesView(tabs);
    m_lanes->setObjectName(QStringLiteral("lanes"));
    m_lanes->setName(tr("Workers over time"));
    m_lanes->setEmptyText(tr("Which worker tried what, and for how long, while a study runs."));
    tabs->setCornerWidget(m_filter);
    tabs->addTab(m_table, tr("Trials"));
    tabs->addTab(m_lanes, tr("Workers over time"));
    connect(tabs, &QTabWidget::currentChanged, m_filter,
            [this](int tab) { m_filter->setVisible(tab == 0); });
    return tabs;
}

void TunePage::connectStudy()
{
    StudyController &study = session().study();
    connect(&study, &StudyController::stateChanged, this, &TunePage::onStateChanged);
    connect(&study, &StudyController::recordChanged, this, &TunePage::onRecordChanged);
    connect(&study, &StudyController::phaseChanged, m_controls, &TuneControls::refresh);
    connect(&study, &StudyController::started, this, [this](const StudyStarted &header) {
        m_trials.reset(header.workers);
        m_reasons.clear();
        m_table->setMetric(session().study().record().metric);
        for (const std::string &text : header.notes)
            note(coreWords(text));
        m_recordDirty = m_curveDirty = true;
    });
    connect(&study, &StudyController::trialStarted, this, [this](const TrialStarted &trial) {
        m_trials.started(trial);
        if (!trial.why.empty() && m_reasons.insert(trial.why).second) // each reason once
            note(tr("%1: %2").arg(QString::fromStdString(trial.name),
                                  coreWords(trial.why)));
    });
    connect(&study, &StudyController::trialProgressed, this, [this](const TrialProgress &progress) {
        m_trials.progressed(progress);
        m_curveDirty = true;
    });
    connect(&study, &StudyController::entryChanged, this,
            [this](const LeaderboardEntry &entry, int worker) {
                m_trials.finished(entry, worker);
                m_table->board().update(entry);
                if (entry.kind == EntryKind::Ensemble && entry.state == EntryState::Done)
                    m_ensemble.append({entry.finishedAt, entry.validation});
                m_recordDirty = true;
            });
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
    connect(&session(), &Session::dataChanged, this, &TunePage::refreshPrimary);
    connect(&session(), &Session::optionsChanged, this, [this] {
        refreshPrimary();
        Q_EMIT progressChanged();
    });
}

QString TunePage::title() const
{
    return tr("Tune");
}

Page::Progress TunePage::progress() const
{
    if (session().study().isActive())
        return Progress::Current;
    if (!m_controls->failure().isEmpty())
        return Progress::Failed;
    if (!hasResult())
        return Progress::Empty;
    return isCurrent() ? Progress::Done : Progress::Stale;
}

bool TunePage::hasResult() const
{
    return !session().study().record().best.empty();
}

bool TunePage::isCurrent() const
{
    return sameSetup(session().study().record().options, session().options());
}

double TunePage::now() const
{
    const StudyController &study = session().study();
    return study.isActive() ? study.elapsedSeconds() : study.record().seconds;
}

void TunePage::onPrimary()
{
    if (hasResult() && isCurrent()) {
        Q_EMIT nextRequested();
        return;
    }
    session().startStudy();
}

void TunePage::refreshPrimary()
{
    const bool active = session().study().isActive();
    const bool results = active || (hasResult() && isCurrent());
    m_primary->setText(results ? tr("Results") : tr("Start"));
    m_primary->setEnabled(results ? !active
                                  : session().hasData() && !session().options().target.empty());
    m_primary->setToolTip(active ? tr("When tuning has finished. “Stop & keep best” ends it now.")
                                 : QString());
    m_controls->refresh();
}

void TunePage::onStateChanged()
{
    if (session().study().isActive()) {
        m_message->clear();
        m_controls->setFailure({});
        m_timer.start();
    } else {
        m_timer.stop();
        m_trials.ended(session().study().record().seconds);
        redraw();
    }
    refreshPrimary();
    Q_EMIT progressChanged();
}

void TunePage::onRecordChanged()
{
    const StudyRecord &record = session().study().record();
    m_filling = true;
    m_table->setRecord(record);
    m_filling = false;
    if (session().study().isActive() || record.entries.empty()) {
        m_trials.reset(1);
        m_learning->follow();
        m_ensemble.clear();
        m_notes->clear();
        m_scores->resetAxes();
    }
    if (!session().study().isActive() && m_notes->document()->isEmpty()) {
        for (const std::string &text : record.notes)
            note(coreWords(text));
    }
    m_recordDirty = m_curveDirty = true;
    redraw();
    refreshPrimary();
    Q_EMIT progressChanged();
}

void TunePage::note(const QString &text)
{
    m_notes->appendPlainText(text);
}

/// By the user: where the table is filled anew, what is selected then is no wish.
void TunePage::onTrialSelected()
{
    if (m_filling)
        return;
    const LeaderboardEntry *entry =
        m_table->selectionModel()->hasSelection() ? m_table->currentEntry() : nullptr;
    if (entry && entry->trial >= 0)
        chooseTrial(entry->trial, QString::fromStdString(entry->name));
    else
        chooseTrial(-1, {});
}

void TunePage::chooseTrial(int trial, const QString &name)
{
    m_learning->choose(trial, name);
    m_curveDirty = true;
    if (!m_timer.isActive())
        redraw();
}

void TunePage::redraw()
{
    const StudyRecord &record = session().study().record();
    const bool active = session().study().isActive();
    m_controls->refresh();
    m_workers->setWorkers(m_trials.workers(), now());
    m_workers->setVisible(active);
    if (m_recordDirty || active) {
        ScoreHistory history = scoreHistory(record, m_ensemble, now());
        m_scores->setAxisTitles(tr("seconds"), metricTitle(record.metric));
        m_scores->setLines(std::move(history.lines));
        m_scores->setMarks(std::move(history.marks));
        m_lanes->setLanes(static_cast<int>(m_trials.workers().size()), m_trials.lanes(), now());
    }
    if (m_recordDirty) {
        m_best->setRecord(record);
        m_sizes->setAxisTitles(tr("size in kB"), metricTitle(record.metric));
        m_sizes->setPoints(scoreAgainstSize(record));
    }
    if (m_curveDirty)
        m_learning->draw(m_trials, metricTitle(record.metric));
    m_recordDirty = m_curveDirty = false;
}

} // namespace leptune
