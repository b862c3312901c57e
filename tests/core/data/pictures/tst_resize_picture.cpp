// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/data/pictures/resize_picture.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

class TestResizePicture : public QObject {
    Q_OBJECT

    static QByteArray resized(PictureShape from, const std::vector<std::uint8_t> &pixels,
                              PictureShape to)
    {
        const Picture picture = resizePicture({from, pixels, false}, to);
        QByteArray text;
        for (const std::uint8_t pixel : picture.pixels)
            text += (text.isEmpty() ? "" : " ") + QByteArray::number(pixel);
        return text;
    }

    static std::vector<std::uint8_t> noise(PictureShape shape)
    {
        RandomStream random(5, 0);
        std::vector<std::uint8_t> pixels(shape.bytes());
        for (std::uint8_t &pixel : pixels)
            pixel = static_cast<std::uint8_t>(random.below(256));
        return pixels;
    }

    /// Every pixel made `times` x `times`, then blocks averaged: area averaging by its definition.
    static std::uint8_t blockMean(const std::vector<std::uint8_t> &pixels, PictureShape from,
                                  PictureShape to, int y, int x)
    {
        std::uint64_t sum = 0;
        for (int v = y * from.height; v < (y + 1) * from.height; ++v)
            for (int u = x * from.width; u < (x + 1) * from.width; ++u)
                sum += pixels[static_cast<std::size_t>(v / to.height * from.width + u / to.width)];
        const auto count = static_cast<std::uint64_t>(from.height * from.width);
        return static_cast<std::uint8_t>((sum + count / 2) / count);
    }

private Q_SLOTS:
    void valuesByHand_data()
    {
        QTest::addColumn<PictureShape>("from");
        QTest::addColumn<std::vector<std::uint8_t>>("pixels");
        QTest::addColumn<PictureShape>("to");
        QTest::addColumn<QByteArray>("expected");
        using Pixels = std::vector<std::uint8_t>;
        const auto row = [](const char *name, PictureShape from, const Pixels &pixels,
                            PictureShape to, const char *expected) {
            QTest::newRow(name) << from << pixels << to << QByteArray(expected);
        };
        row("same shape", {1, 3, 1}, {7, 8, 9}, {1, 3, 1}, "7 8 9");
        row("halves", {2, 2, 1}, {10, 20, 31, 40}, {1, 1, 1}, "25");               // 25.25
        row("a half is rounded up", {2, 2, 1}, {10, 20, 31, 41}, {1, 1, 1}, "26"); // 25.5
        // (10 + 20 / 2) / 1.5 = 13.33 and (20 / 2 + 30) / 1.5 = 26.67, three equal rows
        row("three to two", {3, 3, 1}, {10, 20, 30, 10, 20, 30, 10, 20, 30}, {2, 2, 1},
            "13 27 13 27");
        // places 0 (held), 0.25, 0.75, 1 (held) of 0 and 100
        row("two to four", {2, 2, 1}, {0, 100, 0, 100}, {4, 4, 1},
            "0 25 75 100 0 25 75 100 0 25 75 100 0 25 75 100");
        row("one pixel fills all", {1, 1, 1}, {42}, {2, 3, 1}, "42 42 42 42 42 42");
        row("colours stay apart", {2, 2, 3}, {0, 10, 20, 2, 12, 22, 4, 14, 24, 6, 16, 26},
            {1, 1, 3}, "3 13 23");
        row("grey to colour", {1, 2, 1}, {5, 6}, {1, 2, 3}, "5 5 5 6 6 6");
        // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2; pure red, green and blue: 76, 150, 29
        row("colour to grey", {2, 2, 3}, {200, 100, 50, 255, 0, 0, 0, 255, 0, 0, 0, 255}, {2, 2, 1},
            "124 76 150 29");
        // 4 wide, 2 high into 2 x 2: one row of 15 and 35, its mean 25 below
        row("wide pictures get bars", {2, 4, 1}, {10, 20, 30, 40, 10, 20, 30, 40}, {3, 2, 1},
            "25 25 15 35 25 25");
        row("tall pictures get bars", {4, 2, 1}, {10, 10, 20, 20, 30, 30, 40, 40}, {2, 4, 1},
            "25 15 25 25 25 35 25 25");
        row("a line", {1, 9, 1}, {9, 9, 9, 9, 9, 9, 9, 9, 9}, {3, 3, 1}, "9 9 9 9 9 9 9 9 9");
    }
    void valuesByHand()
    {
        QFETCH(PictureShape, from);
        QFETCH(std::vector<std::uint8_t>, pixels);
        QFETCH(PictureShape, to);
        QFETCH(QByteArray, expected);
        QCOMPARE(resized(from, pixels, to), expected);
    }

