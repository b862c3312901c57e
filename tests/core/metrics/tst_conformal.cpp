// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/conformal.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;

namespace {

/// Answers of 0 to truths 1, 2, 3...
struct Counting {
    Target truth;
    FloatMatrix answers;
    explicit Counting(std::size_t rows) : answers(rows, 1)
    {
        for (std::size_t i = 0; i < rows; ++i)
            truth.values.push_back(static_cast<float>(rows - i));
    }
};

} // namespace

class TestConformal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The ceil((n + 1) 0.9)-th smallest: of 9 the last, of 19 the 18th, of 99 the 90th.
    void takesTheQuantileOfFiniteSamples_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("width");
        QTest::newRow("9") << 9 << 9.0;
        QTest::newRow("10") << 10 << 10.0;
        QTest::newRow("19") << 19 << 18.0;
        QTest::newRow("99") << 99 << 90.0;
        QTest::newRow("1000") << 1000 << 901.0;
    }
    void takesTheQuantileOfFiniteSamples()
    {
        QFETCH(int, rows);
        QFETCH(double, width);
        const Counting data(static_cast<std::size_t>(rows));
        QCOMPARE(conformalHalfWidth(data.truth, data.answers), width);
    }

    void tooFewRowsHaveNone()
    {
        const Counting data(8);
        QVERIFY(std::isnan(conformalHalfWidth(data.truth, data.answers)));
        QVERIFY(std::isnan(conformalHalfWidth(Target(), FloatMatrix(0, 1))));
    }

    void anAnswerThatIsNotFiniteHasNone()
    {
        Counting data(50);
        data.answers.at(3, 0) = std::nanf("");
        QVERIFY(std::isnan(conformalHalfWidth(data.truth, data.answers)));
    }

    /// Over many draws of calibration rows the mean coverage of new rows lies in [0.9, 0.9 +
    /// 1/(n+1)].
    void coversNewRowsOnAverage()
    {
        RandomStream random(9);
        constexpr std::size_t kRows = 60;
        double covered = 0.0;
        constexpr int kDraws = 400;
        for (int draw = 0; draw < kDraws; ++draw) {
            Target known, fresh;
            FloatMatrix zeros(kRows, 1), many(500, 1);
            for (std::size_t i = 0; i < kRows; ++i)
                known.values.push_back(static_cast<float>(std::exp(random.normal())));
            for (std::size_t i = 0; i < 500; ++i)
                fresh.values.push_back(static_cast<float>(std::exp(random.normal())));
            covered += intervalCoverage(fresh, many, conformalHalfWidth(known, zeros)) / kDraws;
        }
        QVERIFY2(covered > 0.895 && covered < 0.9 + 1.0 / 61.0 + 0.005,
                 qPrintable(QString::number(covered)));
    }

    void coverageCountsTheEnds()
    {
        const Counting data(10);
        QCOMPARE(intervalCoverage(data.truth, data.answers, 5.0), 0.5);
        QVERIFY(std::isnan(intervalCoverage(Target(), FloatMatrix(0, 1), 1.0)));
    }
};

QTEST_GUILESS_MAIN(TestConformal)
#include "tst_conformal.moc"
