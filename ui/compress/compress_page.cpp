// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/compress_page.h"

#include "ui/compress/before_after_table.h"
#include "ui/compress/cost_words.h"
#include "ui/compress/front_chart.h"
#include "ui/compress/limit_fields.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/format.h"
#include "ui/shared/message_bar.h"
#include "ui/shared/panel.h"
#include "ui/shared/recent_files.h"

#include <QAbstractItemView>
#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

constexpr int kClockMilliseconds = 250;

} // namespace

QString CompressPage::title() const
{
    return tr("Compress");
}

Page::Progress CompressPage::progress() const
{
    if (session().compression().isRunning())
        return Progress::Current;
    if (m_failed)
        return Progress::Failed;
    if (m_models->count() == 0)
        return Progress::Empty;
    if (isStale())
        return Progress::Stale;
    return hasOutcome() ? Progress::Done : Progress::Current;
}

/// Made of a Model that was fitted anew since, or, where there is nothing newer to show, is gone.
bool CompressPage::isStale() const
{
    const StudyRecord &record = session().study().record();
    return std::ranges::any_of(record.entries, [&](const LeaderboardEntry &entry) {
        const bool isShown = !hasOutcome() || entry.parent == m_result.original.name;
        return entry.kind == EntryKind::Compressed && isShown && isOutdated(record, entry);
    });
}

std::string CompressPage::chosenModel() const
{
    return m_models->currentData().toString().toStdString();
}

void CompressPage::onPrimary()
{
    if (session().compression().isRunning()) {
        session().compression().stop();
        return;
    }
    m_message->clear();
    m_failed = false;
    session().startCompression(
        {chosenModel(), m_limits->limits(), static_cast<double>(m_seconds->value())});
}

void CompressPage::onFailed(const QString &title, const QString &text)
{
    m_failed = true;
    m_message->showMessage(MessageBar::Kind::Error, title, text);
    showResult(knownResult());
    Q_EMIT progressChanged();
}

void CompressPage::refresh()
{
    m_failed = false;
    const QString path = session().projectPath();
    if (std::exchange(m_shownOf, path) != path)
        m_limits->setLimits(RecentFiles::find(path).limits.value_or(FrontLimits{}));
    listModels();
    showResult(knownResult());
    Q_EMIT progressChanged();
}

void CompressPage::listModels()
{
    const QString before = m_models->currentData().toString();
    const QSignalBlocker blocker(m_models);
    m_models->clear();
    if (!session().study().isActive())
        for (const ModelChoice &choice : modelChoices(session().study().record()))
            if (choice.entry.kind != EntryKind::Compressed)
                m_models->addItem(choice.line, choice.role);
    m_models->view()->setMinimumWidth(m_models->view()->sizeHintForColumn(0));
    m_models->setCurrentIndex(m_models->count() > 0 ? std::max(0, m_models->findData(before)) : -1);
}

CompressionResult CompressPage::knownResult() const
{
    if (m_models->count() == 0)
        return {};
    const CompressionResult &live = session().compression().result();
    const StudyRecord &record = session().study().record();
    const LeaderboardEntry &entry = record.entryFor(chosenModel());
    const bool isOfIt = !live.candidates.empty() && live.original.model == entry.model;
    return isOfIt ? live : compressionOf(record, chosenModel());
}

void CompressPage::showResult(CompressionResult result)
{
    const std::string picked = m_picked ? m_result.candidates[m_place].name : std::string();
    m_result = std::move(result);
    if (!m_result.candidates.empty())
        judge(m_result, m_limits->limits());
    const auto again = std::ranges::find(m_result.candidates, picked, &CompressedCandidate::name);
    m_picked = m_picked && again != m_result.candidates.end();
    m_place =
        m_picked ? static_cast<std::size_t>(again - m_result.candidates.begin()) : m_result.chosen;
    offerOperations();
    m_chart->setResult(m_result);
    m_chart->setLimits(m_limits->limits());
    showCandidate();
    showState();
}

/// Only where they were counted: fronts of earlier versions have none.
void CompressPage::offerOperations()
{
    const bool counted = std::ranges::all_of(
        m_result.candidates, [](const auto &candidate) { return candidate.point.operations > 0; });
    QAbstractButton *operations =
        m_across->button(static_cast<int>(FrontChart::Across::Operations));
    if (!counted && operations->isChecked())
        m_across->button(static_cast<int>(FrontChart::Across::Size))->click();
    operations->setEnabled(counted);
    operations->setToolTip(counted ? QString()
                                   : tr("Operations were not counted for all of these models"));
}

