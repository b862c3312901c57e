// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/mixed_bit.h"
#include "core/model/packed_dense.h"
#include "core/model/packed_sparse.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace leptune;

namespace {

/// Living cells gather in some rows and columns, as in layers that were pruned; `levels` sizes.
std::vector<float> sparseCells(std::size_t rows, std::size_t columns, double share, int levels,
                               float step = 0.125F)
{
    RandomStream random(5);
    std::vector<float> cells;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        const bool busy = i / columns % 4 == 0;
        const bool living = random.uniform(0.0, 1.0) < share * (busy ? 3.4 : 0.2);
        const int code = static_cast<int>(random.below(static_cast<std::uint64_t>(levels))) + 1;
        const float sign = random.below(2) == 0 ? -1.0F : 1.0F;
        cells.push_back(living ? static_cast<float>(code) * sign * step : 0.0F);
    }
    return cells;
}

std::vector<std::uint8_t> packed(const std::vector<float> &cells, std::size_t columns)
{
    ByteWriter writer;
    writeShared(writer, *sharedNumbers(cells), columns);
    return std::move(writer.bytes());
}

std::vector<float> unpacked(const std::vector<std::uint8_t> &bytes, std::size_t rows,
                            std::size_t columns)
{
    ByteReader reader(bytes, "file");
    return readShared(reader, rows, columns);
}

Dense shrunkLayer()
{
    Dense layer{300, 100, sparseCells(300, 100, 0.05, 3), {}};
    RandomStream random(6);
    for (int o = 0; o < 100; ++o)
        layer.bias.push_back(static_cast<float>(random.normal()));
    Dense bias{100, 1, layer.bias, {0.0F}};
    quantiseWeights(bias);
    layer.bias = bias.weights;
    return layer;
}

} // namespace

