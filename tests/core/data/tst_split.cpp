// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/split.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace leptune;

namespace {

double countOf(const Rows &rows, std::span<const std::int32_t> strata, std::int32_t stratum)
{
    return static_cast<double>(
        std::ranges::count_if(rows, [&](auto row) { return strata[row] == stratum; }));
}

bool isPartition(const Split &split, std::size_t rows)
{
    Rows all = split.train;
    all.insert(all.end(), split.test.begin(), split.test.end());
    std::ranges::sort(all);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i] != i)
            return false;
    return all.size() == rows && std::ranges::is_sorted(split.train) &&
           std::ranges::is_sorted(split.test);
}

bool keepsBlocksWhole(const Split &split, std::span<const std::uint32_t> blocks)
{
    std::set<std::uint32_t> tested;
    for (const auto row : split.test)
        tested.insert(blocks[row]);
    return std::ranges::none_of(split.train,
                                [&](auto row) { return tested.contains(blocks[row]); });
}

/// 1000 rows: 700 of class 0, 250 of class 1, 50 of class 2, in a fixed mix.
std::vector<std::int32_t> threeClasses()
{
    std::vector<std::int32_t> strata;
    for (int i = 0; i < 1000; ++i)
        strata.push_back(i % 20 == 0 ? 2 : i % 4 == 1 ? 1 : 0);
    return strata;
}

std::vector<std::uint32_t> randomBlocks(std::size_t rows, std::uint64_t count)
{
    RandomStream random(99);
    std::vector<std::uint32_t> blocks;
    for (std::size_t i = 0; i < rows; ++i)
        blocks.push_back(static_cast<std::uint32_t>(random.below(count)));
    return blocks;
}

} // namespace

