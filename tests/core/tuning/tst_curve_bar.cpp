// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/curve_bar.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestCurveBar : public QObject {
    Q_OBJECT
private:
    /// The iteration at which a curve that falls from 1 towards `end` is given up; 0 = never.
    static int givenUpAt(std::optional<double> bar, double end, int total = 1000)
    {
        CurveWatch watch(bar);
        for (int i = 1; i <= total; ++i)
            if (watch.isHopeless(i, total, end + (1.0 - end) / i))
                return i;
        return 0;
    }

private Q_SLOTS:
    void fewTrialsSetNoBar()
    {
        CurveHistory history;
        for (const double loss : {0.5, 0.2, 0.3})
            history.record("nn", loss);
        history.record("nn", std::nan(""));
        QVERIFY(!history.bar("nn"));
        history.record("nn", 0.4);
        QCOMPARE(*history.bar("nn"), 0.4);
        QVERIFY(!history.bar("boosting"));
    }
    void aCurveThatEndsAboveTheBarIsGivenUpEarly()
    {
        const int at = givenUpAt(0.2, 0.5);
        QVERIFY2(at > 4 && at < 100, qPrintable(QString::number(at)));
    }
    void aCurveThatGetsThereIsNot()
    {
        QCOMPARE(givenUpAt(0.2, 0.1), 0);
        QCOMPARE(givenUpAt(0.2, 0.19), 0);
    }
    void nothingIsGivenUpWithoutABar()
    {
        QCOMPARE(givenUpAt(std::nullopt, 0.9), 0);
    }
    void lossesThatAreNoNumbersArePassedOver()
    {
        CurveWatch watch(0.1);
        for (int i = 1; i < 100; ++i)
            QVERIFY(!watch.isHopeless(i, 100, std::nan("")));
        QVERIFY(std::isnan(watch.least()));
        watch.isHopeless(100, 200, 0.7);
        watch.isHopeless(101, 200, 0.8);
        QCOMPARE(watch.least(), 0.7);
    }
    void anUnknownEndIsNoReasonToGiveUp()
    {
        CurveWatch watch(0.1);
        for (int i = 1; i < 500; ++i)
            QVERIFY(!watch.isHopeless(i, 0, 0.9));
    }
};

QTEST_GUILESS_MAIN(TestCurveBar)
#include "tst_curve_bar.moc"
