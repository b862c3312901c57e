// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/picture_sample.h"

#include "tests/ui/picture_files.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

class TestPictureSample : public QObject {
    Q_OBJECT
private:
    using Rows = std::vector<std::uint32_t>;

    static Rows sample(const Table &table, const std::string &target, std::size_t most)
    {
        return samplePictures(table, table.column("picture"), target, most);
    }

private Q_SLOTS:
    void takesEquallyManyOfEveryClass()
    {
        const Table table = greyTable(300);
        const Rows rows = sample(table, "class", 24);
        QCOMPARE(rows.size(), std::size_t(24));
        for (std::size_t i = 0; i < rows.size(); ++i)
            QCOMPARE(table.column("class").codes()[rows[i]], static_cast<std::int32_t>(i / 8));
        QVERIFY(rows[7] > 250); // spread over the rows
    }

    void aRareClassLeavesItsPlaceToOthers()
    {
        const Table whole = greyTable(300);
        std::vector<std::uint32_t> kept{2}; // one of class c
        for (std::uint32_t row = 0; row < 300; ++row)
            if (row % 3 != 2)
                kept.push_back(row);
        const Table table = whole.gathered(kept);
        const Rows rows = sample(table, "class", 24);
        QCOMPARE(rows.size(), std::size_t(24));
        QCOMPARE(std::ranges::count(rows, 0U), 1);
    }

    void spreadsOverTheRowsWithoutClasses()
    {
        const Rows rows = sample(greyTable(100), "", 4);
        QCOMPARE(rows, (Rows{0, 25, 50, 75}));
    }

    void showsAllWhereThereAreFew()
    {
        QCOMPARE(sample(greyTable(5), "class", 24).size(), std::size_t(5));
        QVERIFY(sample(greyTable(0), "class", 24).empty());
    }

    void leavesMissingPicturesOut()
    {
        const Table table = greyTable(3);
        const Column &whole = table.column("picture");
        const Table holes = table.with(Column::pictures("picture", {0, -1, 2}, whole.pictures()));
        QCOMPARE(sample(holes, "", 24), (Rows{0, 2}));
    }
};

QTEST_APPLESS_MAIN(TestPictureSample)
#include "tst_picture_sample.moc"
