// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_look_up.h"

#include "core/base/random.h"
#include "core/model/packed_ops.h"

#include <QTest>

#include <bit>
#include <limits>

using namespace leptune;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::vector<std::uint8_t> packed(const std::vector<LookUp> &ops)
{
    LookUpCoder coder;
    ByteWriter writer;
    for (const LookUp &op : ops)
        coder.write(writer, op);
    return std::move(writer.bytes());
}

std::vector<LookUp> unpacked(std::span<const std::uint8_t> bytes, std::size_t count)
{
    LookUpCoder coder;
    ByteReader reader(bytes, "test");
    std::vector<LookUp> ops;
    for (std::size_t i = 0; i < count; ++i)
        ops.push_back(coder.read(reader));
    return ops;
}

std::vector<std::uint32_t> bitsOf(const LookUp &op)
{
    std::vector<std::uint32_t> bits{std::bit_cast<std::uint32_t>(op.missing),
                                    std::bit_cast<std::uint32_t>(op.unseen)};
    for (const float value : op.values)
        bits.push_back(std::bit_cast<std::uint32_t>(value));
    for (const float key : op.numberKeys)
        bits.push_back(std::bit_cast<std::uint32_t>(key));
    return bits;
}

std::vector<LookUp> samples()
{
    LookUp counting{{"red", "green", "", "a\nline", std::string("\0\xFF", 2)}, {}, {}, 7.0F, -1.0F};
    for (std::size_t i = 0; i < counting.keys.size(); ++i)
        counting.values.push_back(static_cast<float>(i));
    LookUp means{{"N101", "N102", "N103", "N210"}, {}, {0.25F, 0.5F, 0.25F, -0.0F}, kNaN, 0.25F};
    LookUp ascending{{}, {-3.5F, 0.0F, 2.0F}, {0.0F, 1.0F, 2.0F}, 3.0F, 4.0F};
    LookUp mixed{{}, {2.0F, -3.5F, 0.0F}, {0.5F, 0.5F, 1.0F}, kNaN, kNaN};
    LookUp none{{}, {}, {}, 1.0F, 2.0F};
    return {counting, means, ascending, mixed, none, means};
}

} // namespace

/// Look-ups in files.
class TestPackedLookUp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepEveryKeyAndEveryBit()
    {
        const std::vector<LookUp> ops = samples();
        const std::vector<LookUp> read = unpacked(packed(ops), ops.size());
        for (std::size_t i = 0; i < ops.size(); ++i) {
            QCOMPARE(read[i].keys, ops[i].keys);
            QCOMPARE(bitsOf(read[i]), bitsOf(ops[i]));
        }
    }
    void manySpellingsTakeAFractionOfTheirLength()
    {
        RandomStream random(4);
        LookUp op;
        std::size_t plain = 0;
        for (int i = 0; i < 2000; ++i) {
            op.keys.push_back("N" + std::to_string(10'000 + 37 * i) + "AA");
            op.values.push_back(0.125F * static_cast<float>(random.below(6)));
            plain += op.keys.back().size() + 1 + sizeof(float);
        }
        QVERIFY2(4 * packed({op}).size() < plain, qPrintable(QString::number(packed({op}).size())));
    }
    void laterOnesLearnFromEarlierOnes()
    {
        const LookUp op = samples()[1];
        const std::size_t once = packed({op}).size();
        QVERIFY(packed({op, op, op}).size() < 3 * once);
    }
    void damagedBytesEndInAnError()
    {
        const std::vector<LookUp> ops = samples();
        const std::vector<std::uint8_t> bytes = packed(ops);
        int refused = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            for (const int change : {1, 0x80, 0xFF}) {
                std::vector<std::uint8_t> other = bytes;
                other[i] ^= static_cast<std::uint8_t>(change);
                try {
                    unpacked(other, ops.size());
                } catch (const Error &error) {
                    QCOMPARE(error.code(), ErrorCode::BadFormat);
                    ++refused;
                }
            }
        QVERIFY(refused > 0);
    }
    void theFormOfTheFirstFilesIsRead()
    {
        const LookUp op = samples()[1];
        ByteWriter writer;
        writer.byte(static_cast<std::uint8_t>(Op(op).index()));
        writer.varint(op.keys.size());
        for (const std::string &key : op.keys)
            writer.text(key);
        writer.countedReals(op.numberKeys);
        writer.reals(op.values);
        writer.real(op.missing);
        writer.real(op.unseen);
        GraphUnpacker unpacker;
        ByteReader reader(writer.bytes(), "test");
        const LookUp read = std::get<LookUp>(readOp(reader, unpacker));
        QCOMPARE(read.keys, op.keys);
        QCOMPARE(bitsOf(read), bitsOf(op));
    }
};

QTEST_GUILESS_MAIN(TestPackedLookUp)
#include "tst_packed_look_up.moc"
