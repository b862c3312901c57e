// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/closed_intervals.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace leptune;

class TestClosedIntervals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wilsonsOfAShare_data()
    {
        // scipy.stats.binomtest(hits, trials).proportion_ci(method="wilson")
        QTest::addColumn<double>("hits");
        QTest::addColumn<double>("trials");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("none of ten") << 0.0 << 10.0 << 0.000000000000 << 0.277532799863;
        QTest::newRow("all of ten") << 10.0 << 10.0 << 0.722467200137 << 1.000000000000;
        QTest::newRow("one of one") << 1.0 << 1.0 << 0.206549314377 << 1.000000000000;
        QTest::newRow("three in seven") << 3.0 << 7.0 << 0.158219855251 << 0.749541635472;
        QTest::newRow("many") << 900.0 << 1000.0 << 0.879848036805 << 0.917090556407;
    }
    void wilsonsOfAShare()
    {
        QFETCH(double, hits);
        QFETCH(double, trials);
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval interval = wilsonInterval(hits, trials);
        QVERIFY(std::abs(interval.low - low) < 1e-9);
        QVERIFY(std::abs(interval.high - high) < 1e-9);
    }
    void noTrialsTellNothing()
    {
        QCOMPARE(wilsonInterval(0.0, 0.0).low, 0.0);
        QCOMPARE(wilsonInterval(0.0, 0.0).high, 1.0);
        QCOMPARE(rocAreaInterval(0.7, 0.0, 30.0).high, 1.0);
        QCOMPARE(meanInterval({}).low, 0.0);
    }

    void aPerfectAreaOfFewRowsIsNotCertain()
    {
        const Interval six = rocAreaInterval(1.0, 6.0, 6.0);
        QCOMPARE(six.high, 1.0);
        QVERIFY(six.low > 0.5 && six.low < 0.85);
        QVERIFY(rocAreaInterval(1.0, 60.0, 60.0).low > 0.95);
        QCOMPARE(rocAreaInterval(0.0, 6.0, 6.0).low, 0.0);
        QVERIFY(std::abs(rocAreaInterval(0.0, 6.0, 6.0).high - (1.0 - six.low)) < 1e-9);
    }
    void oneRowOfAClassTellsNextToNothingOfTheArea()
    {
        const Interval interval = rocAreaInterval(0.35, 1.0, 79.0);
        QVERIFY(interval.high - interval.low > 0.6);
    }
    /// Scores of both classes normal, `apart` deviations from each other: the area is Phi(apart /
    /// sqrt 2).
    void areasHoldTheTruthNineteenTimesInTwenty_data()
    {
        QTest::addColumn<double>("apart");
        QTest::addColumn<std::size_t>("positives");
        QTest::addColumn<std::size_t>("negatives");
        QTest::newRow("few of both") << 1.0 << std::size_t(8) << std::size_t(8);
        QTest::newRow("few positives") << 1.5 << std::size_t(4) << std::size_t(80);
        QTest::newRow("one positive") << 0.5 << std::size_t(1) << std::size_t(79);
        QTest::newRow("nearly perfect") << 3.5 << std::size_t(15) << std::size_t(15);
        QTest::newRow("many") << 1.0 << std::size_t(100) << std::size_t(100);
    }
    void areasHoldTheTruthNineteenTimesInTwenty()
    {
        QFETCH(double, apart);
        QFETCH(std::size_t, positives);
        QFETCH(std::size_t, negatives);
        RandomStream random(17);
        const double truth = 0.5 * std::erfc(-apart / 2.0);
        constexpr int kTimes = 1000;
        int held = 0;
        for (int time = 0; time < kTimes; ++time) {
            std::vector<float> scores;
            std::vector<std::uint8_t> classes;
            for (std::size_t i = 0; i < positives + negatives; ++i) {
                classes.push_back(i < positives ? 1 : 0);
                scores.push_back(static_cast<float>(random.normal() + apart * classes.back()));
            }
            const Interval interval =
                rocAreaInterval(areaUnderRoc(scores, classes), static_cast<double>(positives),
                                static_cast<double>(negatives));
            held += interval.low <= truth && truth <= interval.high ? 1 : 0;
        }
        QVERIFY2(held > 930, qPrintable(QString::number(held)));
    }

    void aMeanOfSharesIsSurerThanOne()
    {
        const Interval one = wilsonInterval(15.0, 20.0);
        const ShareInterval share{0.75, one.low, one.high};
        QCOMPARE(meanInterval(std::vector(1, share)).low, one.low);
        const Interval four = meanInterval(std::vector(4, share));
        QVERIFY(std::abs((0.75 - four.low) - (0.75 - one.low) / 2.0) < 1e-12);
        QVERIFY(std::abs((four.high - 0.75) - (one.high - 0.75) / 2.0) < 1e-12);
    }

    void studentsQuantiles_data()
    {
        // scipy.stats.t.ppf(0.975, freedom)
        QTest::addColumn<double>("freedom");
        QTest::addColumn<double>("quantile");
        QTest::newRow("1") << 1.0 << 12.706205;
        QTest::newRow("2") << 2.0 << 4.302653;
        QTest::newRow("5") << 5.0 << 2.570582;
        QTest::newRow("10") << 10.0 << 2.228139;
        QTest::newRow("11") << 11.0 << 2.200985;
        QTest::newRow("20") << 20.0 << 2.085963;
        QTest::newRow("79") << 79.0 << 1.990450;
        QTest::newRow("1000") << 1000.0 << 1.962339;
    }
    void studentsQuantiles()
    {
        QFETCH(double, freedom);
        QFETCH(double, quantile);
        QVERIFY(std::abs(studentQuantile(freedom) - quantile) < 0.002);
    }
    void noFreedomNoQuantile() { QVERIFY(std::isinf(studentQuantile(0.0))); }
};

QTEST_GUILESS_MAIN(TestClosedIntervals)
#include "tst_closed_intervals.moc"
