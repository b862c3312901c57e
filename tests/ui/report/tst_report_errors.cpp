// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "ui/report/report_charts.h"
#include "ui/report/report_parts.h"
#include "ui/results/interval_sentence.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

ReportSource sampleSource(TaskKind task)
{
    RecordWishes wishes;
    wishes.task = task;
    ReportSource source;
    source.project.study = sampleRecord(wishes);
    source.project.study.options.target = "price";
    workOut(source, nullptr);
    return source;
}

/// Of the class `label` every `label`-th row is answered with the next class, and the last class
/// has no rows.
ReportSource manyClasses(int classes)
{
    constexpr int kRows = 60; // of each
    ReportSource source = sampleSource(TaskKind::MultiClass);
    Target truth{TaskKind::MultiClass, "kind", {}, -1, {}};
    FloatMatrix answers(static_cast<std::size_t>(classes * kRows),
                        static_cast<std::size_t>(classes + 1));
    for (int label = 0; label <= classes; ++label)
        truth.classes.push_back("class " + std::to_string(label));
    for (int label = 0; label < classes; ++label)
        for (int row = 0; row < kRows; ++row) {
            const bool isWrong = label > 0 && row % (classes + 1 - label) == 0;
            answers.at(truth.values.size(), static_cast<std::size_t>(isWrong ? classes : label)) =
                1.0F;
            truth.values.push_back(static_cast<float>(label));
        }
    source.project.study.resultTruth = truth;
    source.project.study.resultPrediction = answers;
    source.analysis = analyseResult(source.project.study);
    return source;
}

std::vector<ReportChart> errorsOf(const ReportSource &source)
{
    std::vector<ReportChart> charts;
    for (const auto &draw : reportCharts(source))
        if (ReportChart chart = draw(); chart.part == ReportPart::Errors)
            charts.push_back(std::move(chart));
    return charts;
}

} // namespace

class TestReportErrors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyClassOfAFewStandsAgainstTheRest()
    {
        const ReportSource source = sampleSource(TaskKind::MultiClass);
        const std::vector<ReportChart> charts = errorsOf(source);
        QCOMPARE(charts.size(), std::size_t{4}); // the confusion matrix, and a row a class
        for (std::size_t label = 0; label < 3; ++label) {
            const ReportChart &row = charts[label + 1];
            QVERIFY(row.title.contains(QString::fromStdString(source.analysis.classes[label])));
            QVERIFY(row.title.endsWith(QString::number(source.analysis.curves[label].auc, 'f', 4)));
            for (const char *curve : {"ROC", "Precision and recall", "Calibration",
                                      "false positive rate", "observed share"})
                QVERIFY2(row.svg.contains(curve), curve);
        }
        QVERIFY(charts[1].svg != charts[2].svg);
    }

    void ofManyTheWorstAreDrawn()
    {
        const ReportSource source = manyClasses(9);
        QCOMPARE(drawnClasses(source), (std::vector<std::size_t>{8, 7, 6, 5, 4, 3}));
        QCOMPARE(errorsOf(source).size(), std::size_t{7});
        const QString html = errorsPart(source, {});
        QVERIFY2(html.contains(QStringLiteral("Of 10 classes the 6 with the lowest F1")),
                 qPrintable(html));
    }

    void aClassWithoutRowsHasNoCurves()
    {
        const ReportSource source = manyClasses(3);
        QCOMPARE(source.analysis.classes.size(), std::size_t{4});
        QCOMPARE(drawnClasses(source), (std::vector<std::size_t>{0, 1, 2}));
        QVERIFY(!errorsPart(source, {}).contains(QStringLiteral("lowest F1")));
    }

    void ofTwoClassesThePositiveOneIsDrawn()
    {
        const ReportSource source = sampleSource(TaskKind::Binary);
        QCOMPARE(drawnClasses(source), (std::vector<std::size_t>{1}));
        QCOMPARE(errorsOf(source).size(), std::size_t{4});
        QVERIFY(!errorsPart(source, {}).contains(QStringLiteral("lowest F1")));
    }

    void numbersHaveTheirIntervalAsABandAndASentence()
    {
        ReportSource source = sampleSource(TaskKind::Regression);
        const std::vector<ReportChart> without = errorsOf(source);
        QCOMPARE(without.size(), std::size_t{2});
        QVERIFY(without[0].caption.isEmpty());
        source.analysis.intervalWidth = 3.25;
        source.analysis.intervalCoverage = 0.893;
        const std::vector<ReportChart> with = errorsOf(source);
        for (std::size_t chart = 0; chart < 2; ++chart)
            QVERIFY(with[chart].svg.size() > without[chart].svg.size());
        QVERIFY(with[0].caption.contains(QStringLiteral("3.25")));
        QVERIFY(with[0].caption.contains(QStringLiteral("89.3")));
        QVERIFY(with[0].svg.contains("true price"));
        QVERIFY(with[1].svg.contains("answered price"));
    }

    void aHundredThousandRowsMakeNoLargerDrawing()
    {
        ReportSource source = sampleSource(TaskKind::Regression);
        source.analysis.answers.clear();
        for (int row = 0; row < 5000; ++row)
            source.analysis.answers.push_back({std::sin(row), std::sin(row) + 0.1 * std::cos(row)});
        for (const ReportChart &chart : errorsOf(source))
            QVERIFY2(chart.svg.size() < 400'000, qPrintable(QString::number(chart.svg.size())));
    }
};

QTEST_MAIN(TestReportErrors)
#include "tst_report_errors.moc"
