// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/picture_image.h"
#include "ui/shared/thumbnail_cache.h"

#include <QTest>

using namespace leptune;

class TestThumbnails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fitsEveryShapeIntoTheBox_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QSize>("expected");
        QTest::newRow("tiny: twice as large") << 28 << 28 << QSize(56, 56);
        QTest::newRow("as it is") << 64 << 40 << QSize(64, 40);
        QTest::newRow("never in part") << 33 << 33 << QSize(33, 33);
        QTest::newRow("large: half") << 128 << 64 << QSize(64, 32);
        QTest::newRow("a line") << 6400 << 1 << QSize(64, 1);
    }
    void fitsEveryShapeIntoTheBox()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QSize, expected);
        QCOMPARE(thumbnailSize({height, width, 1}, {64, 64}), expected);
    }

    void enlargesWithoutBlur()
    {
        const PictureBlock block{{1, 3, 1}, {}, {9, 9, 9, 10, 200, 30}}; // the second picture
        const QImage image = thumbnail(block, 1, {9, 9});
        QCOMPARE(image.size(), QSize(9, 3));
        for (int x = 0; x < 9; ++x)
            for (int y = 0; y < 3; ++y)
                QCOMPARE(qGray(image.pixel(x, y)), x < 3 ? 10 : x < 6 ? 200 : 30);
    }

    void keepsTheColours()
    {
        const PictureBlock block{{2, 1, 3}, {}, {255, 0, 0, 0, 0, 255}};
        const QImage image = thumbnail(block, 0, {1, 2});
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::red));
        QCOMPARE(image.pixelColor(0, 1), QColor(Qt::blue));
    }

    void averagesWhereItShrinks()
    {
        PictureBlock block{{64, 64, 1}, {}, {}};
        for (int i = 0; i < 64 * 64; ++i)
            block.pixels.push_back((i + i / 64) % 2 ? 255 : 0); // a chess board
        const QImage image = thumbnail(block, 0, {16, 16});
        QVERIFY2(qAbs(qGray(image.pixel(8, 8)) - 128) < 24,
                 qPrintable(QString::number(qGray(image.pixel(8, 8)))));
    }

    void theImageOutlivesItsBlock()
    {
        auto block = std::make_unique<PictureBlock>(PictureBlock{{8, 8, 1}, {}, {}});
        block->pixels.assign(64, 77);
        const QImage image = thumbnail(*block, 0, {8, 8});
        block->pixels.assign(64, 0);
        block.reset();
        QCOMPARE(qGray(image.pixel(3, 3)), 77);
    }

    void holdsNoMoreThanItsLimit()
    {
        auto block = std::make_shared<PictureBlock>(PictureBlock{{64, 64, 1}, {}, {}});
        block->pixels.assign(64 * 64 * 2000, 5);
        ThumbnailCache cache;
        cache.setPictures(block);
        for (int i = 0; i < 2000; ++i) // 32 MB in all
            QVERIFY(!cache.thumbnail(i, {64, 64}, 1.0).isNull());
        QVERIFY2(cache.bytes() <= 16 << 20 && cache.bytes() > 8 << 20,
                 qPrintable(QString::number(cache.bytes())));
        QVERIFY(cache.thumbnail(2000, {64, 64}, 1.0).isNull());
        QVERIFY(cache.thumbnail(-1, {64, 64}, 1.0).isNull());
        cache.setPictures(nullptr);
        QCOMPARE(cache.bytes(), 0);
    }

    void makesThemAnewForAnotherScreen()
    {
        auto block = std::make_shared<PictureBlock>(PictureBlock{{4, 4, 1}, {}, {}});
        block->pixels.assign(16, 5);
        ThumbnailCache cache;
        cache.setPictures(block);
        QCOMPARE(cache.thumbnail(0, {8, 8}, 1.0).size(), QSize(8, 8));
        const QPixmap fine = cache.thumbnail(0, {8, 8}, 2.0);
        QCOMPARE(fine.size(), QSize(16, 16));
        QCOMPARE(fine.devicePixelRatio(), 2.0);
    }
};

QTEST_MAIN(TestThumbnails)
#include "tst_thumbnails.moc"
