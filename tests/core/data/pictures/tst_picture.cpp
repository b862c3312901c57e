// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/data/pictures/golden_pictures.h"

#include "core/base/checksum.h"

#include <QTest>

using namespace leptune;

/// All decoders against Pillow's pixels.
class TestPicture : public QObject {
    Q_OBJECT

    static int farthest(const Picture &a, const Picture &b)
    {
        int distance = 0;
        for (std::size_t i = 0; i < a.pixels.size(); ++i)
            distance = std::max(distance, std::abs(int{a.pixels[i]} - int{b.pixels[i]}));
        return distance;
    }

private Q_SLOTS:
    void seesWhatPillowSees_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &[name, golden] : goldenPictures().items())
            if (name.find('/') == std::string::npos)
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void seesWhatPillowSees()
    {
        QFETCH(QString, name);
        const std::string bytes = goldenPicture(name.toStdString());
        const Picture expected = expectedPicture(name.toStdString());
        QVERIFY(isPictureFile(std::string_view(bytes).substr(0, 32)));
        QVERIFY(pictureShape(bytes, "it") == expected.shape);
        const Picture picture = decodePicture(bytes, "it");
        QVERIFY(picture.shape == expected.shape);
        QCOMPARE(picture.pixels.size(), expected.pixels.size());
        QCOMPARE(farthest(picture, expected), 0);
        QVERIFY(!picture.shrunk);
    }

    /// Pillow's draft mode asks libjpeg for the same.
    void jpegsComeSmallerWhereThatIsEnough_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("half") << 2 << 20 << 33;
        QTest::newRow("half, one side at its limit") << 2 << 20 << 200;
        QTest::newRow("quarter") << 4 << 10 << 16;
        QTest::newRow("eighth") << 8 << 5 << 8;
        QTest::newRow("far smaller") << 8 << 1 << 1;
    }
    void jpegsComeSmallerWhereThatIsEnough()
    {
        QFETCH(int, part);
        QFETCH(int, height);
        QFETCH(int, width);
        const Picture picture =
            decodePicture(goldenPicture("large.jpg"), "it", PictureShape{height, width, 1});
        const Picture expected = expectedPicture("large.jpg/" + std::to_string(part));
        QVERIFY(picture.shape == expected.shape);
        QCOMPARE(farthest(picture, expected), 0);
        QVERIFY(picture.shrunk);
    }

    void nothingComesSmallerThanAskedFor()
    {
        const std::string bytes = goldenPicture("large.jpg");
        QVERIFY(!decodePicture(bytes, "it", PictureShape{21, 34, 3}).shrunk);
        QVERIFY(!decodePicture(goldenPicture("rgb.png"), "it", PictureShape{1, 1, 3}).shrunk);
    }

    void headsNeedNoPixels_data() { seesWhatPillowSees_data(); }
    void headsNeedNoPixels()
    {
        QFETCH(QString, name);
        const std::string bytes = goldenPicture(name.toStdString());
        const PictureShape shape = expectedPicture(name.toStdString()).shape;
        std::size_t head = bytes.size();
        while (head > 0) {
            try {
                if (!(pictureShape(bytes.substr(0, head - 1), "it") == shape))
                    break;
                --head;
            } catch (const Error &) {
                break;
            }
        }
        QVERIFY(head > 0);
        QVERIFY(head < bytes.size());
        const QByteArray error = pictureError([&] { decodePicture(bytes.substr(0, head), "it"); });
        QVERIFY2(error.startsWith("it: the file ends after 0 of "), error.constData());
    }

    void everyEarlyEndIsAnError_data() { seesWhatPillowSees_data(); }
    void everyEarlyEndIsAnError()
    {
        QFETCH(QString, name);
        const std::string bytes = goldenPicture(name.toStdString());
        const auto whole = decodePicture(bytes, "it").pixels;
        // Ends that cost no pixel: PNG's last chunk and checksum, JPEG's end mark and the bits that
        // fill its last byte, the padding of the last row of a BMP and the end mark of its runs.
        const std::size_t spare = name.endsWith(QLatin1String("png")) ? 20 : 4;
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            try {
                const Picture picture = decodePicture(bytes.substr(0, length), "it");
                QVERIFY2(length + spare >= bytes.size(), std::to_string(length).c_str());
                QVERIFY(picture.pixels == whole);
            } catch (const Error &error) {
                QCOMPARE(error.code(), ErrorCode::BadFormat);
                QCOMPARE(error.subject(), std::string("it"));
            }
        }
    }

    void saysHowManyRowsAreThere()
    {
        const auto error = [](const char *name, std::size_t length) {
            const std::string bytes = goldenPicture(name).substr(0, length);
            return pictureError([&] { decodePicture(bytes, "a/b"); });
        };
        // 54 bytes of head, rows of 40 bytes
        QCOMPARE(error("rgb.bmp", 54 + 4 * 40 + 39),
                 QByteArray("a/b: the file ends after 4 of 9 rows; copy or download it again"));
        const QByteArray png = error("many_chunks.png", 600);
        QVERIFY2(png.contains("the file ends after ") && !png.contains(" 0 of") &&
                     png.contains(" of 9 rows"),
                 png.constData());
        const QByteArray jpeg = error("large.jpg", 500);
        QVERIFY2(jpeg.contains(" of 41 rows") && !jpeg.contains(" 0 of"), jpeg.constData());
        QVERIFY(error("progressive.jpg", 500).contains("the file ends after 0 of 9 rows"));
        QVERIFY(error("runs8.bmp", 140).contains("of 9 rows"));
    }

    void badPicturesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char *name, const std::string &bytes, const char *part) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(part);
        };
        const auto patched = [](const char *name, std::size_t at, const std::string &by) {
            std::string bytes = goldenPicture(name);
            return bytes.replace(at, by.size(), by);
        };
        using namespace std::string_literals;
        row("empty", "", "is empty");
        row("a table", "a,b\n1,2\n", "is not a PNG, JPEG or BMP picture");
        row("a table that starts as a BMP does", "BMI,weight,height\n20,60,1.7\n",
            "is not a PNG, JPEG or BMP picture");
        row("a GIF", "GIF89a\1\0\1\0\0\0\0"s, "is not a PNG, JPEG or BMP picture");
        row("PNG of a flipped bit", patched("rgb.png", 60, "\x01"), "damaged PNG picture");
        row("BMP of 4 billion rows", patched("rgb.bmp", 22, "\0\0\0\x80"s), "100 megapixels");
        row("BMP of 900 megapixels", patched("rgb.bmp", 18, "\x30\x75\0\0\x30\x75\0\0"s),
            "claims 30000 x 30000 pixels");
        row("BMP without rows", patched("rgb.bmp", 22, "\0\0\0\0"s), "no pixels");
        row("BMP of 2 bits", patched("rgb.bmp", 28, "\2"s), "pixels of 2 bits");
        row("BMP of an unknown packing", patched("rgb.bmp", 30, "\4"s), "compression 4");
        row("BMP with runs in colours", patched("rgb.bmp", 30, "\1"s), "compression 1");
        row("BMP whose pixels start behind it", patched("rgb.bmp", 10, "\xFF\xFF\xFF\x7F"s),
            "after 0 of 9 rows");
        row("BMP with a torn mask", patched("16bit_565.bmp", 54, "\1\1\0\0"s), "mask with gaps");
        row("BMP whose runs can't fill it", patched("runs8.bmp", 18, "\x10\x27\0\0\x10\x27\0\0"s),
            "after 0 of 10000 rows");
        row("JPEG of an unknown kind", patched("grey.jpg", 0, "\xFF\xD8\xFF\xD8"s),
            "damaged JPEG picture");
    }
    void badPicturesAreNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, part);
        const QByteArray error =
            pictureError([&] { decodePicture(bytes.toStdString(), "cat/1.png"); });
        QVERIFY2(error.startsWith("cat/1.png: ") && error.contains(part), error.constData());
    }

    /// Width and height of the head, with the checksum that belongs to them.
    void hugePngsAreRefusedBeforeTheyGetMemory_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("10,000 x 10,000") << QByteArray::fromHex("00002710000027100802000000")
                                         << QByteArray("after 0 of 10000 rows");
        QTest::newRow("10,001 x 10,000") << QByteArray::fromHex("00002711000027100802000000")
                                         << QByteArray("claims 10001 x 10000 pixels");
        QTest::newRow("2 billion") << QByteArray::fromHex("7fffffff7fffffff0802000000")
                                   << QByteArray("damaged PNG picture");
    }
    void hugePngsAreRefusedBeforeTheyGetMemory()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, part);
        std::string bytes = goldenPicture("rgb.png");
        bytes.replace(16, 13, head.toStdString());
        const std::uint32_t sum =
            crc32({reinterpret_cast<const std::uint8_t *>(bytes.data()) + 12, 17});
        for (std::size_t i = 0; i < 4; ++i)
            bytes[29 + i] = static_cast<char>(sum >> (24 - 8 * i));
        const QByteArray error = pictureError([&] { decodePicture(bytes, "it"); });
        QVERIFY2(error.contains(part), error.constData());
    }

    void hugeJpegsEndWithTheirBytes()
    {
        std::string bytes = goldenPicture("rgb.jpg");
        const std::size_t frame = bytes.find("\xFF\xC0");
        bytes.replace(frame + 5, 4, "\x27\x10\x27\x10");
        QVERIFY(
            pictureError([&] { decodePicture(bytes, "it"); }).contains("premature end of data"));
        bytes.replace(frame + 5, 4, "\xEA\x60\xEA\x60");
        QVERIFY(pictureError([&] { decodePicture(bytes, "it"); }).contains("100 megapixels"));
    }

    void aCompletePictureMayLackItsEndMark()
    {
        const std::string jpeg = goldenPicture("rgb.jpg");
        QVERIFY(decodePicture(jpeg.substr(0, jpeg.size() - 2), "it").pixels ==
                expectedPicture("rgb.jpg").pixels);
        const std::string bmp = goldenPicture("rgb.bmp");
        QVERIFY(decodePicture(bmp.substr(0, bmp.size() - 1), "it").pixels ==
                expectedPicture("rgb.bmp").pixels);
    }

    void aBmpWhoseAlphaIsUnusedIsOpaque()
    {
        std::string bytes = goldenPicture("32bit_alpha.bmp");
        const std::size_t pixels = 14 + 108;
        for (std::size_t i = pixels + 3; i < bytes.size(); i += 4)
            bytes[i] = '\0';
        QVERIFY(decodePicture(bytes, "it").pixels == expectedPicture("rgb.bmp").pixels);
    }

    void aDamagedOrientationIsNone()
    {
        std::string bytes = goldenPicture("turned_6.jpg");
        const std::size_t exif = bytes.find("Exif");
        bytes[exif + 6] = 'X';
        QVERIFY(decodePicture(bytes, "it").pixels == expectedPicture("turned_1.jpg").pixels);
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
