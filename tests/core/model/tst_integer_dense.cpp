// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "core/model/integer_form.h"
#include "core/model/integer_products.h"
#include "core/model/interpreter.h"
#include "core/model/packed_dense.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <set>

using namespace leptune;

namespace {

Dense layerOf(int inputs, int outputs, std::uint64_t seed)
{
    RandomStream random(seed);
    Dense layer{inputs, outputs, {}, {}};
    for (int i = 0; i < inputs * outputs; ++i)
        layer.weights.push_back(static_cast<float>(random.normal() / std::sqrt(inputs)));
    for (int o = 0; o < outputs; ++o)
        layer.bias.push_back(static_cast<float>(random.normal()));
    return layer;
}

FloatMatrix inputsFor(int inputs, std::size_t rows)
{
    RandomStream random(3);
    FloatMatrix matrix(rows, static_cast<std::size_t>(inputs));
    for (float &value : matrix.values)
        value = static_cast<float>(random.below(3) == 0 ? 0.0 : random.normal());
    return matrix;
}

FloatMatrix run(const IntegerDense &op, const FloatMatrix &x)
{
    auto graph = std::make_shared<Graph>();
    graph->nodes.push_back({InputMatrix{}, {}, op.inputs});
    graph->nodes.push_back({op, {0}, op.outputs});
    graph->output = 1;
    validateGraph(*graph, 0);
    return Interpreter(graph).run(x);
}

/// As graph.h says it, in the plainest words.
float answer(const IntegerDense &op, std::span<const float> x, std::size_t output)
{
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float code = std::nearbyint(x[i] / op.inputStep) + static_cast<float>(op.zeroPoint);
        const int clipped = !(code > 0.0F) ? 0 : code > 255.0F ? 255 : static_cast<int>(code);
        sum += (clipped - op.zeroPoint) *
               op.weights[i * static_cast<std::size_t>(op.outputs) + output];
    }
    const float scale = op.inputStep * op.steps[output];
    sum += static_cast<std::int32_t>(std::nearbyint(op.bias[output] / scale));
    return static_cast<float>(sum) * scale;
}

IntegerDense reread(const IntegerDense &op)
{
    DenseModels models, others;
    ByteWriter writer;
    writeIntegerDense(writer, models, op);
    ByteReader reader(writer.bytes(), "file");
    return readIntegerDense(reader, others);
}

} // namespace

