// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/explain_tab.h"

#include "ui/charts/bar_list.h"
#include "ui/results/column_effect_panel.h"
#include "ui/results/data_size_panel.h"
#include "ui/shared/format.h"
#include "ui/shared/panel.h"
#include "ui/shared/score_text.h"
#include "ui/words/sentences.h"

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>

namespace leptune {

ExplainTab::ExplainTab(QWidget *parent)
    : QWidget(parent), m_bars(new BarList), m_note(mutedLabel({}, this))
{
    auto *importance = new Panel(tr("What the best model looks at"), this);
    m_note->setObjectName(QStringLiteral("importancePartial"));
    m_note->setWordWrap(true);
    m_bars->setObjectName(QStringLiteral("importance"));
    m_bars->setName(tr("Importance of columns"));
    m_bars->setSelectable(true);
    auto *scroll = new QScrollArea(importance);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_bars);
    scroll->setFocusPolicy(Qt::NoFocus);  // the bars take it
    m_dataSize = new DataSizePanel(this); // made in the order of Tab: down, then to the right
    m_effect = new ColumnEffectPanel(this);
    importance->body()->addWidget(m_note);
    importance->body()->addWidget(scroll, 1);
    connect(m_bars, &BarList::currentChanged, this, &ExplainTab::showColumn);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(importance, 0, 0);
    layout->addWidget(m_dataSize, 1, 0);
    layout->addWidget(m_effect, 0, 1, 2, 1);
    layout->setColumnStretch(0, 4);
    layout->setColumnStretch(1, 5);
    layout->setRowStretch(0, 1);
}

void ExplainTab::setRecord(const StudyRecord &record)
{
    m_bars->setAmountTitle(metricTitle(record.metric));
    m_bars->setEmptyText(
        record.finished ? tr("There was no time left to measure which columns matter. Tune more, "
                             "or give the next study a larger budget.")
                        : tr("Which columns matter most is measured at the end of tuning."));
    // A ranking of a few columns must not pass for one of all.
    const std::size_t measured = record.importance.size(), all = record.schema.columns.size();
    showImportance(
        record.importance,
        measured > 0 && measured < all
            ? tr("Time ran out after %1 of %2 columns; those that are not shown may matter more.")
                  .arg(measured)
                  .arg(all)
            : withFullStop(importanceWords(record.metric)));
    setSubject(nullptr);
}

void ExplainTab::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_background.cancel();
    m_subject = std::move(subject);
    m_effect->setSubject(m_subject);
    m_dataSize->setSubject(m_subject);
    if (m_subject && m_subject->canExplain())
        measure();
}

void ExplainTab::measure()
{
    m_background.run([this, subject = m_subject](std::stop_token stop) -> Background::Deliver {
        try {
            return [this, found = measureImportance(*subject, stop)] { showMeasured(found); };
        } catch (const std::exception &) { // what the study measured stays
            return {};
        }
    });
}

void ExplainTab::showImportance(std::vector<ColumnImportance> columns, const QString &note)
{
    std::stable_sort(columns.begin(), columns.end(),
                     [](auto &a, auto &b) { return a.importance > b.importance; });
    std::vector<NamedAmount> bars;
    for (const ColumnImportance &column : columns)
        bars.push_back(
            {QString::fromStdString(column.column), column.importance, column.deviation});
    m_bars->setAmounts(std::move(bars));
    m_note->setText(note);
}

void ExplainTab::showMeasured(const MeasuredImportance &found)
{
    const std::size_t all = m_subject->model->schema().columns.size();
    const int before = m_bars->current();
    const QString chosen =
        before >= 0 ? m_bars->amounts()[static_cast<std::size_t>(before)].name : QString();
    QString note = joinSentences(
        withFullStop(importanceWords(m_subject->metric)),
        tr("Mean of %1 shuffles of %2 %3, with its standard error. Columns that say the same share "
           "their importance.")
            .arg(found.rounds)
            .arg(formatCount(found.rows), m_subject->isLocked ? tr("unseen rows") : tr("rows")));
    if (found.columns.size() < all)
        note = joinSentences(
            note, tr("There was time for %1 of %2 columns.").arg(found.columns.size()).arg(all));
    showImportance(found.columns, note);
    int place = 0; // the most important one, or what the user had chosen
    for (int i = 0; i < static_cast<int>(m_bars->amounts().size()); ++i)
        if (m_bars->amounts()[static_cast<std::size_t>(i)].name == chosen)
            place = i;
    if (place == m_bars->current()) // its column may be another one now
        showColumn(place);
    else
        m_bars->setCurrent(place);
    Q_EMIT measured();
}

void ExplainTab::showColumn(int place)
{
    if (place < 0 || !m_subject || !m_subject->canExplain())
        return;
    const std::string name = m_bars->amounts()[static_cast<std::size_t>(place)].name.toStdString();
    const std::vector<RawColumn> &columns = m_subject->model->schema().columns;
    const auto found = std::ranges::find(columns, name, &RawColumn::name);
    if (found != columns.end())
        m_effect->showColumn(static_cast<std::size_t>(found - columns.begin()));
}

} // namespace leptune
