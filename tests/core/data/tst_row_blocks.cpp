// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/data/split.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace leptune;
using Blocks = std::vector<std::uint32_t>;

class TestRowBlocks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsEqualInAllColumnsShareANumber()
    {
        const double nan = std::nan("");
        const Table table(
            {Column::numeric("x", {1, 1, 2, nan, nan, 0.0, -0.0, 1}),
             Column::fromTexts("c", ColumnType::Categorical,
                               std::vector<std::string>{"a", "b", "a", "", "", "a", "a", "a"})});
        QCOMPARE(equalRowBlocks(table), (Blocks{0, 1, 2, 3, 3, 4, 4, 0}));
    }

    void aMillionRowsTakeLittleTime()
    {
        RandomStream random(1);
        std::vector<double> a, b;
        for (int i = 0; i < 1000000; ++i) {
            a.push_back(static_cast<double>(random.below(1000)));
            b.push_back(static_cast<double>(random.below(1000)));
        }
        const Table table({Column::numeric("a", a), Column::numeric("b", b)});
        const Stopwatch watch;
        const Blocks blocks = equalRowBlocks(table);
        QVERIFY(watch.seconds() < 30.0);
        std::set<std::pair<double, double>> pairs;
        for (std::size_t i = 0; i < a.size(); ++i)
            pairs.insert({a[i], b[i]});
        QCOMPARE(*std::max_element(blocks.begin(), blocks.end()) + 1, pairs.size());
    }

    void noRowsMakeNoBlocks()
    {
        QVERIFY(equalRowBlocks(Table{}).empty());
        QVERIFY(joinBlocks({}, {}).empty());
    }

    void joiningConnectsThroughEither()
    {
        const Blocks a{5, 5, 6, 7, 8, 9};
        const Blocks b{1, 2, 2, 3, 4, 3};
        QCOMPARE(joinBlocks(a, b), (Blocks{0, 0, 0, 1, 2, 1}));
        QCOMPARE(joinBlocks(a, {}), (Blocks{0, 0, 1, 2, 3, 4}));
    }

    void longChainsBecomeOneBlock()
    {
        Blocks a, b;
        for (std::uint32_t i = 0; i < 100000; ++i) {
            a.push_back(i / 2);
            b.push_back((i + 1) / 2);
        }
        QCOMPARE(joinBlocks(a, b), Blocks(100000, 0));
    }
};

QTEST_GUILESS_MAIN(TestRowBlocks)
#include "tst_row_blocks.moc"
