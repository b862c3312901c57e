// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/tune_page.h"

#include "ui/charts/lanes_view.h"
#include "ui/charts/line_chart.h"
#include "ui/models/leaderboard_view.h"
#include "ui/project/start_study.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/page_stack.h"
#include "ui/shared/panel.h"
#include "ui/tune/best_panel.h"
#include "ui/tune/learning_panel.h"
#include "ui/tune/matters_tab.h"
#include "ui/tune/settings_tab.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/tune_controls.h"
#include "ui/tune/workers_panel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace leptune {

namespace {

constexpr int kMostRemarks = 500;
constexpr int kLeftCharacters = 40, kFilterCharacters = 32;

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
    right->addWidget(makeTabs());
    right->setStretchFactor(0, 5);
    right->setStretchFactor(1, 4);
    right->setSizes({5000, 4000}); // shares, whatever the parts would like
    content->addWidget(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_controls);
    layout->addLayout(content, 1);
    m_message->hide();

    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &TunePage::drawTab);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            redraw();
    });
    connect(m_primary, &QAction::triggered, this, &TunePage::onPrimary);
    connectCharts();
    connectStudy();
    onRecordChanged();
    onStateChanged();
}

QWidget *TunePage::makeLeft()
{
    auto *left = new QWidget(this);
    left->setFixedWidth(fontMetrics().averageCharWidth() * kLeftCharacters);
    m_best = new BestPanel(left);
    m_workers = new WorkersPanel(left);
    m_learning = new LearningPanel(left);
    auto *layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_best);
    layout->addWidget(m_workers);
    layout->addWidget(m_learning, 1);
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
    m_scores->setEmptyText(tr("The best score so far is drawn here, with a mark for every model "
                              "tried; a hollow one was ended early."));
    scores->setTight();
    scores->body()->addWidget(m_scores);

    auto *sizes = new Panel(tr("Score against size"), charts);
    m_sizes = new SizeChart(sizes);
    m_sizes->setObjectName(QStringLiteral("sizeChart"));
    m_sizes->setName(tr("Score against size"));
    m_sizes->setEmptyText(tr("Every model by its size and score, and the line of those that no "
                             "smaller one reaches, once models are there."));
    sizes->setTight();
    sizes->body()->addWidget(m_sizes);

    auto *layout = new QHBoxLayout(charts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(scores, 5);
    layout->addWidget(sizes, 4);
    return charts;
}

QWidget *TunePage::makeTrials()
{
    m_filter = new QLineEdit(m_tabs); // stands above the table, and before it in the order of Tab
    m_filter->setObjectName(QStringLiteral("trialFilter"));
    m_filter->setPlaceholderText(tr("Filter by any word"));
    m_filter->setAccessibleName(tr("Filter of the trials"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(fontMetrics().averageCharWidth() * kFilterCharacters);
    m_table = new LeaderboardView(m_tabs);
    m_table->setMinimumHeight(fontMetrics().height() * 6);
    m_table->setObjectName(QStringLiteral("trialTable"));
    m_table->setColumnHidden(LeaderboardModel::Test, true);
    auto *find = new QShortcut(QKeySequence::Find, m_table);
    find->setContext(Qt::WidgetShortcut);
    connect(find, &QShortcut::activated, m_filter, qOverload<>(&QWidget::setFocus));
    m_table->setToolTip(tr("Enter or a double click shows everything that is known of a model"));
    return m_table;
}

QWidget *TunePage::makeTabs()
{
    m_tabs = new PageTabs(this);
    m_tabs->setObjectName(QStringLiteral("tuneTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeTrials(), tr("Trials"));
    auto *corner = new QWidget(m_tabs); // the tabs ask a field how wide it would like to be, only
    auto *line = new QHBoxLayout(corner);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_filter);
    m_tabs->setCornerWidget(corner);
    m_settings = new SettingsTab(m_tabs);
    m_tabs->addTab(m_settings, tr("Settings and scores"));
    m_matters = new MattersTab(m_tabs);
    m_tabs->addTab(m_matters, tr("What matters"));
    m_lanes = new LanesView(m_tabs);
    m_lanes->setObjectName(QStringLiteral("lanes"));
    m_lanes->setName(tr("Workers over time"));
    m_lanes->setEmptyText(tr("Which worker tried what, and for how long, while a study runs."));
    m_tabs->addTab(m_lanes, tr("Workers over time"));
    m_remarks = new QPlainTextEdit(m_tabs);
    m_remarks->setObjectName(QStringLiteral("searchRemarks"));
    m_remarks->setAccessibleName(tr("Remarks of the search"));
    m_remarks->setReadOnly(true);
    m_remarks->setFrameShape(QFrame::NoFrame);
    m_remarks->setMaximumBlockCount(kMostRemarks);
    m_remarks->setPlaceholderText(
        tr("What was tried first and why, and what was left out, is told here."));
    m_tabs->addTab(m_remarks, tr("Remarks of the search"));
    return m_tabs;
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
    return !session().resultsAreStale();
}

void TunePage::onPrimary()
{
    if (hasResult() && isCurrent()) {
        Q_EMIT nextRequested();
        return;
    }
    startStudyWithCare(session(), this);
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
        m_lanesDirty = true;
        redraw();
    }
    refreshPrimary();
    Q_EMIT progressChanged();
}

void TunePage::note(const QString &text)
{
    m_remarks->appendPlainText(text);
}

} // namespace leptune
