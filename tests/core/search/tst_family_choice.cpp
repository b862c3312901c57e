// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/family_choice.h"
#include "core/search/trust_region.h"

#include <QTest>

#include <vector>

using namespace leptune;

class TestFamilyChoice : public QObject {
    Q_OBJECT
private:
    static std::vector<int> choices(const FamilyChoice &choice, std::size_t rounds)
    {
        std::vector<int> counts(3, 0);
        for (std::size_t round = 0; round < rounds; ++round)
            ++counts[choice.choose({0, 0, 0}, round)];
        return counts;
    }

private Q_SLOTS:
    void staysMostlyWithTheBest()
    {
        FamilyChoice choice(3);
        choice.record(0, 0.1);
        choice.record(1, 0.9);
        choice.record(2, 0.5);
        const std::vector<int> counts = choices(choice, 12);
        QCOMPARE(counts[1], 8);
        QCOMPARE(counts[2], 4); // the same trials, the better rank
    }

    void dearFamiliesGetFewerOfTheOthersTurns()
    {
        FamilyChoice choice(3);
        choice.record(0, 0.9);
        choice.record(1, 0.5);
        choice.record(2, 0.1);
        int second = 0, third = 0;
        for (std::size_t round = 0; round < 300; ++round) {
            const std::size_t chosen = choice.choose({0, 0, 0}, round, {}, {1.0, 40.0, 1.0});
            second += chosen == 1;
            third += chosen == 2;
            if (chosen != 0)
                choice.record(chosen, chosen == 1 ? 0.5 + 1e-3 * second : 0.1 + 1e-3 * third);
        }
        QCOMPARE(second + third, 100);
        // A better rank counts four times, the price forty times.
        QVERIFY2(second >= 5 && second <= 15, qPrintable(QString::number(second)));
    }

    void turnsToOthersWhereTheBestStagnates()
    {
        FamilyChoice choice(3);
        choice.record(0, 0.1);
        choice.record(1, 0.2);
        for (int i = 0; i < 20; ++i)
            choice.record(1, 0.9);
        choice.record(2, 0.5);
        const std::vector<int> counts = choices(choice, 12);
        QCOMPARE(counts[1], 3);
        QCOMPARE(counts[0] + counts[2], 9);
    }

    void triesFamiliesThatFailedOrHaveNoTrial()
    {
        FamilyChoice choice(3);
        choice.record(0, 0.5);
        choice.record(1, std::nullopt);
        std::vector<std::size_t> pending{0, 0, 0};
        bool triedBoth[3] = {};
        for (std::size_t round = 0; round < 60; ++round) {
            const std::size_t chosen = choice.choose(pending, round);
            triedBoth[chosen] = true;
            if (chosen != 0)
                choice.record(chosen, std::nullopt);
        }
        QVERIFY(triedBoth[0] && triedBoth[1] && triedBoth[2]);
    }

    void growsAndShrinksTheTrustRegion()
    {
        TrustRegion region(6);
        const double first = region.side();
        for (int i = 0; i < 3; ++i)
            region.record(true);
        QCOMPARE(region.side(), 2.0 * first);
        for (int i = 0; i < 12; ++i)
            region.record(false);
        QCOMPARE(region.side(), 0.5 * first);
        for (int i = 0; i < 6 * 6; ++i)
            region.record(false);
        QCOMPARE(region.side(), first);
    }
};

QTEST_GUILESS_MAIN(TestFamilyChoice)
#include "tst_family_choice.moc"
