// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_bar.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestFoldBar : public QObject {
    Q_OBJECT
private:
    static std::shared_ptr<const FloatMatrix> ensemble()
    {
        return std::make_shared<const FloatMatrix>(10, 1);
    }
    /// Eight trials whose folds go up and down together, apart from differences of about 0.02.
    static FoldHistory history()
    {
        FoldHistory history;
        for (int i = 0; i < 8; ++i) {
            const double drop = 0.01 * i, jitter = i % 2 == 0 ? 0.02 : -0.02;
            history.record(0.8 - drop, {0.9 - drop + (i > 0 ? jitter : 0.0), 0.7 - drop, 0.8 - drop - (i > 0 ? jitter : 0.0)});
        }
        return history;
    }

private Q_SLOTS:
    void fewTrialsSetNoBar()
    {
        FoldHistory history;
        for (int i = 0; i < 7; ++i)
            history.record(0.8, {0.8, 0.8, 0.8});
        QVERIFY(!history.bar(ensemble()));
        history.record(0.8, {0.8, 0.8, 0.8});
        QVERIFY(history.bar(ensemble()));
        QVERIFY(!history.bar(nullptr));
    }
    void theBestTrialSetsIt()
    {
        const auto bar = history().bar(ensemble());
        QVERIFY(bar);
        QCOMPARE(bar->score, 0.8);
        QCOMPARE(bar->foldScores.front(), 0.9);
        QVERIFY(bar->deviation > 0.01 && bar->deviation < 0.04);
    }
    void comparesFoldByFold()
    {
        const auto bar = history().bar(ensemble());
        QVERIFY(!isFarBelow(*bar, {0.88}));       // the first fold is an easy one
        QVERIFY(isFarBelow(*bar, {0.80}));        // as good as the mean, but not there
        QVERIFY(!isFarBelow(*bar, {0.95, 0.66})); // one good, one bad
        QVERIFY(std::abs(meanDifference(*bar, {0.80, 0.65}) + 0.075) < 1e-12);
    }
    void moreFoldsNeedLessOfADifference()
    {
        const auto bar = history().bar(ensemble());
        const double gap = 1.7 * bar->deviation;
        QVERIFY(!isFarBelow(*bar, {0.9 - gap}));
        QVERIFY(isFarBelow(*bar, {0.9 - gap, 0.7 - gap}));
    }
    void scoresThatAreNoNumbersAreLeftOut()
    {
        FoldHistory history;
        for (int i = 0; i < 9; ++i)
            history.record(0.8, {0.8, std::nan(""), 0.8});
        QVERIFY(!history.bar(ensemble()));
    }
};

QTEST_GUILESS_MAIN(TestFoldBar)
#include "tst_fold_bar.moc"
