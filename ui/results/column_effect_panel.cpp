// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/column_effect_panel.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/line_chart.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/choice_access.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/shared/sorted_cell.h"
#include "ui/shared/tab_order.h"
#include "ui/shared/table_copy.h"
#include "ui/shared/table_filter.h"

#include <QChart>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kSeconds = 1.5; ///< row by row; many at once take a part of it
constexpr int kMostLines = 6;    ///< of the table, before it scrolls
constexpr double kDaysAYear = 365.2425;
enum Layer { WordsLayer, CurveLayer, BarsLayer };

QString groupLabel(const RawColumn &column, const SubgroupScore &group)
{
    if (group.isMissing)
        return ColumnEffectPanel::tr("missing");
    if (!group.label.empty())
        return QString::fromStdString(group.label);
    const QString low = placeText(column, group.low), high = placeText(column, group.high);
    return low == high ? low : ColumnEffectPanel::tr("%1 to %2").arg(low, high);
}

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

ColumnEffectPanel::Outcome ColumnEffectPanel::workOut(const ExplainSubject &subject,
                                                      std::size_t column, int output,
                                                      const std::stop_token &stop)
{
    Outcome outcome;
    try {
        const RawCells &cells = subject.batch.columns[column];
        if (!cells.pictures && (!cells.numbers.empty() || !cells.codes.empty()))
            outcome.groups =
                subgroupScores(subject.metric, subject.asScored(), cells, subject.options.seed);
        ExplainEffort effort;
        effort.seed = subject.options.seed;
        effort.stop = stop;
        effort.maxAnswers = subject.answersIn(kSeconds);
        if (!subject.model->schema().columns[column].used)
            outcome.problem =
                tr("The model does not look at this column: no answer changes with it.");
        else
            outcome.dependence =
                partialDependence(*subject.model, subject.batch, column, output, effort);
    } catch (...) {
        outcome.problem = describeError(std::current_exception()).text;
    }
    return outcome;
}

void ColumnEffectPanel::compute()
{
    if (!m_column || !m_subject || !m_subject->canExplain())
        return;
    // What stands there keeps its title until the new one is there.
    m_note->setText(tr("Working out “%1”…").arg(columnName()));
    m_background.run([this, subject = m_subject, column = *m_column,
                      output = std::max(0, m_output->currentIndex())](std::stop_token stop) {
        const Outcome outcome = workOut(*subject, column, output, stop);
        return Background::Deliver([this, outcome] { showOutcome(outcome); });
    });
}

QString ColumnEffectPanel::columnName() const
{
    return QString::fromStdString(m_subject->model->schema().columns[*m_column].name);
}

void ColumnEffectPanel::showOutcome(const Outcome &outcome)
{
    setTitle(tr("How the answer goes with “%1”").arg(columnName()));
    m_drawn.reset();
    if (!outcome.problem.isEmpty()) {
        say(outcome.problem);
    } else if (outcome.dependence.categories.empty()) {
        m_drawn = outcome.dependence;
        drawCurve();
    } else {
        showBars(outcome.dependence);
    }
    showGroups(outcome.groups);
    Q_EMIT shown();
}

/// Lines keep the colours they are given: another theme wants others.
void ColumnEffectPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_drawn)
        drawCurve();
    Panel::changeEvent(event);
}

