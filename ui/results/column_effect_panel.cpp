// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/column_effect_panel.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/line_chart.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/sorted_cell.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>

namespace leptune {

namespace {

constexpr double kSeconds = 1.5; ///< row by row; many at once take a part of it
constexpr int kMostLines = 6;    ///< of the table, before it scrolls
enum Layer { WordsLayer, CurveLayer, BarsLayer };

} // namespace

ColumnEffectPanel::ColumnEffectPanel(QWidget *parent)
    : Panel(tr("How the answer goes with a column"), parent),
      m_output(new QComboBox(this)),
      m_layers(new QStackedWidget(this)),
      m_words(mutedLabel({}, this)),
      m_note(mutedLabel({}, this)),
      m_groupsTitle(mutedLabel({}, this)),
      m_curve(new LineChart(this)),
      m_bars(new BarList),
      m_groups(new QTableWidget(0, 4, this))
{
    m_output->setObjectName(QStringLiteral("effectOutput"));
    nameBox(m_output, tr("Class whose probability is shown"));
    m_output->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    head()->addWidget(m_output);
    connect(m_output, &QComboBox::currentIndexChanged, this, &ColumnEffectPanel::compute);
    m_words->setObjectName(QStringLiteral("effectWords"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    m_curve->setObjectName(QStringLiteral("effectCurve"));
    m_curve->setName(tr("Partial dependence"));
    m_bars->setObjectName(QStringLiteral("effectBars"));
    m_bars->setName(tr("Mean answer for every category"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_bars);
    scroll->setFocusPolicy(Qt::NoFocus); // the bars take it
    tabThrough({m_output, m_curve, m_bars, m_groups});
    for (QWidget *layer : {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_curve),
                           static_cast<QWidget *>(scroll)})
        m_layers->addWidget(layer);
    m_groups->setObjectName(QStringLiteral("subgroups"));
    m_groups->setAccessibleName(tr("Scores by the values of the column"));
    m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_groups->setShowGrid(false);
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->verticalHeader()->hide();
    m_groups->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_groups->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_groups->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_groups->horizontalHeader()->setHighlightSections(false);
    m_groups->horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 11);
    installTableCopy(m_groups);
    new TableFilter(m_groups);
    body()->addWidget(m_layers, 1);
    body()->addWidget(m_note);
    body()->addWidget(m_groupsTitle);
    body()->addWidget(m_groups);
    setSubject(nullptr);
}

void ColumnEffectPanel::setSubject(std::shared_ptr<const ExplainSubject> subject)
{
    m_background.cancel();
    m_subject = std::move(subject);
    m_column.reset();
    m_drawn.reset();
    const bool explains = m_subject && m_subject->canExplain();
    const QSignalBlocker blocker(m_output);
    m_output->clear();
    if (explains)
        for (const std::string &label : m_subject->model->schema().classes)
            m_output->addItem(QString::fromStdString(label));
    if (explains)
        m_output->setCurrentIndex(firstOutput(m_subject->model->schema()));
    m_output->setVisible(m_output->count() > 0);
    setTitle(tr("How the answer goes with a column"));
    if (!m_subject)
        say(tr("The rows that were scored are being looked for…"));
    else
        say(explains ? tr("Which columns matter is being measured…")
                     : whyNoExplanation(*m_subject));
}

void ColumnEffectPanel::say(const QString &text)
{
    m_words->setText(text);
    m_layers->setCurrentIndex(WordsLayer);
    for (QWidget *part : {static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_groupsTitle),
                          static_cast<QWidget *>(m_groups)})
        part->hide();
}

void ColumnEffectPanel::showColumn(std::size_t column)
{
    m_column = column;
    compute();
}

void ColumnEffectPanel::compute()
{
    if (!m_column || !m_subject || !m_subject->canExplain())
        return;
    // What stands there keeps its title until the new one is there.
    m_note->setText(tr("Working out “%1”…").arg(columnName()));
    m_background.run([this, subject = m_subject, column = *m_column,
                      output = std::max(0, m_output->currentIndex())](std::stop_token stop) {
        const ColumnEffect effect = workOutEffect(*subject, column, output, kSeconds, stop);
        return Background::Deliver([this, effect] { showEffect(effect); });
    });
}

QString ColumnEffectPanel::columnName() const
{
    return QString::fromStdString(m_subject->model->schema().columns[*m_column].name);
}

void ColumnEffectPanel::showEffect(const ColumnEffect &effect)
{
    const Schema &schema = m_subject->model->schema();
    setTitle(effectTitle(schema.columns[effect.column]));
    m_drawn.reset();
    if (!effect.problem.isEmpty()) {
        say(effect.problem);
    } else if (effect.hasCurve()) {
        m_drawn = effect;
        drawEffect(*m_curve, effect, schema, palette());
        showNote(CurveLayer, effect);
    } else {
        drawEffect(*m_bars, effect, schema);
        showNote(BarsLayer, effect);
    }
    showGroups(effect);
    Q_EMIT shown();
}

void ColumnEffectPanel::showNote(int layer, const ColumnEffect &effect)
{
    m_layers->setCurrentIndex(layer);
    m_note->setText(effectNote(effect, m_subject->model->schema()));
    m_note->show();
}

/// Lines keep the colours they are given: another theme wants others.
void ColumnEffectPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_drawn)
        drawEffect(*m_curve, *m_drawn, m_subject->model->schema(), palette());
    Panel::changeEvent(event);
}

void ColumnEffectPanel::showGroups(const ColumnEffect &effect)
{
    const RawColumn &column = m_subject->model->schema().columns[effect.column];
    const std::vector<QStringList> cells = groupCells(effect, column);
    m_groups->setHorizontalHeaderLabels(groupsHead(*m_subject, effect.column));
    const SortingPause pause(*m_groups);
    m_groups->setRowCount(static_cast<int>(cells.size()));
    for (int row = 0; row < m_groups->rowCount(); ++row) {
        const SubgroupScore &group = effect.groups[static_cast<std::size_t>(row)];
        // Groups in their own order, intervals by their lower end.
        const double numbers[] = {static_cast<double>(row), static_cast<double>(group.rows),
                                  group.value, group.range.low};
        for (int cell = 0; cell < m_groups->columnCount(); ++cell) {
            auto *item = new SortedCell(cells[static_cast<std::size_t>(row)][cell], numbers[cell]);
            item->setTextAlignment(Qt::AlignVCenter | (cell > 0 ? Qt::AlignRight : Qt::AlignLeft));
            m_groups->setItem(row, cell, item);
        }
    }
    for (int cell = 0; cell < m_groups->columnCount(); ++cell)
        m_groups->horizontalHeaderItem(cell)->setTextAlignment(
            Qt::AlignVCenter | (cell > 0 ? Qt::AlignRight : Qt::AlignLeft));
    const int lines = std::min(m_groups->rowCount(), kMostLines);
    m_groups->setFixedHeight(m_groups->horizontalHeader()->sizeHint().height() +
                             lines * m_groups->verticalHeader()->defaultSectionSize() + 4);
    m_groupsTitle->setText(groupsTitle(*m_subject));
    m_groupsTitle->setVisible(!cells.empty());
    m_groups->setVisible(!cells.empty());
}

} // namespace leptune
