// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network.h"

#include <QTest>

using namespace leptune;

class TestNetworkDefaults : public QObject {
    Q_OBJECT
private:
    static DataShape shapeOf(std::size_t rows, std::size_t columns)
    {
        DataShape shape;
        shape.task = TaskKind::MultiClass;
        shape.rows = rows;
        shape.rawColumns = shape.denseFeatures = shape.treeFeatures = columns;
        shape.classes = 10;
        return shape;
    }
    static Configuration first(const DataShape &shape)
    {
        return networkLearner().defaults(shape).front();
    }
    static std::int64_t widthOf(const DataShape &shape) { return first(shape).integer("width", 0); }

private Q_SLOTS:
    void widthGrowsWithColumnsThatHaveTheRows_data()
    {
        QTest::addColumn<qulonglong>("rows");
        QTest::addColumn<qulonglong>("columns");
        QTest::addColumn<int>("width");
        QTest::newRow("small") << 1000ULL << 20ULL << 96;
        QTest::newRow("long and narrow") << 1000000ULL << 20ULL << 96;
        QTest::newRow("wide and short") << 2000ULL << 3000ULL << 96;
        QTest::newRow("wide, some rows") << 20000ULL << 3000ULL << 192;
        QTest::newRow("long, some columns") << 1000000ULL << 300ULL << 192;
        QTest::newRow("wide and long") << 1000000ULL << 3000ULL << 512;
    }
    void widthGrowsWithColumnsThatHaveTheRows()
    {
        QFETCH(qulonglong, rows);
        QFETCH(qulonglong, columns);
        QTEST(int(widthOf(shapeOf(rows, columns))), "width");
    }
    void aWiderNetworkIsHeldBackMore()
    {
        const Configuration narrow = first(shapeOf(60000, 50)), wide = first(shapeOf(60000, 800));
        QVERIFY(wide.number("dropout", 0) > 2 * narrow.number("dropout", 0));
        QVERIFY(wide.number("weight_decay", 0) > 2 * narrow.number("weight_decay", 0));
    }
    void limitsAndPicturesKeepItNarrow()
    {
        DataShape shape = shapeOf(60000, 800);
        QCOMPARE(widthOf(shape), std::int64_t{512});
        shape.wantsSmall = true;
        QCOMPARE(widthOf(shape), std::int64_t{96});
        shape.wantsSmall = false;
        shape.wantsFast = true;
        QCOMPARE(widthOf(shape), std::int64_t{96});
        shape.wantsFast = false;
        shape.picture = {28, 28, 1};
        QCOMPARE(widthOf(shape), std::int64_t{96});
    }
    void theSpaceHoldsEveryDefault_data()
    {
        QTest::addColumn<qulonglong>("rows");
        QTest::addColumn<qulonglong>("columns");
        QTest::newRow("narrow") << 1000ULL << 20ULL;
        QTest::newRow("wide") << 100000ULL << 3000ULL;
    }
    void theSpaceHoldsEveryDefault()
    {
        QFETCH(qulonglong, rows);
        QFETCH(qulonglong, columns);
        const DataShape shape = shapeOf(rows, columns);
        for (const Configuration &configuration : networkLearner().defaults(shape))
            networkLearner().space(shape).validate(configuration); // throws
    }
};

QTEST_GUILESS_MAIN(TestNetworkDefaults)
#include "tst_network_defaults.moc"