void ColumnEffectPanel::drawCurve()
{
    const PartialDependence &dependence = *m_drawn;
    const Schema &schema = m_subject->model->schema();
    const RawColumn &column = schema.columns[dependence.column];
    const bool isDate = column.type == ColumnType::DateTime;
    const auto xOf = [&](std::size_t i) {
        return isDate ? 2000.0 + dependence.numbers[i] / kDaysAYear : dependence.numbers[i];
    };
    const auto lineOf = [&](const std::vector<double> &answers) {
        QList<QPointF> points;
        for (std::size_t i = 0; i < answers.size(); ++i)
            points.append({xOf(i), answers[i]});
        return points;
    };
    const ChartTheme theme = ChartTheme::from(palette());
    QColor faint = theme.text;
    faint.setAlphaF(0.22F);
    std::vector<ChartLine> lines;
    for (const std::vector<double> &row : dependence.individual)
        lines.push_back({{}, lineOf(row), ChartLine::Form::Plain, faint, false});
    lines.push_back(
        {tr("mean"), lineOf(dependence.mean), ChartLine::Form::Thick, theme.line(0), false});
    QLocale numbers;
    if (isDate) // years
        numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    m_curve->chart()->setLocale(numbers);
    const QString name = QString::fromStdString(column.name);
    m_curve->setAxisTitles(isDate ? tr("%1 (year)").arg(name) : name,
                           outputTitle(schema, std::max(0, m_output->currentIndex())));
    m_curve->setLines(std::move(lines));
    m_layers->setCurrentIndex(CurveLayer);
    m_note->setText(tr("Thick: the mean over %1 rows if only this column changed. Thin: %2 single "
                       "rows; where they are not parallel, other columns decide how it acts.")
                        .arg(formatCount(dependence.rows))
                        .arg(dependence.individual.size()));
    m_note->show();
}

void ColumnEffectPanel::showBars(const PartialDependence &dependence)
{
    const Schema &schema = m_subject->model->schema();
    std::vector<NamedAmount> bars;
    for (std::size_t i = 0; i < dependence.places(); ++i)
        bars.push_back({QString::fromStdString(dependence.categories[i]), dependence.mean[i], 0.0});
    m_bars->setAmountTitle(outputTitle(schema, std::max(0, m_output->currentIndex())));
    m_bars->setAmounts(std::move(bars));
    m_layers->setCurrentIndex(BarsLayer);
    m_note->setText(tr("Mean %1 over %2 rows if all had that category, the commonest first.")
                        .arg(outputTitle(schema, std::max(0, m_output->currentIndex())),
                             formatCount(dependence.rows)));
    m_note->show();
}

void ColumnEffectPanel::showGroups(const std::vector<SubgroupScore> &groups)
{
    const RawColumn &column = m_subject->model->schema().columns[*m_column];
    m_groups->setHorizontalHeaderLabels({QString::fromStdString(column.name), tr("Rows"),
                                         metricTitle(m_subject->metric), tr("95 % interval")});
    const SortingPause pause(*m_groups);
    m_groups->setRowCount(static_cast<int>(groups.size()));
    int decimals = 0;
    for (const SubgroupScore &group : groups)
        if (std::isfinite(group.value))
            decimals = std::max(decimals, std::min(4, significantDecimals(group.value, 3)));
    for (int row = 0; row < m_groups->rowCount(); ++row) {
        const SubgroupScore &group = groups[static_cast<std::size_t>(row)];
        const bool known = std::isfinite(group.range.low) && std::isfinite(group.range.high);
        const QString cells[] = {groupLabel(column, group), formatCount(group.rows),
                                 scoreText(group.value, decimals),
                                 known ? tr("%1 to %2")
                                             .arg(scoreText(group.range.low, decimals),
                                                  scoreText(group.range.high, decimals))
                                       : scoreText(std::nan(""))};
        // Groups in their own order, intervals by their lower end.
        const double numbers[] = {static_cast<double>(row), static_cast<double>(group.rows),
                                  group.value, group.range.low};
        for (int cell = 0; cell < m_groups->columnCount(); ++cell) {
            auto *item = new SortedCell(cells[cell], numbers[cell]);
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
    m_groupsTitle->setText(m_subject->isLocked
                               ? tr("How good it is along the column, on unseen rows")
                               : tr("How good it is along the column"));
    m_groupsTitle->setVisible(!groups.empty());
    m_groups->setVisible(!groups.empty());
}

} // namespace leptune
