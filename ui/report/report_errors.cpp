// SPDX-License-Identifier: GPL-3.0-or-later
// The charts that tell where the best model errs.
#include "ui/charts/confusion_matrix_view.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/scatter_plot.h"
#include "ui/report/report_drawing.h"
#include "ui/results/interval_sentence.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ReportCharts)
};

constexpr std::size_t kMostClasses = 6;
constexpr std::size_t kMostDots = 1500; ///< a drawing of all would be megabytes
constexpr int kMostPoints = 250;        ///< of a curve
constexpr QSize kSmallChart(220, 220);
constexpr int kSmallGap = 10, kSmallTitle = 20;

QString nameOf(const ResultAnalysis &analysis, std::size_t label)
{
    return QString::fromStdString(analysis.classes[label]);
}

ReportChart confusion(const ResultAnalysis &analysis)
{
    ConfusionMatrixView chart;
    prepareChart(chart, kSquareChart);
    QStringList labels;
    for (const std::string &name : analysis.classes)
        labels << QString::fromStdString(name);
    chart.setMatrix(labels, analysis.evaluation.confusion);
    return drawnChart(chart, Words::tr("What it answered, class by class"), kSquareChart,
                      ReportPart::Errors);
}

/// Of one class against the rest.
struct ClassCurve {
    QString title, x, y;
    const std::vector<CurvePoint> &points;
    QString referenceName;
    QList<QPointF> reference;
};

std::unique_ptr<LineChart> curveChart(const ClassCurve &curve, const QSize &size)
{
    auto chart = std::make_unique<LineChart>();
    prepareChart(*chart, size);
    chart->setUnitSquare();
    chart->setAxisTitles(curve.x, curve.y);
    QList<QPointF> points;
    for (const CurvePoint &point : curve.points)
        points.append({point.x, point.y});
    chart->setLines(
        {{Words::tr("model"), thinned(points, kMostPoints), ChartLine::Form::Thick, {}, false},
         {curve.referenceName, curve.reference, ChartLine::Form::Dashed,
          chart->palette().color(QPalette::PlaceholderText), false}});
    return chart;
}

/// Titles are those of charts that stand alone, or short beside one another.
std::array<ClassCurve, 3> curvesOf(const ResultAnalysis &analysis, std::size_t label, bool alone)
{
    const ClassCurves &curves = analysis.curves[label];
    const QString name = nameOf(analysis, label);
    const QList<QPointF> diagonal{{0.0, 0.0}, {1.0, 1.0}};
    const double share = static_cast<double>(analysis.evaluation.classes[label].rows) /
                         static_cast<double>(analysis.evaluation.rows);
    return {{{alone ? Words::tr("ROC of “%1”, area %2").arg(name, scoreText(curves.auc, 4))
                    : Words::tr("ROC"),
              Words::tr("false positive rate"), Words::tr("true positive rate"), curves.roc,
              Words::tr("guessing"), diagonal},
             {alone ? Words::tr("Precision and recall of “%1”").arg(name)
                    : Words::tr("Precision and recall"),
              Words::tr("recall"),
              Words::tr("precision"),
              curves.precisionRecall,
              Words::tr("guessing"),
              {{0.0, share}, {1.0, share}}},
             {alone ? Words::tr("Calibration of “%1”").arg(name) : Words::tr("Calibration"),
              Words::tr("predicted probability"), Words::tr("observed share"), curves.calibration,
              Words::tr("perfect"), diagonal}}};
}

ReportChart curveAlone(const ResultAnalysis &analysis, std::size_t label, std::size_t place)
{
    const ClassCurve curve = curvesOf(analysis, label, true)[place];
    const auto chart = curveChart(curve, kSquareChart);
    return drawnChart(*chart, curve.title, kSquareChart, ReportPart::Errors);
}