class TestSplit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsEveryClassInBothPartsAtTheShare()
    {
        const auto strata = threeClasses();
        const Split split =
            holdOut(1000, 0.2, {.strata = strata, .blocks = {}, .time = {}, .seed = 1});
        QVERIFY(isPartition(split, 1000));
        QCOMPARE(split.test.size(), std::size_t(200));
        for (int stratum = 0; stratum < 3; ++stratum) {
            const double all = static_cast<double>(std::ranges::count(strata, stratum));
            QVERIFY(std::abs(countOf(split.test, strata, stratum) - 0.2 * all) <= 1.0);
        }
    }

    void rareClassOfTwoRowsLandsOnBothSides()
    {
        std::vector<std::int32_t> strata(100, 0);
        strata[3] = strata[70] = 1;
        strata[50] = 2;
        const Split split =
            holdOut(100, 0.1, {.strata = strata, .blocks = {}, .time = {}, .seed = 5});
        QCOMPARE(countOf(split.test, strata, 1), 1.0);
        QCOMPARE(countOf(split.train, strata, 1), 1.0);
        QCOMPARE(countOf(split.train, strata, 2), 1.0); // a lone row serves training
    }

    void sameSeedGivesTheSameSplitOnEveryMachine()
    {
        const auto strata = threeClasses();
        const SplitRules rules{.strata = strata, .blocks = {}, .time = {}, .seed = 42};
        const Split split = holdOut(1000, 0.2, rules);
        QCOMPARE(split.test, holdOut(1000, 0.2, rules).test);
        SplitRules other = rules;
        other.seed = 43;
        QVERIFY(split.test != holdOut(1000, 0.2, other).test);
        // Frozen: a change here breaks the reproducibility of saved projects.
        QCOMPARE(Rows(split.test.begin(), split.test.begin() + 6), (Rows{0, 1, 2, 17, 22, 26}));
    }

    void strataAsManyAsRowsStillSplit()
    {
        std::vector<std::int32_t> strata(50);
        for (std::size_t i = 0; i < strata.size(); ++i)
            strata[i] = static_cast<std::int32_t>(i);
        const Split split =
            holdOut(50, 0.2, {.strata = strata, .blocks = {}, .time = {}, .seed = 0});
        QVERIFY(isPartition(split, 50));
        QCOMPARE(split.test.size(), std::size_t(10));
    }

    void manySmallClassesAddUpToTheShare()
    {
        std::vector<std::int32_t> strata(1000);
        for (std::size_t i = 0; i < strata.size(); ++i)
            strata[i] = static_cast<std::int32_t>(i / 7); // 7 * 0.2 = 1.4: rounding adds up
        const Split split =
            holdOut(1000, 0.2, {.strata = strata, .blocks = {}, .time = {}, .seed = 0});
        QVERIFY(std::abs(static_cast<double>(split.test.size()) - 200.0) <= 2.0);
    }

    void groupsStayWhole_data()
    {
        QTest::addColumn<int>("groups");
        QTest::newRow("five") << 5;
        QTest::newRow("forty") << 40;
        QTest::newRow("six hundred") << 600;
    }
    void groupsStayWhole()
    {
        QFETCH(int, groups);
        const auto strata = threeClasses();
        const auto blocks = randomBlocks(1000, static_cast<std::uint64_t>(groups));
        const SplitRules rules{.strata = strata, .blocks = blocks, .time = {}, .seed = 3};
        const Split split = holdOut(1000, 0.2, rules);
        QVERIFY(isPartition(split, 1000));
        QVERIFY(keepsBlocksWhole(split, blocks));
        QVERIFY(std::abs(static_cast<double>(split.test.size()) - 200.0) < 110.0);
        for (int stratum = 0; stratum < 3; ++stratum)
            QVERIFY(countOf(split.test, strata, stratum) > 0 &&
                    countOf(split.train, strata, stratum) > 0);
        for (const Split &fold : crossValidation(1000, 5, rules)) {
            QVERIFY(isPartition(fold, 1000));
            QVERIFY(keepsBlocksWhole(fold, blocks));
            QVERIFY(!fold.test.empty());
        }
    }

    void largeBlocksAreTestedNoMoreOftenThanTheirShare()
    {
        std::vector<std::uint32_t> blocks; // 20 blocks of ten rows and 200 of one
        for (std::uint32_t i = 0; i < 400; ++i)
            blocks.push_back(i < 200 ? i / 10 : i);
        double tested = 0.0;
        double all = 0.0;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const Split split =
                holdOut(400, 0.2, {.strata = {}, .blocks = blocks, .time = {}, .seed = seed});
            QVERIFY(std::abs(static_cast<double>(split.test.size()) - 80.0) <= 5.0);
            tested += static_cast<double>(
                std::ranges::count_if(split.test, [](std::uint32_t row) { return row < 200; }));
            all += static_cast<double>(split.test.size());
        }
        QVERIFY2(std::abs(tested / all - 0.5) < 0.05, qPrintable(QString::number(tested / all)));
    }

    void stratumHiddenInMixedGroupsIsSpread()
    {
        // Stratum 1 is nowhere the majority: rows 0 and 30 of groups of ten.
        std::vector<std::int32_t> strata(100, 0);
        std::vector<std::uint32_t> blocks(100);
        for (std::uint32_t i = 0; i < 100; ++i)
            blocks[i] = i / 10;
        strata[0] = strata[30] = 1;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Split split =
                holdOut(100, 0.2, {.strata = strata, .blocks = blocks, .time = {}, .seed = seed});
            QCOMPARE(countOf(split.test, strata, 1), 1.0);
            QVERIFY(keepsBlocksWhole(split, blocks));
        }
    }

    void foldsAreDisjointCoverAllAndAreBalanced()
    {
        const auto strata = threeClasses();
        const auto folds =
            crossValidation(1000, 7, {.strata = strata, .blocks = {}, .time = {}, .seed = 9});
        QCOMPARE(folds.size(), std::size_t(7));
        std::vector<int> tested(1000);
        for (const Split &fold : folds) {
            QVERIFY(isPartition(fold, 1000));
            QVERIFY(fold.test.size() == 142 || fold.test.size() == 143);
            QVERIFY(std::abs(countOf(fold.test, strata, 2) - 50.0 / 7.0) < 1.0);
            QVERIFY(std::abs(countOf(fold.test, strata, 1) - countOf(folds[0].test, strata, 1)) <=
                    1.0);
            for (const auto row : fold.test)
                ++tested[row];
        }
        QCOMPARE(std::ranges::count(tested, 1), 1000);
    }

    void laterRowsAreTestedInTime()
    {
        std::vector<double> time;
        for (int i = 0; i < 300; ++i)
            time.push_back(static_cast<double>((i * 7919) % 300));
        time[17] = std::numeric_limits<double>::quiet_NaN();
        const SplitRules rules{.strata = {}, .blocks = {}, .time = time, .seed = 0};
        const auto latest = [&](const Rows &rows) {
            double last = -1e9;
            for (const auto row : rows)
                last = std::isnan(time[row]) ? last : std::max(last, time[row]);
            return last;
        };
        const auto earliest = [&](const Rows &rows) {
            double first = 1e9;
            for (const auto row : rows)
                first = std::min(first, time[row]);
            return first;
        };
        const Split split = holdOut(300, 0.2, rules);
        QVERIFY(isPartition(split, 300));
        QCOMPARE(split.test.size(), std::size_t(60));
        QVERIFY(latest(split.train) < earliest(split.test));
        QVERIFY(std::ranges::find(split.train, 17U) != split.train.end());
        const auto folds = crossValidation(300, 5, rules);
        QCOMPARE(folds.size(), std::size_t(5));
        for (std::size_t i = 0; i < folds.size(); ++i) {
            QCOMPARE(folds[i].test.size(), std::size_t(50));
            QCOMPARE(folds[i].train.size(), 50 * (i + 1));
            QVERIFY(latest(folds[i].train) < earliest(folds[i].test));
        }
    }

    void cutsFallBetweenDaysWhereOneIsNear()
    {
        std::vector<double> time;
        for (int i = 0; i < 100; ++i)
            time.push_back(i / 12); // days of twelve rows; 80 lies inside a day
        const Split split =
            holdOut(100, 0.2, {.strata = {}, .blocks = {}, .time = time, .seed = 0});
        QCOMPARE(split.train.size(), std::size_t(84));
        const std::vector<double> constant(100, 1.0);
        const Split plain =
            holdOut(100, 0.2, {.strata = {}, .blocks = {}, .time = constant, .seed = 0});
        QCOMPARE(plain.test.size(), std::size_t(20));
    }

    void groupsThatReachPastTheCutAreLeftOutOfTraining()
    {
        std::vector<double> time(100);
        std::vector<std::uint32_t> blocks(100);
        for (std::uint32_t i = 0; i < 100; ++i) {
            time[i] = i;
            blocks[i] = i / 8; // 80 is the start of block 10
        }
        blocks[5] = blocks[99]; // one early row of a late group
        const SplitRules rules{.strata = {}, .blocks = blocks, .time = time, .seed = 0};
        const Split split = holdOut(100, 0.2, rules);
        QVERIFY(keepsBlocksWhole(split, blocks));
        QCOMPARE(split.train.size(), std::size_t(79));
        const std::vector<std::uint32_t> everywhere(100, 7);
        QVERIFY_THROWS_EXCEPTION(
            Error,
            holdOut(100, 0.2, {.strata = {}, .blocks = everywhere, .time = time, .seed = 0}));
    }

    void impossibleSplitsAreRefused()
    {
        const std::vector<std::uint32_t> oneBlock(30, 4);
        const std::vector<double> time{1, 2};
        QVERIFY_THROWS_EXCEPTION(Error, holdOut(30, 0.0, {}));
        QVERIFY_THROWS_EXCEPTION(Error, holdOut(30, 1.0, {}));
        QVERIFY_THROWS_EXCEPTION(Error, holdOut(30, std::nan(""), {}));
        QVERIFY_THROWS_EXCEPTION(Error, holdOut(1, 0.5, {}));
        QVERIFY_THROWS_EXCEPTION(Error, holdOut(0, 0.5, {}));
        QVERIFY_THROWS_EXCEPTION(
            Error, holdOut(30, 0.5, {.strata = {}, .blocks = oneBlock, .time = {}, .seed = 0}));
        QVERIFY_THROWS_EXCEPTION(Error, crossValidation(30, 1, {}));
        QVERIFY_THROWS_EXCEPTION(Error, crossValidation(4, 5, {}));
        QVERIFY_THROWS_EXCEPTION(
            Error, crossValidation(2, 2, {.strata = {}, .blocks = {}, .time = time, .seed = 0}));
    }

    void strataOfNumbersAreQuantiles()
    {
        Target target;
        for (int i = 0; i < 1000; ++i)
            target.values.push_back(static_cast<float>((i * 7919) % 1000));
        const auto strata = strataOf(target);
        for (int bin = 0; bin < 10; ++bin)
            QCOMPARE(std::ranges::count(strata, bin), 100);
        target.values.assign(1000, 0.0F);
        target.values[3] = 5.0F;
        QVERIFY(std::ranges::count(strataOf(target), strataOf(target)[0]) >= 999);
        target.task = TaskKind::Binary;
        target.values = {1, 0, 1};
        QCOMPARE(strataOf(target), (std::vector<std::int32_t>{1, 0, 1}));
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
