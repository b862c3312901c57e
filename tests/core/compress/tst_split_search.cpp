// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/compress/split_search.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace leptune;

class TestSplitSearch : public QObject {
    Q_OBJECT
private:
    struct Sample {
        SplitTable table;
        std::vector<TreeSplit> used;
        std::vector<double> differences;
        std::vector<std::uint32_t> rows;
    };

    static Sample sample(std::uint64_t seed, std::size_t count = 200)
    {
        RandomStream random(seed);
        FloatMatrix cells(count, 3);
        for (float &cell : cells.values)
            cell = random.below(10) == 0 ? std::nanf("") : static_cast<float>(random.normal());
        Sample result;
        for (int i = 0; i < 30; ++i)
            result.table.add(static_cast<std::int32_t>(i % 3), static_cast<float>(i - 15) / 10.0F);
        result.table.finish(cells);
        for (int i = 0; i < 30; i += 2)
            result.used.push_back(result.table.split(static_cast<std::int32_t>(i % 3),
                                                     static_cast<float>(i - 15) / 10.0F, true));
        for (std::size_t row = 0; row < count; row += 2) {
            result.rows.push_back(static_cast<std::uint32_t>(row));
            result.differences.push_back(random.normal());
        }
        return result;
    }

    static double costOf(const Sample &from, const TreeSplit &split, const PackedRates &rates,
                         double price)
    {
        double cost = price * rates.bits(split);
        for (std::size_t i = 0; i < from.rows.size(); ++i)
            if (from.table.goesRight(split, from.rows[i]))
                cost += from.differences[i];
        return cost;
    }

private Q_SLOTS:
    void findsTheCheapestQuestionThatIsAsked_data()
    {
        QTest::addColumn<double>("price");
        QTest::newRow("bits are free") << 0.0;
        QTest::newRow("bits matter") << 1.0;
        QTest::newRow("bits are dear") << 100.0;
    }
    void findsTheCheapestQuestionThatIsAsked()
    {
        QFETCH(double, price);
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Sample from = sample(seed);
            PackedRates rates(from.table);
            for (const TreeSplit &split : from.used)
                rates.count(split, 1);
            const RatedSplit now{from.used[0], std::numeric_limits<double>::infinity()};
            const RatedSplit best = SplitSearch(from.table, rates, price)
                                        .replacement(now, from.rows, from.differences, true);
            double least = std::numeric_limits<double>::infinity();
            for (TreeSplit split : from.used)
                for (const bool missingLeft : {true, false}) {
                    split.missingLeft = missingLeft;
                    least = std::min(least, costOf(from, split, rates, price));
                }
            QVERIFY(std::abs(best.cost - least) < 1e-9 * std::abs(least));
            QVERIFY(std::abs(costOf(from, best.split, rates, price) - least) <
                    1e-9 * std::abs(least));
        }
    }

    void nothingIsFoundAboveTheCostAtHand()
    {
        const Sample from = sample(1);
        PackedRates rates(from.table);
        for (const TreeSplit &split : from.used)
            rates.count(split, 1);
        const RatedSplit best =
            SplitSearch(from.table, rates, 1.0)
                .replacement({from.used[3], -1e9}, from.rows, from.differences, true);
        QVERIFY(best.split == from.used[3]);
    }

    void manyRowsChooseByAPartAndDecideByAll()
    {
        Sample from = sample(2, 20'000);
        PackedRates rates(from.table);
        for (const TreeSplit &split : from.used)
            rates.count(split, 1);
        // Right of the middle there is much to gain.
        const TreeSplit middle = from.used[7];
        for (std::size_t i = 0; i < from.rows.size(); ++i)
            from.differences[i] += from.table.goesRight(middle, from.rows[i]) ? -1.0 : 1.0;
        const TreeSplit now = from.used[0];
        const double cost = costOf(from, now, rates, 1.0);
        const RatedSplit best = SplitSearch(from.table, rates, 1.0)
                                    .replacement({now, cost}, from.rows, from.differences, true);
        QCOMPARE(best.split.feature, middle.feature);
        QVERIFY(std::abs(best.cost - costOf(from, best.split, rates, 1.0)) < 1e-6);
        QVERIFY(best.cost < cost);
    }
};

QTEST_GUILESS_MAIN(TestSplitSearch)
#include "tst_split_search.moc"
