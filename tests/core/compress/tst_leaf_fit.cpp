// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/leaf_fit.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestLeafFit : public QObject {
    Q_OBJECT
private:
    static SplitTable noSplits()
    {
        SplitTable table;
        table.finish(FloatMatrix(1, 1));
        return table;
    }

    /// Of a leaf of ten rows whose best value is `value`.
    static LeafSums around(double value) { return {10.0 * value, 10.0, 0.0}; }

private Q_SLOTS:
    void bitsThatAreFreeGiveTheNearestCode_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("code");
        QTest::newRow("zero") << 0.01 << 0;
        QTest::newRow("up") << 0.26 << 3;
        QTest::newRow("down") << -0.24 << -2;
        QTest::newRow("no further than the largest") << 99.0 << 20;
        QTest::newRow("nor below") << -99.0 << -20;
    }
    void bitsThatAreFreeGiveTheNearestCode()
    {
        QFETCH(double, value);
        QFETCH(int, code);
        const SplitTable table = noSplits();
        const PackedRates rates(table);
        const ShrinkTerms terms{0.0, 0.0, 0.1F, 20};
        const LeafCode best = bestCode(around(value), 10, terms, rates, false);
        QCOMPARE(best.code, code);
        const double is = code * static_cast<double>(0.1F);
        QVERIFY(std::abs(best.cost.loss - (5.0 * is * is - 10.0 * value * is)) < 1e-9);
    }

    void aDearBitMakesALeafNothing()
    {
        const SplitTable table = noSplits();
        PackedRates rates(table);
        for (int i = 0; i < 90; ++i)
            rates.countCode(0, 1);
        for (int i = 0; i < 10; ++i)
            rates.countCode(5, 1);
        const ShrinkTerms terms{10.0, 0.0, 0.1F, 20};
        QCOMPARE(bestCode(around(0.5), 10, terms, rates, false).code, 0);
        QCOMPARE(bestCode(around(0.5), 10, {1e-3, 0.0, 0.1F, 20}, rates, false).code, 5);
    }

    void l2HoldsALeafAtItsOldValue()
    {
        LeafSums sums = around(1.0);
        sums.held = 10.0 * 3.0;
        QCOMPARE(sums.best(0.0, 10), 1.0);
        QCOMPARE(sums.best(10.0, 10), 2.0);
        QVERIFY(sums.best(1e6, 10) > 2.99);
    }

    void aLeafWithoutRowsIsNothing()
    {
        const SplitTable table = noSplits();
        const PackedRates rates(table);
        QCOMPARE(bestCode({}, 0, {0.0, 1.0, 0.1F, 20}, rates, false).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestLeafFit)
#include "tst_leaf_fit.moc"