/// The three curves of a class in a row.
ReportChart curvesInARow(const ResultAnalysis &analysis, std::size_t label)
{
    const std::array<ClassCurve, 3> curves = curvesOf(analysis, label, false);
    const QSize size(kWideChart.width(), kSmallChart.height() + kSmallTitle);
    ReportChart row{Words::tr("“%1” against the rest, area under ROC %2")
                        .arg(nameOf(analysis, label), scoreText(analysis.curves[label].auc, 4)),
                    {},
                    size,
                    ReportPart::Errors};
    QBuffer buffer(&row.svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(row.title);
    QPainter painter(&generator);
    painter.setRenderHint(QPainter::Antialiasing);
    int left = 0;
    for (const ClassCurve &curve : curves) {
        const auto chart = curveChart(curve, kSmallChart);
        chart->paintChart(painter, QRectF(QPointF(left, kSmallTitle), kSmallChart));
        painter.setPen(chart->palette().color(QPalette::Text));
        painter.setFont(chart->font());
        painter.drawText(QRectF(left, 0.0, kSmallChart.width(), kSmallTitle), Qt::AlignCenter,
                         curve.title);
        left += kSmallChart.width() + kSmallGap;
    }
    painter.end();
    row.svg = leanSvg(row.svg);
    return row;
}

ReportChart answers(const ReportSource &source, bool residuals)
{
    const ResultAnalysis &analysis = source.analysis;
    const QString target = QString::fromStdString(source.project.study.options.target);
    ScatterPlot chart;
    prepareChart(chart, kSquareChart);
    std::vector<ScatterPoint> points;
    const std::size_t shown = std::min(kMostDots, analysis.answers.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const auto [truth, answer] = analysis.answers[i * analysis.answers.size() / shown];
        points.push_back(residuals ? ScatterPoint{answer, answer - truth, {}, {}}
                                   : ScatterPoint{truth, answer, {}, {}});
    }
    chart.setReference(residuals ? ScatterPlot::Reference::Zero : ScatterPlot::Reference::Diagonal);
    chart.setBand(analysis.intervalWidth.value_or(0.0));
    chart.setAxisTitles(residuals ? Words::tr("answered %1").arg(target)
                                  : Words::tr("true %1").arg(target),
                        residuals ? Words::tr("answered − true") : Words::tr("answered"));
    chart.setPoints(std::move(points));
    return drawnChart(
        chart, residuals ? Words::tr("Residuals") : Words::tr("Answered against true"),
        kSquareChart, ReportPart::Errors, residuals ? QString() : intervalSentence(analysis));
}

/// NaN, of a class that was never answered, is the worst.
double worth(const ClassScores &scores)
{
    return std::isnan(scores.f1) ? 0.0 : scores.f1;
}

} // namespace

std::vector<std::size_t> drawnClasses(const ReportSource &source)
{
    const ResultAnalysis &analysis = source.analysis;
    if (analysis.classes.size() == 2)
        return {static_cast<std::size_t>(std::max(0, source.project.study.schema.positive))};
    std::vector<std::size_t> labels;
    for (std::size_t label = 0; label < analysis.curves.size(); ++label)
        if (!analysis.curves[label].roc.empty())
            labels.push_back(label);
    if (labels.size() <= kMostClasses)
        return labels;
    const std::vector<ClassScores> &scores = analysis.evaluation.classes;
    std::ranges::stable_sort(labels, {}, [&](std::size_t label) { return worth(scores[label]); });
    labels.resize(kMostClasses);
    return labels;
}

std::vector<std::function<ReportChart()>> errorCharts(const ReportSource &source)
{
    const ResultAnalysis &analysis = source.analysis;
    std::vector<std::function<ReportChart()>> charts;
    if (analysis.isEmpty())
        return charts;
    if (analysis.classes.empty()) {
        charts.push_back([&source] { return answers(source, false); });
        charts.push_back([&source] { return answers(source, true); });
        return charts;
    }
    charts.push_back([&analysis] { return confusion(analysis); });
    const std::vector<std::size_t> drawn = drawnClasses(source);
    if (analysis.classes.size() == 2) {
        for (std::size_t place = 0; place < 3; ++place)
            charts.push_back([&analysis, label = drawn[0], place] {
                return curveAlone(analysis, label, place);
            });
        return charts;
    }
    for (const std::size_t label : drawn)
        charts.push_back([&analysis, label] { return curvesInARow(analysis, label); });
    return charts;
}

} // namespace leptune
