// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_page.h"

#include "ui/project/notes_line.h"
#include "ui/results/errors_tab.h"
#include "ui/results/explain_subject.h"
#include "ui/results/explain_tab.h"
#include "ui/results/headline.h"
#include "ui/results/models_tab.h"
#include "ui/results/overview_tab.h"
#include "ui/results/rows_tab.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/page_stack.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"

#include <QAction>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace leptune {

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : Page(session, parent),
      m_primary(new QAction(tr("Continue"), this)),
      m_message(new MessageBar(this)),
      m_empty(new EmptyState(QStringLiteral("results"), {}, {}, this)),
      m_headline(largeLabel(1.3, this)),
      m_detail(mutedLabel({}, this)),
      m_tabs(new PageTabs(this)),
      m_overview(new OverviewTab(m_tabs)),
      m_errors(new ErrorsTab(m_tabs)),
      m_explain(new ExplainTab(m_tabs)),
      m_rows(new RowsTab(m_tabs)),
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
    m_tabs->addTab(m_explain, tr("Explain"));
    m_tabs->addTab(m_rows, tr("Rows"));
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
    connect(m_errors, &ErrorsTab::cellChosen, this, [this](int truth, int answer) {
        if (m_rows->showCell(truth, answer))
            m_tabs->setCurrentWidget(m_rows);
    });
    connect(m_overview, &OverviewTab::allModelsRequested, this,
            [this] { m_tabs->setCurrentWidget(m_models); });
    connect(&session.study(), &StudyController::recordChanged, this, &ResultsPage::refresh);
    connect(&session.study(), &StudyController::stateChanged, this, [this] {
        showEmpty();
        Q_EMIT progressChanged();
    });
    connect(&session.study(), &StudyController::bestChanged, this, &ResultsPage::showEmpty);
    connect(&session, &Session::dataChanged, this, &ResultsPage::findRows);
    refresh();
}

ResultsPage::~ResultsPage() = default;

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
    m_explain->setRecord(record);
    m_rows->setSubject(nullptr);
    findRows();
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
    m_detail->setText(resultDetail(record, analysis));
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
    const bool paused = session().study().state() == StudyController::State::Paused;
    if (best)
        m_empty->setWords(
            paused ? tr("Tuning is paused; Ctrl+P goes on") : tr("Tuning is still running"),
            tr("Best so far: %1 %2 in cross-validation. How good it is on rows it has never seen "
               "is measured at the end.")
                .arg(metricTitle(record.metric), scoreText(best->validation)));
    else if (active)
        m_empty->setWords(paused ? tr("Tuning is paused; Ctrl+P goes on") : tr("Tuning is running"),
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

/// Looks in the data for the rows that were scored: what can be explained is explained by them.
void ResultsPage::findRows()
{
    m_rowsBackground.run([this, record = session().study().record(),
                          table = session().sharedTable()](std::stop_token) {
        const auto subject = findSubject(record, table);
        return Background::Deliver([this, subject] {
            m_explain->setSubject(subject);
            m_rows->setSubject(subject);
            Q_EMIT rowsFound();
        });
    });
}

} // namespace leptune
