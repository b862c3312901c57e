// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/model/integer_form.h"
#include "core/model/packed_dense.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <array>

using namespace leptune;

namespace {

Dense layer(int inputs, int outputs, std::uint64_t seed)
{
    RandomStream random(seed);
    Dense made{inputs, outputs, {}, {}};
    for (int i = 0; i < inputs * outputs; ++i)
        made.weights.push_back(static_cast<float>(random.normal()));
    for (int o = 0; o < outputs; ++o)
        made.bias.push_back(static_cast<float>(random.normal()));
    quantiseWeights(made);
    return made;
}

std::size_t bytesOf(const Dense &one, DenseModels &models)
{
    ByteWriter writer;
    writeDense(writer, models, one);
    return writer.bytes().size();
}

} // namespace

class TestPackedDense : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEqualLayerIsWrittenOnce()
    {
        DenseModels models;
        const Dense first = layer(40, 30, 1), second = layer(40, 30, 2);
        QVERIFY(bytesOf(first, models) > 1000);
        QVERIFY(bytesOf(second, models) > 1000);
        QVERIFY(bytesOf(first, models) < 8);
        QVERIFY(bytesOf(second, models) < 8);
        Dense other = first;
        other.bias[3] += 1.0F;
        QVERIFY(bytesOf(other, models) > 1000);
    }

    /// Codes, two bytes a step and about one a bias.
    void fineTunedLayersPackWithOneSetOfSteps()
    {
        Dense tuned = layer(40, 30, 1);
        quantiseWeights(tuned, kMostTunedCode);
        quantiseBias(tuned.bias);
        const IntegerDense whole = integerForm(tuned, CodeScale{0.0123F, 17});
        ByteWriter writer;
        DenseModels models;
        writeIntegerDense(writer, models, whole);
        QVERIFY2(writer.bytes().size() < 40 * 30 + 3 * 30 + 32,
                 qPrintable(QString::number(writer.bytes().size())));
        ByteReader reader(writer.bytes(), "m.lept");
        DenseModels known;
        QVERIFY(readIntegerDense(reader, known) == whole);
        QCOMPARE(reader.left(), std::size_t{0});
    }

    void equalLayersAreReadAsTheyWere()
    {
        const Dense first = layer(20, 16, 1), second = layer(16, 16, 2);
        const IntegerDense whole = integerForm(first, -2.0F, 3.0F);
        IntegerDense other = whole;
        other.inputStep *= 2.0F; // the same codes, of another unit
        const std::array<const IntegerDense *, 4> integers{&whole, &other, &whole, &other};
        ByteWriter writer;
        DenseModels models;
        for (const Dense *one : {&first, &second, &first, &second, &second})
            writeDense(writer, models, *one);
        for (const IntegerDense *one : integers)
            writeIntegerDense(writer, models, *one);
        ByteReader reader(writer.bytes(), "m.lept");
        DenseModels known;
        for (const Dense *one : {&first, &second, &first, &second, &second})
            QVERIFY(readDense(reader, known) == *one);
        for (const IntegerDense *one : integers)
            QVERIFY(readIntegerDense(reader, known) == *one);
        QCOMPARE(reader.left(), std::size_t{0});
    }

    void aLayerThatIsNotThereIsRefused_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("place");
        QTest::newRow("later than itself") << 20 << 3 << 1;
        QTest::newRow("of another size") << 19 << 3 << 0;
        QTest::newRow("of no form") << 20 << 4 << 0;
    }
    void aLayerThatIsNotThereIsRefused()
    {
        QFETCH(int, inputs);
        QFETCH(int, form);
        QFETCH(int, place);
        ByteWriter writer;
        DenseModels models;
        writeDense(writer, models, layer(20, 16, 1));
        writer.varint(static_cast<std::uint64_t>(inputs));
        writer.varint(16);
        writer.byte(static_cast<std::uint8_t>(form));
        writer.varint(static_cast<std::uint64_t>(place));
        ByteReader reader(writer.bytes(), "m.lept");
        DenseModels known;
        readDense(reader, known);
        QVERIFY_EXCEPTION_THROWN(readDense(reader, known), Error);
    }
};

QTEST_GUILESS_MAIN(TestPackedDense)
#include "tst_packed_dense.moc"
