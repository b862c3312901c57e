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
        looks.record(7, numbered(7), FirstLooks::kRowShare, 0.6);
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
            looks.record(i, numbered(i), FirstLooks::kRowShare, 0.01 * (i * 17 % 40));
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
        looks.record(0, numbered(0), FirstLooks::kRowShare, std::nan(""));
        QVERIFY(!looks.next());
        QVERIFY(looks.open().empty());
    }
    void oneWhoseTrialFailedIsOpenNoLonger()
    {
        FirstLooks looks;
        looks.record(0, numbered(0), FirstLooks::kRowShare, 0.5);
        looks.finish(0, 1, std::nan(""));
        QVERIFY(looks.open().empty());
        QVERIFY(looks.lookOf(1) == 0);
        QCOMPARE(looks.valueOf(0.5, 0.9), 0.9); // nothing was learned from it
    }
    void valuesFollowFromFinishedOnes()
    {
        FirstLooks looks;
        for (int i = 0; i < 4; ++i)
            looks.record(i, numbered(i), FirstLooks::kRowShare, 0.5 + 0.1 * i);
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
    void fromASmallShareOnlyTheBestQuarterGetsFourTimesTheRows()
    {
        FirstLooks looks(1.0 / 16.0);
        std::vector<int> second, third;
        for (int i = 0; i < 64; ++i) {
            const double score = 0.01 * (i * 37 % 64);
            looks.record(i, numbered(i), looks.leastShare(), score);
            while (const auto next = looks.next()) {
                const double share = FirstLooks::shareAfter(*next);
                QVERIFY(next->configuration == numbered(next->trial));
                (share < 1.0 ? second : third).push_back(next->trial);
                if (share < 1.0)
                    looks.record(next->trial, next->configuration, share, next->score + 0.1);
            }
        }
        QVERIFY2(second.size() >= 16 && second.size() <= 26, qPrintable(QString::number(second.size())));
        QVERIFY2(third.size() >= 4 && third.size() <= 10, qPrintable(QString::number(third.size())));
        for (const int trial : third)
            QVERIFY(std::ranges::find(second, trial) != second.end());
        int best = 0;
        while (best * 37 % 64 != 63)
            ++best;
        QVERIFY(std::ranges::find(third, best) != third.end());
    }
    void looksAtFewerRowsAreJudgedByThoseOfTheSameShare()
    {
        FirstLooks looks(1.0 / 16.0);
        for (int i = 0; i < 3; ++i)
            looks.record(i, numbered(i), 1.0 / 16.0, 0.5 + 0.1 * i);
        looks.record(2, numbered(2), 0.25, 0.9);
        QVERIFY(std::abs(looks.valueOf(0.6, 0.95, 1.0 / 16.0) - 0.85) < 1e-12);
        QVERIFY(std::abs(looks.valueOf(0.8, 0.95, 0.25) - 0.85) < 1e-12);
        QCOMPARE(looks.open().size(), std::size_t(3));
        QCOMPARE(looks.open().back().rowShare, 0.25);
    }
    void valuesNeverFallWithTheScore()
    {
        FirstLooks looks;
        looks.record(0, numbered(0), FirstLooks::kRowShare, 0.5);
        looks.record(1, numbered(1), FirstLooks::kRowShare, 0.6);
        looks.finish(0, 10, 0.9);
        looks.finish(1, 11, 0.8);
        QCOMPARE(looks.valueOf(0.9, 0.9), looks.valueOf(0.1, 0.9));
    }
};

QTEST_GUILESS_MAIN(TestFirstLooks)
#include "tst_first_looks.moc"