class TestIntegerDense : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSharedValueIsNotLostBesideALargerOne()
    {
        Dense layer{64, 64, std::vector<float>(64 * 64, 0.001F), std::vector<float>(64)};
        layer.weights[0] = 1.0F;
        const IntegerDense op = integerForm(layer, 0.0F, 1.0F);
        const std::vector<float> ones(64, 1.0F);
        for (std::size_t output = 1; output < 64; ++output)
            QVERIFY(std::abs(answer(op, ones, output) - 0.064F) < 0.001F);
    }

    void weightsThatShareFewValuesStillDo()
    {
        const std::vector<float> book{-0.81F, -0.31F, 0.0F, 0.27F, 0.55F, 0.97F};
        Dense layer = layerOf(40, 12, 9);
        RandomStream random(4);
        for (float &weight : layer.weights)
            weight = book[random.below(book.size())];
        const IntegerDense integer = integerForm(layer, -1.0F, 1.0F);
        QCOMPARE(std::set<std::int8_t>(integer.weights.begin(), integer.weights.end()).size(),
                 book.size());
        for (std::size_t i = 0; i < layer.weights.size(); ++i)
            QVERIFY(std::abs(integer.weights[i] * integer.steps[i % 12] - layer.weights[i]) <=
                    0.51F * integer.steps[0]);
    }

    void answersAreThoseOfTheFormula_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::newRow("one") << 1 << 1;
        QTest::newRow("edges") << 7 << 19;
        QTest::newRow("strips") << 33 << 212;
        QTest::newRow("wide") << 784 << 300;
    }
    void answersAreThoseOfTheFormula()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        const IntegerDense op = integerForm(layerOf(inputs, outputs, 7), -1.5F, 2.0F);
        const FloatMatrix x = inputsFor(inputs, 9);
        const FloatMatrix y = run(op, x);
        for (std::size_t r = 0; r < x.rows; ++r)
            for (std::size_t o = 0; o < y.columns; ++o)
                QCOMPARE(std::bit_cast<std::uint32_t>(y.at(r, o)),
                         std::bit_cast<std::uint32_t>(answer(op, x.row(r), o)));
    }

    void allKernelsGiveTheSameSums()
    {
        RandomStream random(9);
        for (const std::size_t outputs : {1U, 16U, 65U, 200U, 300U}) {
            const std::size_t inputs = 37;
            std::vector<std::int8_t> weights;
            for (std::size_t i = 0; i < inputs * outputs; ++i) // extremes overflow 16 bits
                weights.push_back(static_cast<std::int8_t>(random.below(2) == 0 ? 127 : -127));
            const PackedCodes packed(weights, inputs, outputs);
            std::vector<CodeGroup> row;
            for (std::uint32_t g = 0; g < packed.groups; g += 1 + g % 2)
                row.push_back(
                    {g % 3 == 0 ? 0xFFFFFFFFU : static_cast<std::uint32_t>(random.next()), g});
            std::vector<std::int32_t> want(packed.outputs, 5), have = want;
            integerProductsScalar(row, packed, want.data());
            integerProductsAvx2(row, packed, have.data());
            QCOMPARE(have, want);
            if (!hasAvx512Vnni())
                continue;
            have.assign(packed.outputs, 5);
            integerProductsAvx512(row, packed, have.data());
            QCOMPARE(have, want);
        }
    }

    void inputsBeyondTheRangeAreClippedAndMissingOnesAreTheLowest()
    {
        const IntegerDense op = integerForm(Dense{1, 1, {1.0F}, {0.0F}}, 0.0F, 2.0F);
        FloatMatrix x(5, 1);
        x.values = {-7.0F, 900.0F, std::numeric_limits<float>::infinity(),
                    std::numeric_limits<float>::quiet_NaN(), 2.0F};
        const FloatMatrix y = run(op, x);
        QCOMPARE(y.at(0, 0), 0.0F);
        QVERIFY(std::abs(y.at(1, 0) - 2.0F) < 0.01F);
        QCOMPARE(y.at(2, 0), y.at(1, 0));
        QCOMPARE(y.at(3, 0), 0.0F);
        QCOMPARE(y.at(4, 0), y.at(1, 0));
    }

    void answersStayWithinAStepOfThoseOfRoundedFloats()
    {
        Dense layer = layerOf(60, 20, 11);
        quantiseWeights(layer);
        const IntegerDense op = integerForm(layer, -3.0F, 3.0F);
        FloatMatrix x = inputsFor(60, 50);
        for (float &value : x.values) { // as fake quantisation has them
            const float code =
                std::clamp(std::nearbyint(value / op.inputStep) + static_cast<float>(op.zeroPoint),
                           0.0F, 255.0F);
            value = (code - static_cast<float>(op.zeroPoint)) * op.inputStep;
        }
        const FloatMatrix y = run(op, x);
        for (std::size_t r = 0; r < x.rows; ++r)
            for (std::size_t o = 0; o < 20; ++o) {
                double exact = layer.bias[o];
                for (std::size_t i = 0; i < 60; ++i)
                    exact += static_cast<double>(x.at(r, i)) * layer.weights[i * 20 + o];
                QVERIFY(std::abs(exact - y.at(r, o)) < 1e-5 + op.inputStep * op.steps[o]);
            }
    }

    void weightsOfOneStepKeepTheirValues()
    {
        Dense layer{4, 2, {0.75F, -0.25F, 0.0F, 0.5F, 0.25F, 0.0F, -0.75F, 0.5F}, {1.0F, 2.0F}};
        const IntegerDense op = integerForm(layer, 0.0F, 1.0F);
        QCOMPARE(op.steps, (std::vector<float>{0.25F, 0.25F}));
        QCOMPARE(op.weights, (std::vector<std::int8_t>{3, -1, 0, 2, 1, 0, -3, 2}));
    }

    void outputsWithoutWeightsKeepTheirBias()
    {
        const IntegerDense op =
            integerForm(Dense{2, 2, {0.0F, 0.3F, 0.0F, -1.0F}, {-3.7F, 1e9F}}, 0.0F, 1.0F);
        FloatMatrix x(1, 2);
        x.values = {1.0F, 0.5F};
        const FloatMatrix y = run(op, x);
        QVERIFY(std::abs(y.at(0, 0) + 3.7F) < 1e-5F);
        QVERIFY(std::abs(y.at(0, 1) - 1e9F) < 1e4F);
    }

    void aBiasFarAboveTheWeightsLeavesThemWhatItCan()
    {
        const Dense layer{1, 1, {1.0F}, {4e6F}};
        const IntegerDense op = integerForm(layer, -1.0F, 1.0F);
        FloatMatrix x(2, 1);
        x.values = {-1.0F, 1.0F};
        const FloatMatrix y = run(op, x);
        QVERIFY(std::abs(y.at(1, 0) - y.at(0, 0) - 2.0F) <
                0.6F); // a float near 4e6 has steps of 0.5
    }

    void rangesThatAreNotFiniteAreRefused()
    {
        const Dense layer{1, 1, {1.0F}, {0.0F}};
        QVERIFY_EXCEPTION_THROWN(integerForm(layer, 0.0F, std::numeric_limits<float>::infinity()),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(integerForm(layer, std::numeric_limits<float>::quiet_NaN(), 1.0F),
                                 Error);
    }

    void comesBackFromAFile_data()
    {
        QTest::addColumn<bool>("shrunk");
        QTest::newRow("eight bits") << false;
        QTest::newRow("few levels") << true;
    }
    void comesBackFromAFile()
    {
        QFETCH(bool, shrunk);
        Dense layer = layerOf(40, 12, 3);
        if (shrunk)
            for (float &weight : layer.weights)
                weight = std::nearbyint(weight * 8.0F) * 0.125F + 0.0F;
        const IntegerDense op = integerForm(layer, -2.0F, 5.0F);
        QVERIFY(reread(op) == op);
    }

    void badLayersAreRefused()
    {
        IntegerDense op = integerForm(layerOf(3, 2, 1), 0.0F, 1.0F);
        const auto refused = [](IntegerDense bad) {
            Graph graph;
            graph.nodes.push_back({InputMatrix{}, {}, bad.inputs});
            graph.nodes.push_back({std::move(bad), {0}, 2});
            graph.output = 1;
            try {
                validateGraph(graph, 0);
            } catch (const Error &) {
                return true;
            }
            return false;
        };
        QVERIFY(!refused(op));
        IntegerDense bad = op;
        bad.inputStep = 0.0F;
        QVERIFY(refused(bad));
        bad = op;
        bad.zeroPoint = 256;
        QVERIFY(refused(bad));
        bad = op;
        bad.weights[0] = -128;
        QVERIFY(refused(bad));
        bad = op;
        bad.steps[1] = 0.0F;
        QVERIFY(refused(bad));
        bad = op;
        bad.bias[0] = 1e30F;
        QVERIFY(refused(bad));
        bad = op;
        bad.steps.pop_back();
        QVERIFY(refused(bad));
        Dense layer = layerOf(3, 2, 1);
        layer.weights[0] = std::numeric_limits<float>::infinity();
        QVERIFY_EXCEPTION_THROWN(integerForm(layer, 0.0F, 1.0F), Error);
    }
};

QTEST_GUILESS_MAIN(TestIntegerDense)
#include "tst_integer_dense.moc"
