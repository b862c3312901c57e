// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/idx_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace leptune;

namespace {

std::string head(unsigned char type, const std::vector<unsigned> &sides)
{
    std::string text{'\0', '\0', static_cast<char>(type), static_cast<char>(sides.size())};
    for (const unsigned side : sides)
        for (int shift = 24; shift >= 0; shift -= 8)
            text += static_cast<char>(side >> shift & 0xFFU);
    return text;
}

} // namespace

class TestIdxFile : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::string write(const std::string &bytes)
    {
        const std::string path = m_folder.filePath("file.idx").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

private Q_SLOTS:
    void readsSidesAndBytes()
    {
        const IdxArray array = readIdx(write(head(8, {2, 3, 1}) + "abcdef"));
        QCOMPARE(array.sides, (std::vector<std::size_t>{2, 3, 1}));
        QCOMPARE(array.items(), std::size_t{2});
        QCOMPARE(array.itemBytes(), std::size_t{3});
        QCOMPARE(std::string(array.bytes.begin(), array.bytes.end()), std::string("abcdef"));
    }

    /// printf '\0\0\x08\x01\0\0\0\x04wxyz' | gzip -n
    void readsGzip()
    {
        const QByteArray packed =
            QByteArray::fromHex("1f8b08000000000002ff6360e0606460606029afa8ac020048cfde680c000000");
        QCOMPARE(readIdx(write(packed.toStdString())).bytes.back(), std::uint8_t{'z'});
    }

    void noItemsAreNoMistake()
    {
        const IdxArray array = readIdx(write(head(8, {0, 28, 28})));
        QCOMPARE(array.items(), std::size_t{0});
        QCOMPARE(array.itemBytes(), std::size_t{0});
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("empty", "");
        row("a table", "a,b\n1,2\n");
        row("floats", head(0x0D, {1}) + "abcd");
        row("no sides", head(8, {}));
        row("cut in the head", head(8, {2, 3}).substr(0, 9));
        row("bytes missing", head(8, {2, 3}) + "abcde");
        row("bytes left", head(8, {2, 3}) + "abcdefg");
        row("a product that wraps around", head(8, {0x80000000U, 0x80000000U, 4}) + "abcd");
        row("nine sides", head(8, {1, 1, 1, 1, 1, 1, 1, 1, 1}) + "a");
    }
    void badFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        try {
            readIdx(write(bytes.toStdString()));
            QFAIL("no exception");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadFormat);
        }
    }
};

QTEST_GUILESS_MAIN(TestIdxFile)
#include "tst_idx_file.moc"
