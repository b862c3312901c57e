// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/symbol_models.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestRangeCoder : public QObject {
    Q_OBJECT
private:
    static RangeDecoder decoder(const std::vector<std::uint8_t> &bytes)
    {
        static const ByteReader reader({}, "test");
        return {bytes, reader};
    }

private Q_SLOTS:
    void givesBackWhatWasCoded_data()
    {
        QTest::addColumn<int>("share");
        for (const int share : {0, 1, 50, 500, 999, 1000})
            QTest::addRow("%d of 1000", share) << share;
    }
    void givesBackWhatWasCoded()
    {
        QFETCH(int, share);
        RandomStream random(3);
        std::vector<bool> bits(20000);
        std::vector<std::uint32_t> words(20000);
        for (std::size_t i = 0; i < bits.size(); ++i) {
            bits[i] = static_cast<int>(random.below(1000)) < share;
            words[i] = static_cast<std::uint32_t>(random.below(1U << (i % 17)));
        }
        RangeEncoder encoder;
        BitModel to;
        for (std::size_t i = 0; i < bits.size(); ++i) {
            encoder.bit(to, bits[i]);
            if (i % 3 == 0)
                encoder.plain(static_cast<unsigned>(i % 17), words[i]);
        }
        const auto bytes = encoder.finish();
        RangeDecoder from = decoder(bytes);
        BitModel model;
        for (std::size_t i = 0; i < bits.size(); ++i) {
            QCOMPARE(from.bit(model), static_cast<bool>(bits[i]));
            if (i % 3 == 0)
                QCOMPARE(from.plain(static_cast<unsigned>(i % 17)), words[i]);
        }
        from.finish();
    }

    void manyZerosAtTheEndComeBack()
    {
        RangeEncoder encoder;
        for (int i = 0; i < 100; ++i)
            codeWord(encoder, i == 0 ? 77U : 0U);
        const auto bytes = encoder.finish();
        RangeDecoder from = decoder(bytes);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(codeWord(from), i == 0 ? 77U : 0U);
        from.finish();
    }

    /// Shannon's bound, and a little for learning it.
    void comesCloseToTheEntropy()
    {
        RandomStream random(4);
        RangeEncoder encoder;
        BitModel model;
        constexpr int kBits = 200000;
        for (int i = 0; i < kBits; ++i)
            encoder.bit(model, random.below(100) < 11);
        const double bound = -kBits * (0.11 * std::log2(0.11) + 0.89 * std::log2(0.89)) / 8.0;
        QVERIFY(static_cast<double>(encoder.finish().size()) < 1.02 * bound + 10.0);
    }

    void symbolsComeBack()
    {
        RandomStream random(5);
        std::vector<std::uint32_t> values{0, 1, 2, 7, 8, 0xFFFFFFFFU, 0x80000000U};
        for (int i = 0; i < 5000; ++i)
            values.push_back(static_cast<std::uint32_t>(random.next() >> random.below(64)));
        RangeEncoder encoder;
        NumberModel toNumbers;
        SignedModel toSigned;
        PlaceModel toPlaces(100000);
        for (const std::uint32_t value : values) {
            toNumbers.code(encoder, value);
            toSigned.code(encoder, static_cast<std::int32_t>(value));
            const std::uint32_t place = value % 100001, low = place / 2;
            toPlaces.code(encoder, low, std::min(place + value % 3, 100000U), place);
            codeWord(encoder, value);
        }
        const auto bytes = encoder.finish();
        RangeDecoder from = decoder(bytes);
        NumberModel numbers;
        SignedModel whole;
        PlaceModel places(100000);
        for (const std::uint32_t value : values) {
            QCOMPARE(numbers.code(from), value);
            QCOMPARE(whole.code(from), static_cast<std::int32_t>(value));
            const std::uint32_t place = value % 100001, low = place / 2;
            QCOMPARE(places.code(from, low, std::min(place + value % 3, 100000U)), place);
            QCOMPARE(codeWord(from), value);
        }
        from.finish();
    }

    void aPlaceThatIsCertainCostsNothing()
    {
        RangeEncoder encoder;
        PlaceModel model(1000);
        for (int i = 0; i < 1000; ++i)
            model.code(encoder, 77, 77, 77);
        QVERIFY(encoder.finish().empty());
    }

    void readingOnEndsInAnError()
    {
        RangeDecoder from = decoder({});
        BitModel model;
        QVERIFY_EXCEPTION_THROWN(for (int i = 0; i < 1000000; ++i) from.bit(model), Error);
        RangeDecoder plain = decoder({});
        QVERIFY_EXCEPTION_THROWN(for (int i = 0; i < 100; ++i) plain.plain(16), Error);
    }

    void bytesThatAreLeftAreRefused()
    {
        const std::vector<std::uint8_t> bytes(20, 1);
        QVERIFY_EXCEPTION_THROWN(decoder(bytes).finish(), Error);
    }
};

QTEST_GUILESS_MAIN(TestRangeCoder)
#include "tst_range_coder.moc"
