// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/compress/split_table.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

class TestSplitTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsGoWhereTheirCellsSay()
    {
        RandomStream random(9);
        FloatMatrix cells(300, 2);
        for (float &cell : cells.values)
            cell = random.below(8) == 0   ? std::nanf("")
                   : random.below(3) == 0 ? static_cast<float>(random.below(5))
                                          : static_cast<float>(5.0 * random.uniform());
        SplitTable table;
        for (const float threshold : {3.0F, 1.0F, 2.5F, 1.0F, 0.0F})
            for (const std::int32_t feature : {1, 0})
                table.add(feature, threshold);
        table.finish(cells);
        QCOMPARE(table.features(), std::size_t{2});
        QCOMPARE(table.thresholds(1), std::size_t{4});
        QCOMPARE(table.thresholdsOfAll(), std::size_t{8});
        for (const std::int32_t feature : {0, 1})
            for (const float threshold : {0.0F, 1.0F, 2.5F, 3.0F})
                for (const bool missingLeft : {false, true}) {
                    const TreeSplit split = table.split(feature, threshold, missingLeft);
                    QCOMPARE(table.featureOf(split), feature);
                    QCOMPARE(table.thresholdOf(split), threshold);
                    for (std::size_t row = 0; row < cells.rows; ++row) {
                        const float cell = cells.at(row, static_cast<std::size_t>(feature));
                        const bool right = std::isnan(cell) ? !missingLeft : cell >= threshold;
                        QCOMPARE(table.goesRight(split, row), right);
                    }
                }
    }

    void allCellsGoRightOfWhatIsNoNumber()
    {
        FloatMatrix cells(2, 1);
        cells.values = {-std::numeric_limits<float>::infinity(), 3.0F};
        SplitTable table;
        table.add(0, std::nanf(""));
        table.add(0, 1.0F);
        table.finish(cells);
        for (const std::size_t row : {0U, 1U})
            QVERIFY(table.goesRight(table.split(0, std::nanf(""), true), row));
        QVERIFY(!table.goesRight(table.split(0, 1.0F, true), 0));
    }

    void longListsAreThinned()
    {
        FloatMatrix cells(3, 1);
        cells.values = {-1.0F, 50'000.5F, 1e9F};
        SplitTable table;
        for (int i = 0; i < 100'000; ++i)
            table.add(0, static_cast<float>(i));
        table.finish(cells);
        QCOMPARE(table.thresholds(0), std::size_t{50'000});
        QVERIFY(!table.goesRight(table.split(0, 0.0F, true), 0));
        QVERIFY(table.goesRight(table.split(0, 99'999.0F, true), 2));
        QVERIFY(table.goesRight(table.split(0, 40'000.0F, true), 1));
        QVERIFY(!table.goesRight(table.split(0, 60'000.0F, true), 1));
    }
};

QTEST_GUILESS_MAIN(TestSplitTable)
#include "tst_split_table.moc"
