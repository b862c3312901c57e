// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/pictures/golden_pictures.h"
#include "tests/core/data/pictures/picture_tree.h"

#include <QTest>

#include <filesystem>

using namespace leptune;

class TestPictureFolder : public QObject {
    Q_OBJECT

    const std::string m_grey = goldenPicture("grey.png"); // 13 x 9
    const std::string m_color = goldenPicture("rgb.jpg"); // 13 x 9

    static ErrorCode codeOf(const std::string &path, const PictureOptions &options = {})
    {
        try {
            readPictureFolder(path, options);
        } catch (const Error &error) {
            return error.code();
        }
        return ErrorCode::Internal;
    }

private Q_SLOTS:
    void subfoldersAreClasses()
    {
        const PictureTree tree;
        tree.add("b-2/x.png", m_grey);
        tree.add("b/deep/er/1.png", m_grey);
        tree.add("b/9.png", m_grey);
        tree.add("a/2.bmp", goldenPicture("grey.bmp"));
        tree.add("a/10.jpg", goldenPicture("grey.jpg"));
        tree.add("empty/notes.txt", "nothing to see");
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(
            rowsOf(data),
            QByteArray("a/10.jpg a | a/2.bmp a | b/9.png b | b/deep/er/1.png b | b-2/x.png b-2"));
        QCOMPARE(data.classes, (std::vector<std::string>{"a", "b", "b-2"}));
        QCOMPARE(data.block->count(), std::size_t{5});
        QCOMPARE(data.report.format, std::string("folder of pictures"));
        QCOMPARE(data.report.rows, std::uint64_t{5});
        QCOMPARE(data.report.columns, std::uint64_t{2});
        QCOMPARE(linesOf(data.report),
                 QByteArray("assumed: pictures: 13 x 9, grey\nassumed: labels: the names of 3 "
                            "subfolders\nassumed: other files passed over: 1\n"));
    }

    void picturesOfOneSizeStayAsTheyAre()
    {
        const PictureTree tree;
        tree.add("x/1.png", goldenPicture("rgb.png"));
        tree.add("y/2.jpg", m_color);
        const PictureData data = readPictureFolder(tree.path());
        QVERIFY((data.block->shape == PictureShape{9, 13, 3}));
        const auto first = data.block->picture(0);
        QVERIFY(std::equal(first.begin(), first.end(), expectedPicture("rgb.png").pixels.begin()));
        const auto second = data.block->picture(1);
        QVERIFY(
            std::equal(second.begin(), second.end(), expectedPicture("rgb.jpg").pixels.begin()));
    }

