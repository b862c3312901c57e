// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/column_effect.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/line_chart.h"
#include "ui/shared/answer_words.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QChart>
#include <QCoreApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ColumnEffectPanel)
};

constexpr double kDaysAYear = 365.2425;

QString groupLabel(const RawColumn &column, const SubgroupScore &group)
{
    if (group.isMissing)
        return Words::tr("missing");
    if (!group.label.empty())
        return QString::fromStdString(group.label);
    const QString low = placeText(column, group.low), high = placeText(column, group.high);
    return low == high ? low : Words::tr("%1 to %2").arg(low, high);
}

QString rangeText(const Interval &range, int decimals)
{
    if (!std::isfinite(range.low) || !std::isfinite(range.high))
        return scoreText(std::nan(""));
    return Words::tr("%1 to %2")
        .arg(scoreText(range.low, decimals), scoreText(range.high, decimals));
}

/// Alike in all groups: three digits of the smallest.
int decimalsOf(const std::vector<SubgroupScore> &groups)
{
    int decimals = 0;
    for (const SubgroupScore &group : groups)
        if (std::isfinite(group.value))
            decimals = std::max(decimals, std::min(4, significantDecimals(group.value, 3)));
    return decimals;
}

QList<QPointF> lineOf(const PartialDependence &dependence, const std::vector<double> &answers,
                      bool isDate)
{
    QList<QPointF> points;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const double x = dependence.numbers[i];
        points.append({isDate ? 2000.0 + x / kDaysAYear : x, answers[i]});
    }
    return points;
}

} // namespace

ColumnEffect workOutEffect(const ExplainSubject &subject, std::size_t column, int output,
                           double seconds, const std::stop_token &stop)
{
    ColumnEffect effect{column, output};
    try {
        const RawCells &cells = subject.batch.columns[column];
        if (!cells.pictures && (!cells.numbers.empty() || !cells.codes.empty()))
            effect.groups =
                subgroupScores(subject.metric, subject.asScored(), cells, subject.options.seed);
        ExplainEffort effort;
        effort.seed = subject.options.seed;
        effort.stop = stop;
        effort.maxAnswers = subject.answersIn(seconds);
        if (!subject.model->schema().columns[column].used)
            effect.problem =
                Words::tr("The model does not look at this column: no answer changes with it.");
        else
            effect.dependence =
                partialDependence(*subject.model, subject.batch, column, output, effort);
    } catch (...) {
        effect.problem = describeError(std::current_exception()).text;
    }
    return effect;
}

QString effectTitle(const RawColumn &column)
{
    return Words::tr("How the answer goes with “%1”").arg(QString::fromStdString(column.name));
}

void drawEffect(LineChart &chart, const ColumnEffect &effect, const Schema &schema,
                const QPalette &palette)
{
    const PartialDependence &dependence = effect.dependence;
    const RawColumn &column = schema.columns[effect.column];
    const bool isDate = column.type == ColumnType::DateTime;
    const ChartTheme theme = ChartTheme::from(palette);
    QColor faint = theme.text;
    faint.setAlphaF(0.22F);
    std::vector<ChartLine> lines;
    for (const std::vector<double> &row : dependence.individual)
        lines.push_back(
            {{}, lineOf(dependence, row, isDate), ChartLine::Form::Plain, faint, false});
    lines.push_back({Words::tr("mean"), lineOf(dependence, dependence.mean, isDate),
                     ChartLine::Form::Thick, theme.line(0), false});
    QLocale numbers;
    if (isDate) // years
        numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    chart.chart()->setLocale(numbers);
    const QString name = QString::fromStdString(column.name);
    chart.setAxisTitles(isDate ? Words::tr("%1 (year)").arg(name) : name,
                        outputTitle(schema, effect.output));
    chart.setLines(std::move(lines));
}

void drawEffect(BarList &chart, const ColumnEffect &effect, const Schema &schema)
{
    const PartialDependence &dependence = effect.dependence;
    std::vector<NamedAmount> bars;
    for (std::size_t i = 0; i < dependence.places(); ++i)
        bars.push_back({QString::fromStdString(dependence.categories[i]), dependence.mean[i], 0.0});
    chart.setAmountTitle(outputTitle(schema, effect.output));
    chart.setAmounts(std::move(bars));
}

QString effectNote(const ColumnEffect &effect, const Schema &schema)
{
    const PartialDependence &dependence = effect.dependence;
    if (effect.hasBars())
        return Words::tr("Mean %1 over %2 rows if all had that category, the commonest first.")
            .arg(outputTitle(schema, effect.output), formatCount(dependence.rows));
    return Words::tr("Thick: the mean over %1 rows if only this column changed. Thin: %2 single "
                     "rows; where they are not parallel, other columns decide how it acts.")
        .arg(formatCount(dependence.rows))
        .arg(dependence.individual.size());
}

QString groupsTitle(const ExplainSubject &subject)
{
    return subject.isLocked ? Words::tr("How good it is along the column, on unseen rows")
                            : Words::tr("How good it is along the column");
}

QStringList groupsHead(const ExplainSubject &subject, std::size_t column)
{
    return {QString::fromStdString(subject.model->schema().columns[column].name), Words::tr("Rows"),
            metricTitle(subject.metric), Words::tr("95 % interval")};
}

std::vector<QStringList> groupCells(const ColumnEffect &effect, const RawColumn &column)
{
    const int decimals = decimalsOf(effect.groups);
    std::vector<QStringList> rows;
    for (const SubgroupScore &group : effect.groups)
        rows.push_back({groupLabel(column, group), formatCount(group.rows),
                        scoreText(group.value, decimals), rangeText(group.range, decimals)});
    return rows;
}

} // namespace leptune
