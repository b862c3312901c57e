// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/packed_dense.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace leptune;

/// Weights of dense layers in eight bits.
class TestQuantisedWeights : public QObject {
    Q_OBJECT
private:
    static Dense layer(int inputs, int outputs)
    {
        RandomStream random(11);
        Dense result{inputs, outputs, {}, std::vector<float>(static_cast<std::size_t>(outputs))};
        for (int i = 0; i < inputs * outputs; ++i)
            result.weights.push_back(
                static_cast<float>(random.normal() * std::pow(10.0, i % outputs % 5 - 2)));
        for (int i = 0; i < inputs; ++i) // an output without weights
            result.weights[static_cast<std::size_t>(i * outputs)] = i % 2 == 0 ? 0.0F : -0.0F;
        return result;
    }
    static Dense rounded(Dense layer)
    {
        quantiseWeights(layer);
        return layer;
    }
    static std::vector<std::uint8_t> packed(const Dense &layer)
    {
        DenseModels models;
        ByteWriter writer;
        writeDense(writer, models, layer);
        return std::move(writer.bytes());
    }
    static Dense unpacked(const std::vector<std::uint8_t> &bytes)
    {
        DenseModels models;
        ByteReader reader(bytes, "file");
        return readDense(reader, models);
    }

private Q_SLOTS:
    void everyWeightMovesByHalfAStepAtMost()
    {
        const Dense before = layer(40, 12);
        const Dense after = rounded(before);
        const auto codes = weightCodes(after);
        QVERIFY(codes.has_value());
        for (std::size_t i = 0; i < before.weights.size(); ++i) {
            const float step = codes->steps[i % 12];
            QVERIFY(std::abs(before.weights[i] - after.weights[i]) <= 0.5001F * step);
        }
    }

    void theLargestWeightOfEveryOutputHasTheLargestCode()
    {
        const auto codes = weightCodes(rounded(layer(40, 12)));
        for (std::size_t output = 1; output < 12; ++output) {
            int largest = 0;
            for (std::size_t i = output; i < codes->codes.size(); i += 12)
                largest = std::max(largest, std::abs(int{codes->codes[i]}));
            QCOMPARE(largest, 127);
        }
    }

    void roundingTwiceIsRoundingOnce()
    {
        const Dense once = rounded(layer(33, 7));
        QVERIFY(rounded(once) == once);
    }

    void otherLayersHaveNoCodes()
    {
        QVERIFY(!weightCodes(layer(40, 12)));
        Dense broken = layer(40, 12);
        broken.weights[100] = std::numeric_limits<float>::quiet_NaN();
        quantiseWeights(broken);
        QVERIFY(std::isnan(broken.weights[100]) && !weightCodes(broken));
    }

    void weightsOfAnySizeAreRounded()
    {
        for (const float size : {1e-44F, 1e-38F, 1e-29F, 1e30F, 3e38F}) {
            Dense tiny{3, 1, {size, -size / 3.0F, 0.0F}, {0.0F}};
            quantiseWeights(tiny);
            QVERIFY(weightCodes(tiny).has_value());
            QVERIFY(std::abs(tiny.weights[0] - size) <= size && std::isfinite(tiny.weights[0]));
        }
    }

    void roundedLayersComeBackFromLessThanAByteAWeight()
    {
        const Dense layer = rounded(TestQuantisedWeights::layer(200, 96));
        const auto bytes = packed(layer);
        QVERIFY2(bytes.size() < layer.weights.size() + 6 * 96,
                 qPrintable(QString::number(bytes.size())));
        QVERIFY(unpacked(bytes) == layer);
    }

    void otherLayersComeBackToo()
    {
        for (const auto &[inputs, outputs] : {std::pair{40, 12}, {1, 5}, {0, 3}}) {
            const Dense layer = TestQuantisedWeights::layer(inputs, outputs);
            QVERIFY(unpacked(packed(layer)) == layer);
        }
    }

    void refusesDamage()
    {
        auto bytes = packed(rounded(layer(40, 12)));
        bytes.resize(bytes.size() / 2);
        QVERIFY_THROWS_EXCEPTION(Error, unpacked(bytes));
        // A layer of 2^30 times as many weights as there are bytes.
        ByteWriter writer;
        writer.varint((1ULL << 31) - 1);
        writer.varint(4);
        writer.byte(1);
        writer.u64(0x3F803F803F803F80); // four steps of 1
        writer.varint(0);
        QVERIFY_THROWS_EXCEPTION(Error, unpacked(writer.bytes()));
    }
    void fewerBitsAreCoarserCodesOfTheSameSteps()
    {
        std::vector<float> fine{1.0F, 0.3F, -0.7F, 0.01F, -0.25F, 0.6F};
        std::vector<float> coarse = fine;
        quantiseMatrix(fine, 2);
        quantiseMatrix(coarse, 2, 4);
        const auto codes = weightCodes(matrixOf(coarse, 2));
        QVERIFY(codes.has_value());
        QCOMPARE(codes->steps, weightCodes(matrixOf(fine, 2))->steps);
        for (const int code : codes->codes)
            QVERIFY(code % 16 == 0 || std::abs(code) == 127);
    }
};

QTEST_APPLESS_MAIN(TestQuantisedWeights)
#include "tst_quantised_weights.moc"
