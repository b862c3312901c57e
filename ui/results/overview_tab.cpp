// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/overview_tab.h"

#include "core/tuning/record_json.h"
#include "ui/charts/family_style.h"
#include "ui/models/leaderboard_view.h"
#include "ui/results/fold_score_delegate.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/words/core_words.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace leptune {

namespace {

constexpr int kCardsALine = 4;
constexpr std::size_t kShortBoard = 12;

/// The record with only its best lines, for the short board. What was refitted stands for the
/// scored model that it was made from.
StudyRecord topOf(const StudyRecord &record)
{
    StudyRecord top;
    top.metric = record.metric;
    top.best = record.best;
    const LeaderboardEntry *best = record.find(record.best);
    const std::string replaced = record.refitted && best ? best->parent : std::string();
    for (const LeaderboardEntry *entry : rankedEntries(record)) {
        if (entry->state == EntryState::Done && std::isfinite(entry->validation) &&
            (replaced.empty() || entry->name != replaced))
            top.entries.push_back(*entry);
    }
    top.entries.resize(std::min(kShortBoard, top.entries.size()));
    return top;
}

/// Those of all lines, so that the scale is that of the study; pruned ones have not all folds.
std::map<std::string, std::vector<double>> foldScoresOf(const StudyRecord &record)
{
    std::map<std::string, std::vector<double>> scores;
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.state == EntryState::Done && !entry.foldScores.empty())
            scores[entry.name] = entry.foldScores;
    return scores;
}

} // namespace

OverviewTab::OverviewTab(QWidget *parent)
    : QWidget(parent),
      m_cards(new QGridLayout),
      m_board(new LeaderboardView(this)),
      m_sparklines(new FoldScoreDelegate(this)),
      m_remarksPanel(new Panel(tr("Remarks of the search"), this)),
      m_remarks(new QLabel(this))
{
    m_board->setObjectName(QStringLiteral("shortBoard"));
    m_board->setFrameShape(QFrame::NoFrame);
    m_board->setColumnHidden(LeaderboardModel::State, true);
    m_board->setItemDelegateForColumn(LeaderboardModel::Score, m_sparklines);
    m_board->setColumnWidth(LeaderboardModel::Score, m_board->columnWidth(LeaderboardModel::Score) +
                                                         FoldScoreDelegate::width(fontMetrics()));
    auto *board = new Panel(tr("Best models"), this);
    auto *all = new QToolButton(board);
    all->setText(tr("All models"));
    all->setObjectName(QStringLiteral("allModels"));
    connect(all, &QToolButton::clicked, this, &OverviewTab::allModelsRequested);
    board->head()->addWidget(all);
    setTabOrder(all, m_board);
    board->setTight();
    board->body()->addWidget(m_board);
    m_remarks->setWordWrap(true);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarksPanel->body()->addWidget(m_remarks);
    m_cards->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(m_cards);
    layout->addWidget(board, 1);
    layout->addWidget(m_remarksPanel);
}

std::vector<OverviewTab::Card> OverviewTab::cardsOf(const StudyRecord &record)
{
    std::vector<Card> cards;
    const QString metric = metricTitle(record.metric);
    const StudyScore &score = record.score;
    const int decimals = scoreDecimals(score.validation);
    const bool range = std::isfinite(score.low) && std::isfinite(score.high);
    const QString interval =
        range ? tr("%1 to %2").arg(scoreText(score.low, decimals), scoreText(score.high, decimals))
              : QString();
    const bool locked = record.lockedRows > 0;
    if (locked)
        cards.push_back(
            {tr("%1 on unseen rows").arg(metric), scoreText(score.test, decimals), interval});
    cards.push_back({tr("%1 in cross-validation").arg(metric),
                     scoreText(score.validation, decimals),
                     locked ? tr("%1 folds").arg(record.folds) : interval});
    cards.push_back({tr("Constant answer"), scoreText(record.baselineValidation, decimals),
                     tr("%1 in cross-validation").arg(metric)});
    const LeaderboardEntry *best = record.best.empty() ? nullptr : record.find(record.best);
    if (best) {
        cards.push_back({tr("Best model"), familyStyle(best->family).title,
                         best->kind == EntryKind::Ensemble ? coreWords(best->reason)
                                                           : QString::fromStdString(best->name)});
        if (best->sizeBytes > 0)
            cards.push_back(
                {tr("Size"), formatBytes(static_cast<double>(best->sizeBytes)), tr("packed file")});
        if (best->latencyMicroseconds > 0.0)
            cards.push_back(
                {tr("Speed"), formatMicroseconds(best->latencyMicroseconds), tr("one row")});
    }
    cards.push_back(
        {tr("Rows"), formatCount(record.rows),
         locked ? tr("%1 set aside").arg(formatCount(record.lockedRows)) : tr("none set aside")});
    cards.push_back({tr("Models tried"), formatCount(static_cast<std::uint64_t>(record.trials)),
                     record.failedTrials > 0 ? tr("%1 failed").arg(record.failedTrials)
                                             : tr("in %1").arg(formatDuration(record.seconds))});
    return cards;
}

void OverviewTab::setCards(const StudyRecord &record)
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int place = 0;
    for (const Card &card : cardsOf(record)) {
        auto *panel = new Panel(card.title, this);
        QLabel *value = largeLabel(1.5, panel);
        value->setText(card.value);
        panel->body()->addWidget(value);
        panel->body()->addWidget(mutedLabel(card.note, panel));
        m_cards->addWidget(panel, place / kCardsALine, place % kCardsALine);
        ++place;
    }
    for (int column = 0; column < kCardsALine; ++column)
        m_cards->setColumnStretch(column, 1);
}

void OverviewTab::setRecord(const StudyRecord &record)
{
    setCards(record);
    m_sparklines->setScores(foldScoresOf(record));
    m_board->setRecord(topOf(record));
    m_board->selectEntry(record.best);
    QStringList remarks;
    for (const std::string &note : record.notes)
        remarks << QStringLiteral("• ") + coreWords(note);
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarksPanel->setVisible(!remarks.isEmpty());
}

} // namespace leptune
