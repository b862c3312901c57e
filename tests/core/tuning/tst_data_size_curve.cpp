// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tuning/data_size_curve.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

TuneOptions optionsFor(const char *target)
{
    TuneOptions options;
    options.target = target;
    return options;
}

} // namespace

class TestDataSizeCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreAnsweredBetterWithMoreRows()
    {
        const DataSizeCurve curve = dataSizeCurve(regressionTable(1200, 1), optionsFor("value"));
        QVERIFY(curve.points.size() >= 6);
        for (std::size_t i = 1; i < curve.points.size(); ++i)
            QVERIFY(curve.points[i].rows > curve.points[i - 1].rows);
        QCOMPARE(curve.metric, MetricKind::Rmse);
        QVERIFY(curve.points.back().value < 0.6 * curve.points.front().value);
        QVERIFY(curve.twice.has_value());
        QCOMPARE(curve.twice->rows, 2 * curve.points.back().rows);
        QVERIFY(curve.twice->value < curve.points.back().value + 1e-9);
        QVERIFY(curve.twice->error > 0.0);
    }

    /// What the law says of twice the rows, and what those give.
    void theForecastHoldsWithinItsError()
    {
        const DataSizeCurve half = dataSizeCurve(regressionTable(800, 1), optionsFor("value"));
        const DataSizeCurve whole = dataSizeCurve(regressionTable(1600, 1), optionsFor("value"));
        const DataSizePoint reached = whole.points.back();
        QVERIFY2(std::abs(half.twice->value - reached.value) <=
                     3.0 * std::hypot(half.twice->error, reached.error),
                 qPrintable(QStringLiteral("%1 ± %2, reached %3")
                                .arg(half.twice->value)
                                .arg(half.twice->error)
                                .arg(reached.value)));
    }

    void isTheSameEveryTime()
    {
        const Table table = binaryTable(500, 2);
        const DataSizeCurve a = dataSizeCurve(table, optionsFor("answer"));
        const DataSizeCurve b = dataSizeCurve(table, optionsFor("answer"));
        QCOMPARE(a.points.size(), b.points.size());
        for (std::size_t i = 0; i < a.points.size(); ++i)
            QCOMPARE(a.points[i].value, b.points[i].value);
        QCOMPARE(a.metric, MetricKind::Auc);
    }

    void tellsOfEveryPoint()
    {
        DataSizeEffort effort;
        std::vector<std::size_t> seen;
        effort.progress = [&](const DataSizeCurve &curve) { seen.push_back(curve.points.size()); };
        const DataSizeCurve curve =
            dataSizeCurve(binaryTable(400, 2), optionsFor("answer"), effort);
        QCOMPARE(seen.size(), curve.points.size());
        QCOMPARE(seen.front(), std::size_t{1});
    }

    void canBeStopped()
    {
        std::stop_source stop;
        DataSizeEffort effort;
        effort.stop = stop.get_token();
        effort.progress = [&](const DataSizeCurve &) { stop.request_stop(); };
        QVERIFY_EXCEPTION_THROWN(
            dataSizeCurve(regressionTable(2000, 1), optionsFor("value"), effort), Error);
    }

    void aPassedDeadlineSaysSo()
    {
        DataSizeEffort effort;
        effort.deadline = Deadline::inSeconds(-1.0);
        QVERIFY_EXCEPTION_THROWN(
            dataSizeCurve(regressionTable(3000, 1), optionsFor("value"), effort), Error);
    }

    void aLargeTableIsSampled()
    {
        DataSizeEffort effort;
        effort.maxRows = 300;
        const DataSizeCurve curve =
            dataSizeCurve(regressionTable(3000, 1), optionsFor("value"), effort);
        QVERIFY(curve.points.back().rows <= 300);
        QVERIFY(curve.availableRows > 2000);
    }
};

QTEST_GUILESS_MAIN(TestDataSizeCurve)
#include "tst_data_size_curve.moc"
