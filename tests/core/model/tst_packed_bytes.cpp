// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_bytes.h"

#include <QTest>

#include <limits>

using namespace leptune;

namespace {

bool isRefused(const auto &read)
{
    try {
        read();
    } catch (const Error &error) {
        return error.code() == ErrorCode::BadFormat;
    }
    return false;
}

} // namespace

class TestPackedBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasWrittenIsRead()
    {
        ByteWriter writer;
        writer.varint(std::numeric_limits<std::uint64_t>::max());
        writer.varint(300);
        writer.text("caf\xc3\xa9");
        writer.countedReals(std::vector<float>{1.5F, -0.0F});
        writer.u64(1ULL << 63);
        ByteReader reader(writer.bytes(), "m.lept");
        QCOMPARE(reader.varint(), std::numeric_limits<std::uint64_t>::max());
        QCOMPARE(reader.number(), 300);
        QCOMPARE(reader.text(), std::string("caf\xc3\xa9"));
        QCOMPARE(reader.countedReals(), (std::vector<float>{1.5F, -0.0F}));
        QCOMPARE(reader.u64(), 1ULL << 63);
        QCOMPARE(reader.left(), std::size_t{0});
    }
    void countsBeyondTheBytesAreRefused()
    {
        ByteWriter writer;
        writer.varint(1000);
        writer.u32(0);
        QVERIFY(isRefused([&] { ByteReader(writer.bytes(), "m.lept").count(); }));
        QVERIFY(isRefused([&] { ByteReader(writer.bytes(), "m.lept").text(); }));
        QVERIFY(isRefused([&] { ByteReader(writer.bytes(), "m.lept").reals(1000); }));
    }
    /// A few hundred bytes must not be able to ask for gigabytes.
    void memoryIsBoundedByTheSizeOfTheFile()
    {
        const std::vector<std::uint8_t> small(300), large(1U << 20);
        constexpr std::size_t kMega = std::size_t{1} << 20;
        ByteReader modest(small, "m.lept");
        for (int i = 0; i < 64; ++i)
            modest.needMemory(kMega);
        QVERIFY(isRefused([&] {
            for (int i = 0; i < 64; ++i)
                modest.needMemory(kMega);
        }));
        ByteReader real(large, "m.lept");
        for (int i = 0; i < 1000; ++i)
            real.needMemory(kMega);
    }
};

QTEST_GUILESS_MAIN(TestPackedBytes)
#include "tst_packed_bytes.moc"