    /// Only the border counts for the bars, not what lies inside it.
    void barsHaveTheMeanColourOfTheBorder()
    {
        std::vector<std::uint8_t> pixels(9, 50);
        pixels[4] = 250;
        QCOMPARE(resized({3, 3, 1}, pixels, {3, 5, 1}),
                 QByteArray("50 50 50 50 50 50 50 250 50 50 50 50 50 50 50"));
    }

    void fitsKeepProportions_data()
    {
        QTest::addColumn<PictureShape>("from");
        QTest::addColumn<PictureShape>("to");
        QTest::addColumn<PictureShape>("inner");
        const auto row = [](const char *name, PictureShape from, PictureShape to,
                            PictureShape inner) { QTest::newRow(name) << from << to << inner; };
        row("same", {28, 28, 1}, {28, 28, 3}, {28, 28, 3});
        row("twice as wide", {50, 100, 3}, {64, 64, 3}, {32, 64, 3});
        row("rounded", {480, 640, 3}, {50, 50, 3}, {38, 50, 3}); // 37.5
        row("grows", {10, 5, 1}, {64, 64, 1}, {64, 32, 1});
        row("a line keeps one pixel", {1, 100000, 1}, {8, 8, 1}, {1, 8, 1});
    }
    void fitsKeepProportions()
    {
        QFETCH(PictureShape, from);
        QFETCH(PictureShape, to);
        QFETCH(PictureShape, inner);
        QVERIFY(fittedShape(from, to) == inner);
    }

    void shrinkingIsTheExactMeanOfTheArea_data()
    {
        QTest::addColumn<PictureShape>("from");
        QTest::addColumn<PictureShape>("to");
        QTest::newRow("whole steps") << PictureShape{12, 16, 1} << PictureShape{3, 4, 1};
        QTest::newRow("odd sides") << PictureShape{35, 49, 1} << PictureShape{5, 7, 1};
        QTest::newRow("no common step") << PictureShape{36, 48, 1} << PictureShape{15, 20, 1};
        QTest::newRow("nearly the same") << PictureShape{30, 30, 1} << PictureShape{29, 29, 1};
    }
    void shrinkingIsTheExactMeanOfTheArea()
    {
        QFETCH(PictureShape, from);
        QFETCH(PictureShape, to);
        const std::vector<std::uint8_t> pixels = noise(from);
        const Picture small = resizePicture({from, pixels, false}, to);
        for (int y = 0; y < to.height; ++y)
            for (int x = 0; x < to.width; ++x)
                QCOMPARE(small.pixels[static_cast<std::size_t>(y * to.width + x)],
                         blockMean(pixels, from, to, y, x));
    }

    /// A million pixels a side of white: sums must not run over.
    void theLongestSideStaysWhite()
    {
        const PictureShape from{1, 1000000, 3};
        const std::vector<std::uint8_t> pixels(from.bytes(), 255);
        const Picture small = resizePicture({from, pixels, false}, {1, 2, 3});
        QVERIFY(small.pixels == std::vector<std::uint8_t>(6, 255));
        const PictureShape large{10000, 10000, 1};
        const Picture mean =
            resizePicture({large, std::vector<std::uint8_t>(large.bytes(), 255), false}, {1, 1, 1});
        QCOMPARE(mean.pixels[0], std::uint8_t{255});
    }
};

QTEST_GUILESS_MAIN(TestResizePicture)
#include "tst_resize_picture.moc"
