// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_charts.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/line_chart.h"
#include "ui/report/report_drawing.h"
#include "ui/shared/score_text.h"
#include "ui/shared/theme.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/trial_history.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <memory>

namespace leptune {

namespace {

constexpr std::size_t kMostColumns = 25;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ReportCharts)
};

ReportChart scoreOverTime(const StudyRecord &record, const TrialHistory &history)
{
    LineChart chart;
    prepareChart(chart, kWideChart);
    chart.setAxisTitles(Words::tr("seconds"), metricTitle(record.metric));
    chart.setLines(history.lines(record.seconds));
    chart.setMarks(history.marks());
    return drawnChart(chart, Words::tr("Score over time"), kWideChart, ReportPart::Search);
}

ReportChart scoreAgainstBytes(const StudyRecord &record, const TrialHistory &history)
{
    SizeChart chart;
    prepareChart(chart, kWideChart);
    chart.setLogX(true);
    chart.setAxisTitles(Words::tr("size in kB"), metricTitle(record.metric));
    const TuneOptions &options = record.options;
    chart.draw(history, history.sizes(),
               {options.maxModelBytes, options.maxLatencyMicroseconds, options.maxDrop});
    return drawnChart(chart, Words::tr("Score against size"), kWideChart, ReportPart::Search);
}

ReportChart drawnBars(BarList &chart, const QString &title, ReportPart part,
                      const QString &caption = {})
{
    const QSize size(kWideChart.width(), chart.sizeHint().height());
    prepareChart(chart, size);
    return drawnChart(chart, title, size, part, caption);
}

ReportChart importance(const ReportSource &source)
{
    const MetricKind metric = source.project.study.metric;
    BarList chart;
    std::vector<NamedAmount> bars;
    for (const ColumnImportance &column : rankedImportance(source))
        bars.push_back(
            {QString::fromStdString(column.column), column.importance, column.deviation});
    bars.resize(std::min(bars.size(), kMostColumns));
    chart.setAmountTitle(metricTitle(metric));
    chart.setAmounts(std::move(bars));
    return drawnBars(chart, importanceWords(metric), ReportPart::Importance);
}

ReportChart effectChart(const ReportSource &source, const ColumnEffect &effect)
{
    const Schema &schema = source.subject->model->schema();
    const QString title = effectTitle(schema.columns[effect.column]);
    const QString note = effectNote(effect, schema);
    if (effect.hasBars()) {
        BarList bars;
        drawEffect(bars, effect, schema);
        return drawnBars(bars, title, ReportPart::Effects, note);
    }
    LineChart chart;
    prepareChart(chart, kWideChart);
    drawEffect(chart, effect, schema, chart.palette());
    return drawnChart(chart, title, kWideChart, ReportPart::Effects, note);
}

} // namespace

QByteArray leanSvg(const QByteArray &svg)
{
    static const QRegularExpression kNothing(QStringLiteral("<g [^>]*>\\s*</g>\\s*"));
    return QString::fromUtf8(svg).remove(kNothing).toUtf8();
}

void prepareChart(QWidget &chart, const QSize &size)
{
    chart.setAttribute(Qt::WA_DontShowOnScreen);
    chart.setAttribute(Qt::WA_QuitOnClose, false);
    chart.setPalette(themePalette(Theme::Light));
    chart.resize(size);
    chart.show();
}

std::vector<std::function<ReportChart()>> reportCharts(const ReportSource &source)
{
    const StudyRecord &record = source.project.study;
    std::vector<std::function<ReportChart()>> charts;
    const auto history = std::make_shared<TrialHistory>();
    history->setRecord(record);
    if (!record.bestCurve.empty())
        charts.push_back([&record, history] { return scoreOverTime(record, *history); });
    if (!history->sizes().empty())
        charts.push_back([&record, history] { return scoreAgainstBytes(record, *history); });
    for (auto &draw : errorCharts(source))
        charts.push_back(std::move(draw));
    if (!rankedImportance(source).empty())
        charts.push_back([&source] { return importance(source); });
    for (const ColumnEffect &effect : source.effects)
        charts.push_back([&source, &effect] { return effectChart(source, effect); });
    return charts;
}

} // namespace leptune