    void aFolderWithoutSubfoldersIsUnlabelled()
    {
        const PictureTree tree;
        tree.add("2.png", m_grey);
        tree.add("1", m_grey); // by content
        tree.add("list.csv", "a,b\n");
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("1 - | 2.png -"));
        QVERIFY(data.classes.empty());
        QCOMPARE(data.report.columns, std::uint64_t{1});
        QVERIFY(linesOf(data.report).contains("labels: none; the folder has no subfolders"));
    }

    void hiddenFilesAndFoldersArePassedOver()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        tree.add("a/.2.png", m_grey);
        tree.add("a/Thumbs.db", m_grey);
        tree.add(".git/3.png", m_grey);
        tree.add("__MACOSX/a/1.png", m_grey);
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("a/1.png a"));
        QCOMPARE(data.report.badCellCount, std::uint64_t{0});
    }

    void linksInCirclesEnd()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        tree.add("b/2.png", m_grey);
        namespace fs = std::filesystem;
        fs::create_directory_symlink(tree.path(), tree.path("a/up"));
        fs::create_directory_symlink(tree.path("a"), tree.path("b/other"));
        fs::create_symlink(tree.path("b/2.png"), tree.path("b/3.png"));
        fs::create_symlink(tree.path("nowhere"), tree.path("b/4.png"));
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("a/1.png a | b/2.png b | b/3.png b"));
        QVERIFY(linesOf(data.report).contains("bad: picture b/4.png: "));
    }

    void brokenFilesAreNamedAndLeftOut()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        tree.add("a/2.png", m_grey.substr(0, 60));
        tree.add("a/3.jpg", "");
        tree.add("b/4.gif", "GIF89a and so on");
        tree.add("c/5.jpg", m_color);
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("a/1.png a | c/5.jpg c"));
        QCOMPARE(data.block->count(), std::size_t{2});
        const auto second = data.block->picture(1);
        QVERIFY(
            std::equal(second.begin(), second.end(), expectedPicture("rgb.jpg").pixels.begin()));
        QCOMPARE(data.report.badCellCount, std::uint64_t{3});
        const QByteArray lines = linesOf(data.report);
        QVERIFY2(lines.contains("repaired: 3 of 5 pictures can't be read and were left out\n"
                                "bad: picture a/2.png: the file ends after ") &&
                     lines.contains("bad: picture a/3.jpg: is empty") &&
                     lines.contains("bad: picture b/4.gif: is not a PNG, JPEG or BMP picture"),
                 lines.constData());
    }

    void onlyTheFirstThousandBrokenFilesAreNamed()
    {
        const PictureTree tree;
        tree.add("a/x.png", m_grey);
        for (int i = 0; i < 1003; ++i)
            tree.add("a/" + std::to_string(i) + ".png", "no picture");
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(data.report.badCellCount, std::uint64_t{1003});
        QCOMPARE(data.report.badCells.size(), std::size_t{1000});
        QVERIFY(linesOf(data.report).contains("1,003 of 1,004 pictures can't be read"));
    }

    void theMedianSizeIsTaken()
    {
        const PictureTree tree;
        tree.add("a/1.bmp", plainBmp(10, 40, 1));
        tree.add("a/2.bmp", plainBmp(20, 30, 2));
        tree.add("a/3.bmp", plainBmp(50, 20, 3));
        const PictureData data = readPictureFolder(tree.path());
        QVERIFY((data.block->shape == PictureShape{30, 20, 3}));
        QVERIFY(linesOf(data.report).contains("assumed: 2 of 3 pictures resized to 20 x 30\n"));
        for (std::size_t i = 0; i < 3; ++i)
            for (const std::uint8_t pixel : data.block->picture(i))
                QCOMPARE(pixel, static_cast<std::uint8_t>(i + 1));
    }

    void largePicturesAreMadeSmaller()
    {
        const PictureTree tree;
        tree.add("a/1.bmp", plainBmp(640, 480, 7));
        QVERIFY((readPictureFolder(tree.path()).block->shape == PictureShape{48, 64, 3}));
        PictureOptions options;
        options.limit = 200;
        QVERIFY(
            (readPictureFolder(tree.path(), options).block->shape == PictureShape{150, 200, 3}));
    }

    void greyNeedsAllToBeGrey()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        QCOMPARE(readPictureFolder(tree.path()).block->shape.channels, 1);
        tree.add("a/2.jpg", m_color);
        QCOMPARE(readPictureFolder(tree.path()).block->shape.channels, 3);
    }

    void aModelsShapeIsKept()
    {
        const PictureTree tree;
        tree.add("1.jpg", goldenPicture("large.jpg"));
        tree.add("2.png", m_grey);
        PictureOptions options;
        options.shape = PictureShape{6, 6, 1};
        const PictureData data = readPictureFolder(tree.path(), options);
        QVERIFY((data.block->shape == PictureShape{6, 6, 1}));
        QCOMPARE(data.block->count(), std::size_t{2});
        QVERIFY(linesOf(data.report).contains("2 pictures resized to 6 x 6\n"));
    }

    void threadsChangeNothing()
    {
        const PictureTree tree;
        for (int i = 0; i < 40; ++i)
            tree.add(std::to_string(i % 3) + "/" + std::to_string(i),
                     i % 7 == 0 ? "broken" : goldenPicture(i % 2 ? "large.jpg" : "rgba.png"));
        PictureOptions options;
        options.threads = 1;
        const PictureData one = readPictureFolder(tree.path(), options);
        options.threads = 4;
        const PictureData four = readPictureFolder(tree.path(), options);
        QVERIFY(one.block->pixels == four.block->pixels);
        QCOMPARE(rowsOf(one), rowsOf(four));
        QCOMPARE(linesOf(one.report), linesOf(four.report));
    }

    void partsOfADataSetAreNoClasses_data()
    {
        QTest::addColumn<QString>("training");
        QTest::addColumn<QString>("test");
        QTest::newRow("train, test") << "train"
                                     << "test/cat";
        QTest::newRow("Train, val") << "Train"
                                    << "val/cat";
        QTest::newRow("test without classes") << "training"
                                              << "Testing";
    }
    void partsOfADataSetAreNoClasses()
    {
        QFETCH(QString, training);
        QFETCH(QString, test);
        const PictureTree tree;
        tree.add(training.toStdString() + "/cat/1.png", m_grey);
        tree.add(test.toStdString() + "/2.png", m_grey);
        QCOMPARE(codeOf(tree.path()), ErrorCode::BadOption);
        try {
            readPictureFolder(tree.path());
        } catch (const Error &error) {
            QVERIFY(error.detail().find("--test " + tree.path()) != std::string::npos);
        }
        QCOMPARE(rowsOf(readPictureFolder(tree.path(training.toStdString()))),
                 QByteArray("cat/1.png cat"));
    }

    void trainMayBeAClass()
    {
        const PictureTree tree;
        tree.add("train/1.png", m_grey);
        tree.add("test/2.png", m_grey);
        QCOMPARE(rowsOf(readPictureFolder(tree.path())),
                 QByteArray("test/2.png test | train/1.png train"));
    }

    void picturesBesideClassesAreLeftOut()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        tree.add("cover.png", m_grey);
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("a/1.png a"));
        QVERIFY(linesOf(data.report)
                    .contains("repaired: pictures outside the class folders left out: 1\n"));
    }

    void namesBecomeUtf8()
    {
        const PictureTree tree;
        tree.add("caf\xE9/1.png", m_grey);
        const PictureData data = readPictureFolder(tree.path());
        QCOMPARE(rowsOf(data), QByteArray("caf\xC3\xA9/1.png caf\xC3\xA9"));
    }

    void nothingToReadIsAnError()
    {
        const PictureTree tree;
        QCOMPARE(codeOf(tree.path()), ErrorCode::BadFormat);
        QCOMPARE(codeOf(tree.path("missing")), ErrorCode::NotFound);
        tree.add("a/1.png", "broken");
        tree.add("a/2.png", "broken");
        QCOMPARE(codeOf(tree.path("a/1.png")), ErrorCode::BadFormat);
        const QByteArray error = pictureError([&] { readPictureFolder(tree.path()); });
        QVERIFY2(error.contains("none of its 2 pictures can be read; the first, a/1.png, is not a "
                                "PNG, JPEG or BMP picture"),
                 error.constData());
    }

    void readingCanBeStopped()
    {
        const PictureTree tree;
        tree.add("a/1.png", m_grey);
        std::stop_source source;
        source.request_stop();
        PictureOptions options;
        options.stop = source.get_token();
        QCOMPARE(codeOf(tree.path(), options), ErrorCode::Stopped);
    }

    void knowsAPictureFolder()
    {
        const PictureTree tree;
        QVERIFY(!isPictureFolder(tree.path()));
        QVERIFY(!isPictureFolder(tree.path("missing")));
        tree.add("a/table.csv", "a,b\n1,2\n");
        QVERIFY(!isPictureFolder(tree.path()));
        QVERIFY(!isPictureFolder(tree.path("a/table.csv")));
        tree.add("a/b/c/1", m_color);
        QVERIFY(isPictureFolder(tree.path()));
    }
};

QTEST_GUILESS_MAIN(TestPictureFolder)
#include "tst_picture_folder.moc"