class TestPackedSparse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void probabilitiesAndLogarithmsAreInverse()
    {
        for (int x = -1500; x <= 1500; ++x) {
            const int p = odds::probability(x);
            QVERIFY(p > 0 && p < 4096);
            QVERIFY(odds::probability(odds::kLogarithms[static_cast<std::size_t>(p)]) == p);
            const double exact = 4096.0 / (1.0 + std::exp(-x / 256.0));
            QVERIFY2(std::abs(p - exact) < 16.0,
                     qPrintable(QString("%1: %2 %3").arg(x).arg(p).arg(exact)));
        }
    }

    void everyCellComesBack_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("levels");
        QTest::addColumn<float>("step");
        QTest::newRow("sparse") << 300 << 100 << 0.04 << 7 << 0.125F;
        QTest::newRow("one column") << 50 << 1 << 0.2 << 3 << 0.125F;
        QTest::newRow("one row") << 1 << 70 << 0.2 << 3 << 0.125F;
        QTest::newRow("full book") << 200 << 40 << 0.25 << 127 << 0.5F;
        QTest::newRow("nothing lives") << 30 << 30 << 0.0 << 1 << 1.0F;
        QTest::newRow("no multiples of a short step") << 80 << 30 << 0.2 << 5 << 0.1F;
        QTest::newRow("no cells") << 0 << 5 << 0.0 << 1 << 1.0F;
    }
    void everyCellComesBack()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(double, share);
        QFETCH(int, levels);
        QFETCH(float, step);
        const auto cells = sparseCells(static_cast<std::size_t>(rows),
                                       static_cast<std::size_t>(columns), share, levels, step);
        const auto back =
            unpacked(packed(cells, static_cast<std::size_t>(columns)),
                     static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
        QCOMPARE(back.size(), cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            QCOMPARE(std::bit_cast<std::uint32_t>(back[i]), std::bit_cast<std::uint32_t>(cells[i]));
    }

    /// The entropy of independent cells is what an index code can reach at best; rows and columns
    /// that differ give more.
    void contextsBeatTheEntropyOfTheCells()
    {
        const std::size_t rows = 800, columns = 300;
        const auto cells = sparseCells(rows, columns, 0.03, 1);
        double living = 0.0;
        for (const float cell : cells)
            living += cell != 0.0F ? 1.0 : 0.0;
        const double total = static_cast<double>(rows * columns), share = living / total;
        const double bits =
            total * (-share * std::log2(share) - (1.0 - share) * std::log2(1.0 - share)) + living;
        QVERIFY2(static_cast<double>(packed(cells, columns).size()) < 0.9 * bits / 8.0,
                 qPrintable(QString("%1 %2").arg(packed(cells, columns).size()).arg(bits / 8.0)));
    }

    void numbersThatCantShareAreLeftAlone()
    {
        std::vector<float> many;
        for (int i = 0; i < 300; ++i)
            many.push_back(static_cast<float>(i + 1));
        QVERIFY(!sharedNumbers(many));
        QVERIFY(!sharedNumbers(std::vector<float>{1.0F, -0.0F}));
        QVERIFY(!sharedNumbers(std::vector<float>{1.0F, std::numeric_limits<float>::infinity()}));
        QVERIFY(!sharedNumbers(std::vector<float>{std::numeric_limits<float>::quiet_NaN()}));
    }

    /// As k-means gives them: no multiples of anything.
    void learntValuesThatAreShortTakeTwoBytesEach()
    {
        const std::vector<float> book{-0.8125F, -0.310546875F, 0.2216796875F, 0.419921875F,
                                      0.96484375F};
        std::vector<float> cells = sparseCells(100, 50, 0.2, 2);
        for (float &cell : cells)
            if (cell != 0.0F)
                cell = book[static_cast<std::size_t>(8.0F * cell + 2.0F) % book.size()];
        QVERIFY(!commonStep(sharedNumbers(cells)->book));
        const auto bytes = packed(cells, 50);
        QVERIFY(unpacked(bytes, 100, 50) == cells);
        // 0.1F is no short float: the same cells with books of four bytes.
        std::vector<float> longer = cells;
        for (float &cell : longer)
            cell *= 0.1F;
        QVERIFY(unpacked(packed(longer, 50), 100, 50) == longer);
        QCOMPARE(packed(longer, 50).size() - bytes.size(), 2 * sharedNumbers(cells)->book.size());
    }

    void aLayerThatWasShrunkComesBackAndIsSmall()
    {
        const Dense layer = shrunkLayer();
        DenseModels models, others;
        ByteWriter writer;
        writeDense(writer, models, layer);
        ByteReader reader(writer.bytes(), "file");
        QVERIFY(readDense(reader, others) == layer);
        QCOMPARE(reader.left(), std::size_t{0});
        // 30,000 cells of which 1,500 live with one of six values, independent: 1,560 bytes, and
        // 100 biases of nearly a byte.
        QVERIFY2(writer.bytes().size() < 1600, qPrintable(QString::number(writer.bytes().size())));
    }

    /// A step of which files hold only half of the bits would not give the bias back.
    void oneBiasThatWasNotRoundedComesBack()
    {
        RandomStream random(12);
        for (int round = 0; round < 50; ++round) {
            const Dense layer{
                100, 1, sparseCells(100, 1, 0.1, 3), {static_cast<float>(random.normal() * 1e3)}};
            DenseModels models, others;
            ByteWriter writer;
            writeDense(writer, models, layer);
            ByteReader reader(writer.bytes(), "file");
            QVERIFY(readDense(reader, others) == layer);
        }
    }

    void layersOfOneStepTakeAByteAWeightAtMost_data()
    {
        QTest::addColumn<int>("levels");
        QTest::newRow("seven bits") << 63;
        QTest::newRow("eight bits") << 127;
    }
    void layersOfOneStepTakeAByteAWeightAtMost()
    {
        QFETCH(int, levels);
        const Dense layer{64, 40, sparseCells(64, 40, 0.28, levels, 0.0078125F),
                          std::vector<float>(40, 0.3F)};
        DenseModels models, others;
        ByteWriter writer;
        writeDense(writer, models, layer);
        QVERIFY2(writer.bytes().size() < 64 * 40 + 300,
                 qPrintable(QString::number(writer.bytes().size())));
        ByteReader reader(writer.bytes(), "file");
        QVERIFY(readDense(reader, others) == layer);
    }

    void layersWithoutInputsTakeNoMemory()
    {
        ByteWriter writer;
        writer.varint(0);
        writer.varint(0x7FFFFFFF);
        for (const int byte : {2, 0, 0}) // shrunk, an empty book, no bytes
            writer.byte(static_cast<std::uint8_t>(byte));
        DenseModels models;
        ByteReader reader(writer.bytes(), "file");
        QVERIFY_EXCEPTION_THROWN(readDense(reader, models), Error);
    }

    void damagedBytesEndInAnError()
    {
        const Dense layer = shrunkLayer();
        DenseModels models;
        ByteWriter writer;
        writeDense(writer, models, layer);
        const std::vector<std::uint8_t> good = writer.bytes();
        RandomStream random(8);
        for (int round = 0; round < 300; ++round) {
            std::vector<std::uint8_t> bad = good;
            if (round % 3 == 0)
                bad.resize(random.below(bad.size()));
            else
                bad[random.below(bad.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
            try {
                DenseModels fresh;
                ByteReader reader(bad, "file");
                readDense(reader, fresh); // another layer, or
            } catch (const Error &error) {
                QCOMPARE(error.code(), ErrorCode::BadFormat);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPackedSparse)
#include "tst_packed_sparse.moc"
