// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/pictures/golden_pictures.h"
#include "tests/core/data/pictures/picture_tree.h"

#include <QTest>

using namespace leptune;

class TestIdxPictures : public QObject {
    Q_OBJECT

    static std::string idx(const std::vector<unsigned> &sides, const std::string &bytes)
    {
        std::string text{'\0', '\0', '\x08', static_cast<char>(sides.size())};
        for (const unsigned side : sides)
            for (int shift = 24; shift >= 0; shift -= 8)
                text += static_cast<char>(side >> shift & 0xFFU);
        return text + bytes;
    }

    const std::string m_three = idx({3, 1, 2}, "abcdef");
    const std::string m_labels = idx({3}, {7, 2, 7});

private Q_SLOTS:
    void labelsStandBesidePictures_data()
    {
        QTest::addColumn<QString>("pictures");
        QTest::addColumn<QString>("labels");
        QTest::newRow("dashes") << "train-images-idx3-ubyte"
                                << "train-labels-idx1-ubyte";
        QTest::newRow("test part") << "t10k-images-idx3-ubyte"
                                   << "t10k-labels-idx1-ubyte";
        QTest::newRow("dots") << "train-images.idx3-ubyte"
                              << "train-labels.idx1-ubyte";
        QTest::newRow("one of each") << "train-images.idx3-ubyte"
                                     << "train-labels-idx1-ubyte";
        QTest::newRow("EMNIST") << "emnist-letters-test-images-idx3-ubyte"
                                << "emnist-letters-test-labels-idx1-ubyte";
        QTest::newRow("packed pictures only") << "x-images-idx3-ubyte.gz"
                                              << "x-labels-idx1-ubyte";
        QTest::newRow("no numbers") << "images.idx"
                                    << "labels.idx";
    }
    void labelsStandBesidePictures()
    {
        QFETCH(QString, pictures);
        QFETCH(QString, labels);
        const PictureTree tree;
        tree.add(pictures.toStdString(), m_three);
        tree.add(labels.toStdString(), m_labels);
        const PictureData data = readIdxPictures(tree.path(pictures.toStdString()));
        QVERIFY((data.block->shape == PictureShape{1, 2, 1}));
        QCOMPARE(std::string(data.block->pixels.begin(), data.block->pixels.end()),
                 std::string("abcdef"));
        QVERIFY(data.block->names.empty());
        QCOMPARE(data.classes, (std::vector<std::string>{"7", "2"}));
        QCOMPARE(data.labels, (std::vector<std::int32_t>{0, 1, 0}));
        QCOMPARE(data.report.format, std::string("IDX"));
        QCOMPARE(data.report.rows, std::uint64_t{3});
        QCOMPARE(data.report.columns, std::uint64_t{2});
        QCOMPARE(linesOf(data.report),
                 "assumed: pictures: 2 x 1, grey\nassumed: labels: " + labels.toUtf8() + "\n");
    }

    void labelsThatDoNotFitAreNotUsed_data()
    {
        QTest::addColumn<QByteArray>("labels");
        QTest::addColumn<QByteArray>("note");
        const auto row = [](const char *name, const std::string &labels, const char *note) {
            QTest::newRow(name) << QByteArray::fromStdString(labels) << QByteArray(note);
        };
        row("too few", idx({2}, "ab"), "x-labels-idx1 has 2 items for 3 pictures");
        row("pictures", idx({3, 1}, "abc"), "x-labels-idx1 has 2 sides, and labels have one");
        row("damaged", "abc", "x-labels-idx1: is no IDX file");
    }
    void labelsThatDoNotFitAreNotUsed()
    {
        QFETCH(QByteArray, labels);
        QFETCH(QByteArray, note);
        const PictureTree tree;
        tree.add("x-images-idx3", m_three);
        tree.add("x-labels-idx1", labels.toStdString());
        const PictureData data = readIdxPictures(tree.path("x-images-idx3"));
        QCOMPARE(data.labels, (std::vector<std::int32_t>{-1, -1, -1}));
        QVERIFY(data.classes.empty());
        QVERIFY2(linesOf(data.report).contains("assumed: labels: none; " + note),
                 linesOf(data.report).constData());
    }

