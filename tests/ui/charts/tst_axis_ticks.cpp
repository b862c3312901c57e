// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_ticks.h"

#include <QLocale>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace leptune;

class TestAxisTicks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void holdsTheDataBetweenRoundEnds_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<AxisRange>("range");
        QTest::newRow("unit") << 0.0 << 1.0 << AxisRange{0.0, 1.0, 0.2};
        QTest::newRow("scores") << 0.731 << 0.914 << AxisRange{0.7, 0.95, 0.05};
        QTest::newRow("seconds") << 0.0 << 61.0 << AxisRange{0.0, 80.0, 20.0};
        QTest::newRow("negative") << -3.2 << 1.1 << AxisRange{-4.0, 2.0, 1.0};
    }

    void holdsTheDataBetweenRoundEnds()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(AxisRange, range);
        const AxisRange made = niceRange(low, high);
        QVERIFY2(
            std::abs(made.low - range.low) < 1e-9 && std::abs(made.high - range.high) < 1e-9 &&
                std::abs(made.step - range.step) < 1e-9,
            qPrintable(QStringLiteral("%1 %2 %3").arg(made.low).arg(made.high).arg(made.step)));
        QVERIFY(made.low <= low && made.high >= high);
        QVERIFY(made.ticks() <= 7);
    }

    void knowsTheStepOfASingleTick()
    {
        QCOMPARE(niceTicks(0.93, 0.98, 2).size(), 1U);
        QCOMPARE(tickText(niceTicks(0.93, 0.98, 2)[0], tickStep(0.93, 0.98, 2)),
                 QStringLiteral("0.95"));
    }

    void makesRoomAroundEqualEnds()
    {
        for (const double value : {0.0, 5.0, -1e9, 1e-12}) {
            const AxisRange range = niceRange(value, value);
            QVERIFY(range.low < range.high);
            QVERIFY(range.low <= value && value <= range.high);
        }
    }

    void survivesNumbersThatAreNone()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(niceRange(-infinity, infinity), AxisRange{});
        QVERIFY(niceTicks(0.0, std::nan("")).empty());
    }

    void putsLogTicksOnPowers()
    {
        const std::vector<double> wide = logTicks(1.0, 1e6);
        QVERIFY(std::abs(wide.front() - 1.0) < 1e-9 && std::abs(wide.back() - 1e6) < 1.0);
        QCOMPARE(logTicks(1.0, 10.0).size(), 4U); // 1 2 5 10
        QVERIFY(logTicks(0.0, 10.0).empty());
    }

    void writesJustTheDecimalsOfTheStep()
    {
        QCOMPARE(tickText(0.7, 0.05), QStringLiteral("0.70"));
        QCOMPARE(tickText(20.0, 20.0), QStringLiteral("20"));
        QCOMPARE(tickText(1e-17, 0.2), QStringLiteral("0.0"));
        QCOMPARE(tickText(20000.0, 10000.0), QStringLiteral("20 k"));
        QCOMPARE(tickText(2.5e6, 5e5), QStringLiteral("2.5 M"));
    }
};

QTEST_GUILESS_MAIN(TestAxisTicks)
#include "tst_axis_ticks.moc"
