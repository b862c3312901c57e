// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_page.h"

#include "ui/charts/bar_list.h"
#include "ui/project/notes_line.h"
#include "ui/results/errors_tab.h"
#include "ui/results/headline.h"
#include "ui/results/models_tab.h"
#include "ui/results/overview_tab.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"

#include <QAction>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace leptune {

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(tr("Continue"), this)),
      m_message(new MessageBar(this)),
      m_empty(new EmptyState(QStringLiteral("results"), {}, {}, this)),
      m_headline(largeLabel(1.3, this)),
      m_detail(mutedLabel({}, this)),
      m_tabs(new QTabWidget(this)),
      m_overview(new OverviewTab(m_tabs)),
      m_errors(new ErrorsTab(m_tabs)),
      m_importance(new BarList),
      m_models(new ModelsTab(m_tabs))
{
    m_primary->setObjectName(QStringLiteral("resultsPrimary"));
    m_headline->setObjectName(QStringLiteral("headline"));
    m_headline->setWordWrap(true);
    m_detail->setObjectName(QStringLiteral("headlineDetail"));
    m_detail->setWordWrap(true);
    m_tabs->setObjectName(QStringLiteral("resultTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_errors, tr("Errors"));
    m_tabs->addTab(makeExplain(), tr("Explain"));
    m_tabs->addTab(m_models, tr("Models"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail);
    layout->addWidget(new NotesLine(session, this));
    layout->addWidget(m_tabs, 1);
    m_message->hide();
    connect(m_primary, &QAction::triggered, this, &ResultsPage::nextRequested);
    connect(m_errors, &ErrorsTab::failed, this, [this](const QString &title, const QString &text) {
        m_message->showMessage(MessageBar::Kind::Error, title, text);
    });
    connect(m_overview, &OverviewTab::allModelsRequested, this,
            [this] { m_tabs->setCurrentWidget(m_models); });
    connect(&session.study(), &StudyController::recordChanged, this, &ResultsPage::refresh);
    connect(&session.study(), &StudyController::stateChanged, this, [this] {
        showEmpty();
        Q_EMIT progressChanged();
    });
    connect(&session.study(), &StudyController::bestChanged, this, &ResultsPage::showEmpty);
    refresh();
}

ResultsPage::~ResultsPage() = default;

QWidget *ResultsPage::makeExplain()
{
    auto *panel = new Panel(tr("What the best model looks at"), m_tabs);
    auto *note = mutedLabel(
        tr("How much the score drops when the cells of one column are shuffled. Columns that say "
           "the same share their importance."),
        panel);
    note->setWordWrap(true);
    auto *scroll = new QScrollArea(panel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_importance->setObjectName(QStringLiteral("importance"));
    m_importance->setName(tr("Importance of columns"));
    scroll->setWidget(m_importance);
    panel->body()->addWidget(note);
    m_partial = new QLabel(panel);
    m_partial->setObjectName(QStringLiteral("importancePartial"));
    m_partial->setWordWrap(true);
    panel->body()->addWidget(m_partial);
    panel->body()->addWidget(scroll, 1);
    auto *page = new QWidget(m_tabs);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(panel);
    return page;
}

QString ResultsPage::title() const
{
    return tr("Results");
}

Page::Progress ResultsPage::progress() const
{
    const StudyRecord &record = session().study().record();
    if (record.best.empty())
        return Progress::Empty;
    return session().study().isActive() ? Progress::Current : Progress::Done;
}

void ResultsPage::refresh()
{
    const StudyRecord &record = session().study().record();
    m_message->clear();
    showEmpty();
    m_overview->setRecord(record);
    m_models->setRecord(record);
    showImportance();
    showAnalysis({});
    if (record.resultTruth.values.empty()) {
        m_background.cancel();
        Q_EMIT analysed();
    } else {
        m_background.run([this, record, table = session().sharedTable()](
                             std::stop_token stop) -> Background::Deliver {
            try {
                return [this, analysis = analyseResult(record, stop, table)] {
                    showAnalysis(analysis);
                    Q_EMIT analysed();
                };
            } catch (...) {
                return [this, problem = std::current_exception()] {
                    const ErrorText words = describeError(problem);
                    m_message->showMessage(MessageBar::Kind::Error, words.title, words.text);
                    Q_EMIT analysed();
                };
            }
        });
    }
    Q_EMIT progressChanged();
}

void ResultsPage::showAnalysis(const ResultAnalysis &analysis)
{
    const StudyRecord &record = session().study().record();
    const bool waits = analysis.isEmpty() && !record.resultTruth.values.empty();
    m_headline->setText(waits ? tr("Working out the results…") : resultHeadline(record, analysis));
    m_detail->setText(resultDetail(record));
    m_errors->setAnalysis(analysis, record.schema.positive,
                          QString::fromStdString(record.schema.target));
}

/// Before there are results, and while a first study makes them.
void ResultsPage::showEmpty()
{
    const StudyRecord &record = session().study().record();
    const bool active = session().study().isActive();
    const bool empty = record.best.empty() || (active && record.resultTruth.values.empty());
    const LeaderboardEntry *best = empty ? record.find(record.best) : nullptr;
    if (best)
        m_empty->setWords(
            tr("Tuning is still running"),
            tr("Best so far: %1 %2 in cross-validation. How good it is on rows it has never seen "
               "is measured at the end.")
                .arg(metricTitle(record.metric), scoreText(best->validation)));
    else if (active)
        m_empty->setWords(tr("Tuning is running"),
                          tr("How good the best model is, shows here when tuning has ended."));
    else
        m_empty->setWords(
            tr("There are no results yet"),
            tr("Start on the Tune page. How good the best model is, where it errs and "
               "what it looks at then shows here."));
    m_primary->setEnabled(!empty);
    m_empty->setVisible(empty);
    for (QWidget *part : {static_cast<QWidget *>(m_headline), static_cast<QWidget *>(m_detail),
                          static_cast<QWidget *>(m_tabs)})
        part->setVisible(!empty);
}

void ResultsPage::showImportance()
{
    const StudyRecord &record = session().study().record();
    m_importance->setEmptyText(
        record.finished ? tr("There was no time left to measure which columns matter. Tune more, "
                             "or give the next study a larger budget.")
                        : tr("Which columns matter most is measured at the end of tuning."));
    // A ranking of a few columns must not pass for one of all.
    const std::size_t measured = record.importance.size(), all = record.schema.columns.size();
    m_partial->setText(
        tr("Time ran out after %1 of %2 columns; those that are not shown may matter more.")
            .arg(measured)
            .arg(all));
    m_partial->setVisible(measured > 0 && measured < all);
    std::vector<NamedAmount> bars;
    for (const ColumnImportance &column : record.importance)
        bars.push_back(
            {QString::fromStdString(column.column), column.importance, column.deviation});
    std::stable_sort(bars.begin(), bars.end(),
                     [](auto &a, auto &b) { return a.amount > b.amount; });
    m_importance->setAmountTitle(metricTitle(record.metric));
    m_importance->setAmounts(std::move(bars));
}

} // namespace leptune
