// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/picture_table.h"
#include "core/data/profile.h"
#include "core/data/split.h"
#include "tests/core/data/pictures/picture_tree.h"

#include <QTest>

using namespace leptune;

/// Pictures as a table, through the door that all files come by.
class TestPictureTable : public QObject {
    Q_OBJECT
private:
    static void fill(const PictureTree &tree)
    {
        tree.add("cat/1.bmp", plainBmp(4, 3, 10));
        tree.add("cat/2.bmp", plainBmp(4, 3, 20));
        tree.add("dog/1.bmp", plainBmp(4, 3, 10));
        tree.add("dog/broken.bmp", plainBmp(4, 3, 9).substr(0, 70));
    }

private Q_SLOTS:
    void aFolderOfClassesHasPicturesAndTheirClass()
    {
        const PictureTree tree;
        fill(tree);
        const ReadResult result = readTable(tree.path());
        QCOMPARE(result.table.rows(), std::size_t{3});
        const Column &pictures = result.table.column("picture");
        QCOMPARE(pictures.type(), ColumnType::Picture);
        QCOMPARE(pictures.text(1), std::string("cat/2.bmp"));
        const auto code = static_cast<std::size_t>(pictures.codes()[1]);
        QCOMPARE(pictures.pictures()->picture(code)[0], std::uint8_t{20});
        const Column &classes = result.table.column("class");
        QCOMPARE(classes.text(0) + classes.text(2), std::string("catdog"));
        QCOMPARE(result.report.badCellCount, std::uint64_t{1});
        QCOMPARE(result.report.rows, std::uint64_t{3});
    }

    void theShapeOfAModelIsKept()
    {
        const PictureTree tree;
        fill(tree);
        ReadOptions options;
        options.pictures = PictureShape{2, 2, 1};
        const Table table = readTable(tree.path(), options).table;
        QCOMPARE(table.column("picture").pictures()->shape, (PictureShape{2, 2, 1}));
    }

    void onePictureIsARow()
    {
        const PictureTree tree;
        fill(tree);
        const Table table = readTable(tree.path("cat/2.bmp")).table;
        QCOMPARE(table.rows(), std::size_t{1});
        QCOMPARE(table.columns(), std::size_t{1});
        QCOMPARE(table.column("picture").text(0), std::string("2.bmp"));
    }

    void columnsCanBeLeftOut()
    {
        const PictureTree tree;
        fill(tree);
        ReadOptions options;
        options.only = {"class"};
        QCOMPARE(readTable(tree.path(), options).table.columns(), std::size_t{1});
    }

    void choicesOfOtherFormatsAreRefused()
    {
        const PictureTree tree;
        fill(tree);
        ReadOptions options;
        options.sheet = "first";
        QVERIFY_EXCEPTION_THROWN(readTable(tree.path(), options), Error);
    }

    void picturesOfTheSamePixelsStayTogether()
    {
        const PictureTree tree;
        fill(tree);
        const Table table = readTable(tree.path()).table.withColumns({"picture"});
        const std::vector<std::uint32_t> blocks = equalRowBlocks(table);
        QCOMPARE(blocks, (std::vector<std::uint32_t>{0, 1, 0}));
    }

    void picturesAreNoNumberingOfRows()
    {
        const PictureTree tree;
        for (int i = 0; i < 60; ++i)
            tree.add("one/" + std::to_string(i) + ".bmp", plainBmp(4, 3, static_cast<char>(i)));
        const Profile profile = profileTable(readTable(tree.path()).table);
        QCOMPARE(profile.columns[0].distinct, std::uint64_t{60});
        QVERIFY(profile.columns[0].warnings.empty());
        QVERIFY(profile.columns[0].histogram.empty());
    }
};

QTEST_GUILESS_MAIN(TestPictureTable)
#include "tst_picture_table.moc"