    void withoutAFileOfLabelsThereAreNone()
    {
        const PictureTree tree;
        tree.add("x-images-idx3", m_three);
        tree.add("digits", m_three);
        for (const char *name : {"x-images-idx3", "digits"}) {
            const PictureData data = readIdxPictures(tree.path(name));
            QCOMPARE(data.labels, (std::vector<std::int32_t>{-1, -1, -1}));
            QVERIFY(linesOf(data.report).contains("labels: none; there is no file of labels"));
            QCOMPARE(data.report.columns, std::uint64_t{1});
        }
    }

    void fourSidesHaveChannels()
    {
        const PictureTree tree;
        tree.add("x", idx({2, 1, 1, 3}, "abcdef"));
        const PictureData data = readIdxPictures(tree.path("x"));
        QVERIFY((data.block->shape == PictureShape{1, 1, 3}));
        QCOMPARE(data.block->count(), std::size_t{2});
    }

    void shapesAndLimitsAreMet()
    {
        const PictureTree tree;
        tree.add("x", idx({2, 2, 2}, {10, 20, 31, 40, 0, 0, 0, 4}));
        PictureOptions options;
        options.limit = 1;
        const PictureData small = readIdxPictures(tree.path("x"), options);
        QVERIFY((small.block->pixels == std::vector<std::uint8_t>{25, 1}));
        QVERIFY(linesOf(small.report).contains("assumed: 2 pictures resized to 1 x 1\n"));
        options.shape = PictureShape{2, 2, 3};
        const PictureData color = readIdxPictures(tree.path("x"), options);
        QVERIFY((color.block->shape == PictureShape{2, 2, 3}));
        QCOMPARE(color.block->picture(1).back(), std::uint8_t{4});
        QVERIFY(!linesOf(color.report).contains("resized"));
    }

    void otherIdxFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char *name, const std::string &bytes, const char *part) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(part);
        };
        row("labels", m_labels, "holds labels, not pictures");
        row("a matrix", idx({3, 2}, "abcdef"), "has 2 sides");
        row("channels first", idx({1, 3, 1, 2}, "abcdef"), "the channels come last");
        row("no pictures", idx({0, 28, 28}, ""), "holds no pictures");
        row("no pixels", idx({3, 0, 28}, ""), "its sides do not fit its size");
        row("a side of 2 million", idx({1, 1, 2000000}, std::string(2000000, 'x')),
            "claims 2000000 x 1 pixels");
    }
    void otherIdxFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, part);
        const PictureTree tree;
        tree.add("x", bytes.toStdString());
        const QByteArray error = pictureError([&] { readIdxPictures(tree.path("x")); });
        QVERIFY2(error.contains(part), error.constData());
    }

    void knowsAnIdxFile()
    {
        QVERIFY(looksLikeIdx(m_three));
        QVERIFY(looksLikeIdx(m_labels));
        QVERIFY(looksLikeIdx(std::string("\0\0\x0D\1", 4)));
        QVERIFY(!looksLikeIdx(std::string("\0\0\x08\0", 4)));
        QVERIFY(!looksLikeIdx(std::string("\0\0\x08\x09", 4)));
        QVERIFY(!looksLikeIdx(std::string("\0\0\0A", 4))); // UTF-32
        QVERIFY(!looksLikeIdx(std::string("\0\0\xFE\xFF", 4)));
        QVERIFY(!looksLikeIdx("a,b"));
        QVERIFY(!looksLikeIdx(""));
    }

    /// The counts of yann.lecun.com/exdb/mnist; the first test pictures show 7, 2, 1, 0, 4.
    void readsMnist()
    {
        const std::string path = LEPTUNE_SHARED_DATA "/mnist/t10k-images-idx3-ubyte.gz";
        if (!QFile::exists(QString::fromStdString(path)))
            QSKIP("MNIST is not there");
        const PictureData data = readIdxPictures(path);
        QVERIFY((data.block->shape == PictureShape{28, 28, 1}));
        QCOMPARE(data.block->count(), std::size_t{10000});
        QCOMPARE(data.classes.size(), std::size_t{10});
        QCOMPARE(data.classes[0] + data.classes[1] + data.classes[2], std::string("721"));
        QCOMPARE(data.labels[3], std::int32_t{3});
    }
};

QTEST_GUILESS_MAIN(TestIdxPictures)
#include "tst_idx_pictures.moc"