void CompressPage::setLimits(const FrontLimits &limits)
{
    m_limits->setLimits(limits);
    m_picked = false;
    rememberLimits();
    showResult(std::move(m_result));
}

void CompressPage::rememberLimits()
{
    RecentFiles::setLimits(session().projectPath(), m_limits->limits());
}

void CompressPage::showCandidate()
{
    m_chart->setShown(m_place);
    const bool running = session().compression().isRunning();
    m_use->setEnabled(hasOutcome() && !running);
    m_unknown->setVisible(hasOutcome() && m_result.candidates[m_place].slices.empty());
    if (!hasOutcome()) {
        showNothing();
        return;
    }
    m_sentence->setText(costSentence(m_result, m_place));
    m_remark->setText(m_picked ? tr("Picked on the chart. Moving a limit goes back to the one "
                                    "that is recommended.")
                               : limitRemark(m_result, m_limits->limits()));
    m_comparison->setRows(comparisonRows(m_result, m_place, session().study().record().lockedRows));
    m_makeups.want({m_result.candidates.front().model, m_result.candidates[m_place].model});
    showChanges();
}

/// Before a run, while its first candidate is in the making, or after one that had too little time.
void CompressPage::showNothing()
{
    const bool hasRun = !m_result.candidates.empty() && !m_result.candidates.front().slices.empty();
    QString sentence = tr("“Compress” looks for smaller models that answer alike.");
    QString remark = tr("Each is drawn below by what it loses and what it saves; the limits choose "
                        "among them.");
    if (session().compression().isRunning()) {
        sentence = tr("Looking for smaller models…");
        remark.clear();
    } else if (hasRun) {
        sentence = tr("Nothing was ready in this time.");
        remark = tr("Large models take longer: give it more time and compress again.");
    }
    m_sentence->setText(sentence);
    m_remark->setText(remark);
    m_comparison->setRows({});
    m_changes->setRows({});
    m_comparison->setEmptyText(
        tr("The scores, size and time of the original and of a smaller model stand here after a "
           "run."));
    m_changes->setEmptyText(
        tr("What a smaller model has fewer of (trees, weights, columns) stands here after a run."));
}

void CompressPage::showChanges()
{
    if (!hasOutcome())
        return;
    m_changes->setEmptyText(m_place == 0 ? tr("This is the original.") : QString());
    const ModelMakeup *before = m_makeups.find(m_result.candidates.front().model);
    const ModelMakeup *after = m_makeups.find(m_result.candidates[m_place].model);
    m_changes->setRows(before && after ? changeRows(m_result, m_place, *before, *after)
                                       : std::vector<BeforeAfter>{});
}

void CompressPage::showState()
{
    const CompressionController &work = session().compression();
    const bool running = work.isRunning(), tuning = session().study().isActive();
    const bool empty = m_models->count() == 0;
    const auto found = static_cast<int>(m_result.candidates.size()) - 1;
    QString state;
    if (running && work.isStopping())
        state = tr("Stopping…");
    else if (running && work.remainingSeconds() > 0.0)
        state = tr("%1 left").arg(formatClock(work.remainingSeconds()));
    else if (running)
        state = tr("Scoring what was found…");
    else if (isStale())
        state = tr("Made of an earlier fit: compress again.");
    if (found > 0)
        state += (state.isEmpty() ? QString() : QStringLiteral(" · ")) +
                 tr("%n candidate(s)", nullptr, found);
    m_state->setText(state);
    m_primary->setText(running ? tr("Stop && keep") : tr("Compress"));
    m_primary->setEnabled(running ? !work.isStopping() : !empty && !tuning && session().hasData());
    m_primary->setToolTip(
        !empty && !session().hasData() ? tr("The data of the project can't be had.") : QString());
    m_models->setEnabled(!running);
    m_seconds->setEnabled(!running);
    if (tuning)
        m_empty->setWords(tr("Tuning is running"),
                          tr("Its models can be made smaller here when it has ended. “Stop & keep "
                             "best” on the Tune page ends it now."));
    else
        m_empty->setWords(tr("There is no model to make smaller yet"),
                          tr("Start on the Tune page. Smaller and faster forms of the best model "
                             "then show here, each with what it costs in score."));
    m_empty->setVisible(empty);
    m_content->setVisible(!empty);
    running ? m_timer.start(kClockMilliseconds) : m_timer.stop();
}

} // namespace leptune
