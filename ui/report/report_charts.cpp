// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_charts.h"

#include "ui/charts/bar_list.h"
#include "ui/charts/confusion_matrix_view.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/shared/score_text.h"
#include "ui/shared/theme.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/trial_history.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ReportCharts)
};

constexpr QSize kWide(680, 300);
constexpr QSize kSquare(680, 420);
constexpr int kMostColumns = 25;

/// On white whatever the window's colours are; laid out as if it were shown.
void prepare(QWidget &chart, const QSize &size)
{
    chart.setAttribute(Qt::WA_DontShowOnScreen);
    chart.setAttribute(Qt::WA_QuitOnClose, false);
    chart.setPalette(themePalette(Theme::Light));
    chart.resize(size);
    chart.show();
}

template <typename Chart>
ReportChart drawn(Chart &chart, const QString &title, const QSize &size)
{
    chart.setName(title);
    return {title, chartSvg(chart, size), size};
}

ReportChart scoreOverTime(const StudyRecord &record, const TrialHistory &history)
{
    LineChart chart;
    prepare(chart, kWide);
    chart.setAxisTitles(Words::tr("seconds"), metricTitle(record.metric));
    chart.setLines(history.lines(record.seconds));
    chart.setMarks(history.marks());
    return drawn(chart, Words::tr("Score over time"), kWide);
}

ReportChart scoreAgainstBytes(const StudyRecord &record, const TrialHistory &history)
{
    SizeChart chart;
    prepare(chart, kWide);
    chart.setLogX(true);
    chart.setAxisTitles(Words::tr("size in kB"), metricTitle(record.metric));
    const TuneOptions &options = record.options;
    chart.draw(history, history.sizes(),
               {options.maxModelBytes, options.maxLatencyMicroseconds, options.maxDrop});
    return drawn(chart, Words::tr("Score against size"), kWide);
}

ReportChart confusion(const ResultAnalysis &analysis)
{
    ConfusionMatrixView chart;
    prepare(chart, kSquare);
    QStringList labels;
    for (const std::string &name : analysis.classes)
        labels << QString::fromStdString(name);
    chart.setMatrix(labels, analysis.evaluation.confusion);
    return drawn(chart, Words::tr("What it answered, class by class"), kSquare);
}

/// Of one class against the rest.
struct ClassCurve {
    QString title, x, y;
    const std::vector<CurvePoint> &points;
    QString referenceName;
    QList<QPointF> reference;
};

ReportChart drawnCurve(const ClassCurve &curve)
{
    LineChart chart;
    prepare(chart, kSquare);
    chart.setUnitSquare();
    chart.setAxisTitles(curve.x, curve.y);
    QList<QPointF> points;
    for (const CurvePoint &point : curve.points)
        points.append({point.x, point.y});
    chart.setLines({{Words::tr("model"), points, ChartLine::Form::Thick, {}, false},
                    {curve.referenceName, curve.reference, ChartLine::Form::Dashed,
                     chart.palette().color(QPalette::PlaceholderText), false}});
    return drawn(chart, curve.title, kSquare);
}

const QList<QPointF> kDiagonal{{0.0, 0.0}, {1.0, 1.0}};

ReportChart roc(const ResultAnalysis &analysis, std::size_t label)
{
    const ClassCurves &curves = analysis.curves[label];
    return drawnCurve(
        {Words::tr("ROC of “%1”, area %2")
             .arg(QString::fromStdString(analysis.classes[label]), scoreText(curves.auc)),
         Words::tr("false positive rate"), Words::tr("true positive rate"), curves.roc,
         Words::tr("guessing"), kDiagonal});
}

ReportChart precisionAndRecall(const ResultAnalysis &analysis, std::size_t label)
{
    const double share = static_cast<double>(analysis.evaluation.classes[label].rows) /
                         static_cast<double>(analysis.evaluation.rows);
    return drawnCurve({Words::tr("Precision and recall of “%1”")
                           .arg(QString::fromStdString(analysis.classes[label])),
                       Words::tr("recall"),
                       Words::tr("precision"),
                       analysis.curves[label].precisionRecall,
                       Words::tr("guessing"),
                       {{0.0, share}, {1.0, share}}});
}

ReportChart calibration(const ResultAnalysis &analysis, std::size_t label)
{
    return drawnCurve(
        {Words::tr("Calibration of “%1”").arg(QString::fromStdString(analysis.classes[label])),
         Words::tr("predicted probability"), Words::tr("observed share"),
         analysis.curves[label].calibration, Words::tr("perfect"), kDiagonal});
}

ReportChart answers(const ResultAnalysis &analysis, bool residuals)
{
    ScatterPlot chart;
    prepare(chart, kSquare);
    std::vector<ScatterPoint> points;
    for (const AnsweredNumber &answer : analysis.answers)
        points.push_back(residuals
                             ? ScatterPoint{answer.answer, answer.answer - answer.truth, {}, {}}
                             : ScatterPoint{answer.truth, answer.answer, {}, {}});
    chart.setReference(residuals ? ScatterPlot::Reference::Zero : ScatterPlot::Reference::Diagonal);
    chart.setAxisTitles(residuals ? Words::tr("answered") : Words::tr("true"),
                        residuals ? Words::tr("answered − true") : Words::tr("answered"));
    chart.setPoints(std::move(points));
    return drawn(chart, residuals ? Words::tr("Residuals") : Words::tr("Answered against true"),
                 kSquare);
}

ReportChart importance(const StudyRecord &record)
{
    BarList chart;
    std::vector<NamedAmount> bars;
    for (const ColumnImportance &column : record.importance)
        bars.push_back(
            {QString::fromStdString(column.column), column.importance, column.deviation});
    std::stable_sort(bars.begin(), bars.end(),
                     [](auto &a, auto &b) { return a.amount > b.amount; });
    bars.resize(std::min<std::size_t>(bars.size(), kMostColumns));
    chart.setAmountTitle(metricTitle(record.metric));
    chart.setAmounts(std::move(bars));
    const QSize size(kWide.width(), chart.sizeHint().height());
    prepare(chart, size);
    return drawn(chart, Words::tr("How much the score drops when a column is shuffled"), size);
}

} // namespace

std::vector<std::function<ReportChart()>> reportCharts(const StudyRecord &record,
                                                       const ResultAnalysis &analysis)
{
    std::vector<std::function<ReportChart()>> charts;
    const auto history = std::make_shared<TrialHistory>();
    history->setRecord(record);
    if (!record.bestCurve.empty())
        charts.push_back([&record, history] { return scoreOverTime(record, *history); });
    if (!history->sizes().empty())
        charts.push_back([&record, history] { return scoreAgainstBytes(record, *history); });
    if (!analysis.classes.empty()) {
        charts.push_back([&analysis] { return confusion(analysis); });
        const auto label = static_cast<std::size_t>(std::max(0, record.schema.positive));
        if (label < analysis.curves.size() && analysis.classes.size() == 2)
            for (const auto draw : {&roc, &precisionAndRecall, &calibration})
                charts.push_back([&analysis, label, draw] { return draw(analysis, label); });
    } else if (!analysis.isEmpty()) {
        charts.push_back([&analysis] { return answers(analysis, false); });
        charts.push_back([&analysis] { return answers(analysis, true); });
    }
    if (!record.importance.empty())
        charts.push_back([&record] { return importance(record); });
    return charts;
}

} // namespace leptune
