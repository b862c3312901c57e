// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/first_looks.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;

class TestFirstLooks : public QObject {
    Q_OBJECT
private:
    static Configuration numbered(int i)
    {
        Configuration configuration;
        configuration.set("depth", std::int64_t{i});
        return configuration;
    }

private Q_SLOTS:
    void theFirstOneGoesOnAsNothingIsKnownYet()
    {
        FirstLooks looks;
        looks.record(7, numbered(7), 0.6);
        const auto next = looks.next();
        QVERIFY(next);
        QCOMPARE(next->trial, 7);
        QVERIFY(next->configuration == numbered(7));
        QVERIFY(!looks.next());
    }
    void theBestQuarterGoesOnAndEachOnce()
    {
        FirstLooks looks;
        std::vector<double> followed;
        for (int i = 0; i < 40; ++i) {
            looks.record(i, numbered(i), 0.01 * (i * 17 % 40));
            while (const auto next = looks.next())
                followed.push_back(next->score);
        }
        QVERIFY(followed.size() >= 9 && followed.size() <= 16);
        std::ranges::sort(followed);
        QVERIFY(std::ranges::adjacent_find(followed) == followed.end());
        QVERIFY(followed[followed.size() - 8] >= 0.30); // nothing of the best eight is missing
    }
    void failedLooksAreNeverFollowed()
    {
        FirstLooks looks;
        looks.record(0, numbered(0), std::nan(""));
        QVERIFY(!looks.next());
        QVERIFY(looks.open().empty());
    }
    void oneWhoseTrialFailedIsOpenNoLonger()
    {
        FirstLooks looks;
        looks.record(0, numbered(0), 0.5);
        looks.finish(0, 1, std::nan(""));
        QVERIFY(looks.open().empty());
        QVERIFY(looks.lookOf(1) == 0);
        QCOMPARE(looks.valueOf(0.5, 0.9), 0.9); // nothing was learned from it
    }
    void valuesFollowFromFinishedOnes()
    {
        FirstLooks looks;
        for (int i = 0; i < 4; ++i)
            looks.record(i, numbered(i), 0.5 + 0.1 * i);
        QVERIFY(std::abs(looks.valueOf(0.7, 0.95) - 0.85) < 1e-12); // 0.1 below the best look
        looks.finish(0, 10, 0.90);
        looks.finish(2, 12, 0.94);
        QVERIFY(std::abs(looks.valueOf(0.8, 0.95) - 0.96) < 1e-12);
        QVERIFY(looks.lookOf(12) == 2);
        QVERIFY(!looks.lookOf(2));
        QCOMPARE(looks.open().size(), std::size_t(2));
        looks.finish(2, 12, 0.90); // worth less by now
        QVERIFY(std::abs(looks.valueOf(0.8, 0.95) - 0.90) < 1e-12);
    }
    void valuesNeverFallWithTheScore()
    {
        FirstLooks looks;
        looks.record(0, numbered(0), 0.5);
        looks.record(1, numbered(1), 0.6);
        looks.finish(0, 10, 0.9);
        looks.finish(1, 11, 0.8);
        QCOMPARE(looks.valueOf(0.9, 0.9), looks.valueOf(0.1, 0.9));
    }
};

QTEST_GUILESS_MAIN(TestFirstLooks)
#include "tst_first_looks.moc"
