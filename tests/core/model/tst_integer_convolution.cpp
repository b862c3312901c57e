// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/integer_form.h"
#include "core/model/integer_run.h"
#include "core/model/integer_windows.h"
#include "core/model/interpreter.h"
#include "core/model/packed_dense.h"
#include "core/model/planes.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace leptune;

namespace {

Convolution layerOf(const ConvolutionShape &shape, std::uint64_t seed)
{
    RandomStream random(seed);
    Convolution layer{shape, {}, {}};
    const int window = shape.windowSize();
    for (int i = 0; i < shape.outputs * window; ++i)
        layer.weights.push_back(static_cast<float>(random.normal() / std::sqrt(window)));
    for (int o = 0; o < shape.outputs; ++o)
        layer.bias.push_back(static_cast<float>(0.3 * random.normal()));
    return layer;
}

Dense denseOf(int inputs, int outputs, std::uint64_t seed)
{
    RandomStream random(seed);
    Dense layer{inputs, outputs, {}, {}};
    for (int i = 0; i < inputs * outputs; ++i)
        layer.weights.push_back(static_cast<float>(random.normal() / std::sqrt(inputs)));
    for (int o = 0; o < outputs; ++o)
        layer.bias.push_back(static_cast<float>(random.normal()));
    return layer;
}

FloatMatrix inputsFor(const Plane &plane, std::size_t rows)
{
    RandomStream random(3);
    FloatMatrix matrix(rows, static_cast<std::size_t>(planeSize(plane)));
    for (float &value : matrix.values)
        value = static_cast<float>(random.below(3) == 0 ? 0.0 : random.normal());
    return matrix;
}

/// Layer after layer over one matrix.
struct Chain {
    explicit Chain(int width) { graph->nodes.push_back({InputMatrix{}, {}, width}); }

    Chain &then(Op op, int width)
    {
        graph->nodes.push_back({std::move(op), {graph->output}, width});
        ++graph->output;
        return *this;
    }
    FloatMatrix run(const FloatMatrix &x, int threads = 1) const
    {
        validateGraph(*graph, 0);
        return Interpreter(graph).run(x, threads);
    }
    /// Every operation in a graph of its own.
    FloatMatrix oneByOne(FloatMatrix x) const
    {
        for (std::size_t i = 1; i < graph->nodes.size(); ++i) {
            Chain alone(static_cast<int>(x.columns));
            alone.then(graph->nodes[i].op, graph->nodes[i].width);
            x = alone.run(x);
        }
        return x;
    }

    std::shared_ptr<Graph> graph = std::make_shared<Graph>(Graph{{}, 0});
};

/// As graph.h says it, in the plainest words.
float answer(const IntegerConvolution &op, std::span<const float> x, int pixel, int output)
{
    const int seen = op.in.channels / op.groups, width = op.out().width;
    std::int32_t sum = 0;
    for (int i = 0; i < op.windowSize(); ++i) {
        const int c = i % seen, kx = i / seen % op.kernelWidth, ky = i / seen / op.kernelWidth;
        const int row = pixel / width * op.stride + ky - op.padding;
        const int column = pixel % width * op.stride + kx - op.padding;
        if (row < 0 || column < 0 || row >= op.in.height || column >= op.in.width)
            continue;
        const int channel = op.groups > 1 ? output : c;
        const float value =
            x[static_cast<std::size_t>((row * op.in.width + column) * op.in.channels + channel)];
        const float code = std::nearbyint(value / op.inputStep) + static_cast<float>(op.zeroPoint);
        const int clipped = !(code > 0.0F) ? 0 : code > 255.0F ? 255 : static_cast<int>(code);
        sum += (clipped - op.zeroPoint) *
               op.weights[static_cast<std::size_t>(output * op.windowSize() + i)];
    }
    const float scale = op.inputStep * op.steps[static_cast<std::size_t>(output)];
    sum += static_cast<std::int32_t>(
        std::nearbyint(op.bias[static_cast<std::size_t>(output)] / scale));
    return static_cast<float>(sum) * scale;
}

std::vector<std::uint32_t> bitsOf(const FloatMatrix &matrix)
{
    std::vector<std::uint32_t> bits;
    for (const float value : matrix.values)
        bits.push_back(std::bit_cast<std::uint32_t>(value));
    return bits;
}

IntegerConvolution reread(const IntegerConvolution &op)
{
    DenseModels models, others;
    ByteWriter writer;
    writeIntegerConvolution(writer, models, op);
    ByteReader reader(writer.bytes(), "file");
    return readIntegerConvolution(reader, others);
}

const Activation kRelu{ActivationKind::Relu};

} // namespace

class TestIntegerConvolution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersAreThoseOfTheFormula_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<int>("groups");
        QTest::newRow("one channel") << 1 << 20 << 5 << 1 << 0 << 1;
        QTest::newRow("one pixel windows") << 3 << 5 << 1 << 1 << 0 << 1;
        QTest::newRow("padding") << 3 << 33 << 3 << 1 << 1 << 1;
        QTest::newRow("strides") << 6 << 66 << 3 << 2 << 2 << 1;
        QTest::newRow("many outputs") << 4 << 130 << 2 << 1 << 1 << 1;
        QTest::newRow("depthwise") << 19 << 19 << 3 << 1 << 1 << 19;
    }
    void answersAreThoseOfTheFormula()
    {
        QFETCH(int, channels);
        QFETCH(int, outputs);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(int, groups);
        const ConvolutionShape shape{{9, 10, channels}, outputs, kernel, kernel, stride,
                                     padding,           groups};
        const IntegerConvolution op = integerForm(layerOf(shape, 7), -1.5F, 2.0F);
        const FloatMatrix x = inputsFor(op.in, 3);
        const int width = planeSize(op.out());
        const FloatMatrix y = Chain(planeSize(op.in)).then(op, width).run(x);
        for (std::size_t r = 0; r < x.rows; ++r)
            for (int i = 0; i < width; ++i)
                QCOMPARE(
                    std::bit_cast<std::uint32_t>(y.at(r, static_cast<std::size_t>(i))),
                    std::bit_cast<std::uint32_t>(answer(op, x.row(r), i / outputs, i % outputs)));
    }

    void allKernelsGiveTheSameSums_data()
    {
        QTest::addColumn<int>("channels"); // bytes from window to window
        for (const int channels : {1, 3, 4, 7, 16, 20, 24})
            QTest::addRow("%d", channels) << channels;
    }
    void allKernelsGiveTheSameSums()
    {
        QFETCH(int, channels);
        constexpr int kHeight = 8, kWidth = 22, kKernel = 4;
        const std::size_t windows = kWidth - kKernel + 1;
        RandomStream random(9);
        for (const int outputs : {1, 2, 4, 5, 16, 18, 20, 31, 50, 64, 80, 112, 132}) {
            IntegerConvolution op{
                {{kHeight, kWidth, channels}, outputs, kKernel, 3}, 1.0F, 0, {}, {}, {}};
            for (int i = 0; i < outputs * op.windowSize(); ++i) // extremes overflow 16 bits
                op.weights.push_back(static_cast<std::int8_t>(random.below(2) == 0 ? 127 : -127));
            const PackedWindows packed(op);
            std::vector<std::uint8_t> codes(static_cast<std::size_t>(kHeight * kWidth * channels) +
                                            3);
            for (std::uint8_t &code : codes)
                code = static_cast<std::uint8_t>(random.below(3) == 0 ? 255 : random.below(256));
            std::vector<std::int32_t> start(packed.codes.outputs, 5);
            start.back() = -7;
            const WindowRow row{codes.data(), windows, channels};
            std::vector<std::int32_t> want(windows * packed.codes.outputs), have(want.size());
            windowProductsScalar(row, packed, start.data(), want.data());
            windowProductsAvx2(row, packed, start.data(), have.data());
            QCOMPARE(have, want);
            if (!hasAvx512Vnni())
                continue;
            have.assign(want.size(), 0);
            windowProductsAvx512(row, packed, start.data(), have.data());
            QCOMPARE(have, want);
        }
    }

    void layersThatRunTogetherGiveTheBitsOfThoseThatRunAlone_data()
    {
        QTest::addColumn<int>("padding");
        QTest::addColumn<int>("poolSize");
        QTest::addColumn<int>("poolStride");
        QTest::addColumn<bool>("poolFirst");
        QTest::newRow("plain") << 0 << 2 << 2 << false;
        QTest::newRow("pool before the relu") << 0 << 2 << 2 << true;
        QTest::newRow("padded") << 1 << 2 << 2 << false;
        QTest::newRow("overlapping pools") << 1 << 3 << 2 << false;
        QTest::newRow("gaps between pools") << 2 << 2 << 3 << true;
        QTest::newRow("no pool") << 1 << 0 << 1 << false;
    }
    void layersThatRunTogetherGiveTheBitsOfThoseThatRunAlone()
    {
        QFETCH(int, padding);
        QFETCH(int, poolSize);
        QFETCH(int, poolStride);
        QFETCH(bool, poolFirst);
        const auto chain = network(padding, poolSize, poolStride, poolFirst);
        QCOMPARE(integerRuns(*chain.graph).size(), std::size_t{1});
        const FloatMatrix x = inputsFor({12, 11, 1}, 9);
        QCOMPARE(bitsOf(chain.run(x)), bitsOf(chain.oneByOne(x)));
    }

    void aRowHasTheSameBitsInEveryBatch()
    {
        const auto chain = network(1, 2, 2, false);
        const FloatMatrix x = inputsFor({12, 11, 1}, 300);
        const FloatMatrix all = chain.run(x, 2);
        FloatMatrix one(1, x.columns);
        std::ranges::copy(x.row(299), one.values.begin());
        QVERIFY(std::ranges::equal(chain.run(one).values, all.row(299)));
    }

    void whatOthersReadStaysInNumbers()
    {
        const IntegerConvolution op = integerForm(layerOf({{6, 6, 2}, 2, 3, 3, 1, 1, 1}, 1), -3, 3);
        const int width = planeSize(op.in);
        Chain chain(width);
        chain.then(op, width).then(kRelu, width).then(op, width);
        chain.graph->nodes.push_back({WeightedSum{{1.0F, 1.0F}}, {2, 3}, width});
        chain.graph->output = 4;
        const std::vector<IntegerRun> runs = integerRuns(*chain.graph);
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].last, 2);
        const FloatMatrix x = inputsFor(op.in, 4);
        const FloatMatrix first = Chain(width).then(op, width).then(kRelu, width).run(x);
        const FloatMatrix second = Chain(width).then(op, width).run(first);
        const FloatMatrix both = chain.run(x);
        for (std::size_t i = 0; i < both.values.size(); ++i)
            QCOMPARE(both.values[i], first.values[i] + second.values[i]);
    }

    void averagesAndOtherActivationsEndARun()
    {
        const IntegerConvolution op = integerForm(layerOf({{6, 6, 2}, 2, 3, 3, 1, 1, 1}, 1), -3, 3);
        const int width = planeSize(op.in);
        for (const Op &other :
             {Op(Pool{op.in, PoolKind::Average, 1, 1, 1}), Op(Activation{ActivationKind::Tanh}),
              Op(Pool{{6, 4, 3}, PoolKind::Max, 1, 1, 1})}) {
            Chain chain(width);
            chain.then(op, width).then(other, width).then(op, width);
            QCOMPARE(integerRuns(*chain.graph).size(), std::size_t{2});
            const FloatMatrix x = inputsFor(op.in, 2);
            QCOMPARE(bitsOf(chain.run(x)), bitsOf(chain.oneByOne(x)));
        }
    }

    void inputsBeyondTheRangeAreClippedAndMissingOnesAreTheLowest()
    {
        Convolution layer{{{1, 5, 1}, 1}, {1.0F}, {0.0F}};
        const IntegerConvolution op = integerForm(layer, 0.0F, 2.0F);
        FloatMatrix x(1, 5);
        x.values = {-7.0F, 900.0F, std::numeric_limits<float>::infinity(),
                    std::numeric_limits<float>::quiet_NaN(), 2.0F};
        const FloatMatrix y = Chain(5).then(op, 5).run(x);
        QCOMPARE(y.values[0], 0.0F);
        QVERIFY(std::abs(y.values[1] - 2.0F) < 0.01F);
        QCOMPARE(y.values[2], y.values[1]);
        QCOMPARE(y.values[3], 0.0F);
        QCOMPARE(y.values[4], y.values[1]);
    }

    void answersStayWithinAStepOfThoseOfRoundedFloats()
    {
        Convolution layer = layerOf({{8, 8, 4}, 12, 3, 3, 1, 1, 1}, 11);
        quantiseConvolution(layer);
        const IntegerConvolution op = integerForm(layer, -3.0F, 3.0F);
        FloatMatrix x = inputsFor(op.in, 5);
        for (float &value : x.values) { // as fake quantisation has them
            const float code =
                std::clamp(std::nearbyint(value / op.inputStep) + static_cast<float>(op.zeroPoint),
                           0.0F, 255.0F);
            value = (code - static_cast<float>(op.zeroPoint)) * op.inputStep;
        }
        const int width = planeSize(op.out());
        const FloatMatrix whole = Chain(planeSize(op.in)).then(op, width).run(x);
        const FloatMatrix exact = Chain(planeSize(op.in)).then(layer, width).run(x);
        for (std::size_t i = 0; i < whole.values.size(); ++i)
            QVERIFY(std::abs(whole.values[i] - exact.values[i]) <
                    2e-5F + op.inputStep * op.steps[i % 12]);
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
        for (const int groups : {1, 8}) {
            Convolution layer = layerOf({{7, 5, 8}, 8, 3, 2, 2, 1, groups}, 3);
            if (shrunk)
                for (float &weight : layer.weights)
                    weight = std::nearbyint(weight * 8.0F) * 0.125F + 0.0F;
            const IntegerConvolution op = integerForm(layer, -2.0F, 5.0F);
            QVERIFY(reread(op) == op);
        }
    }

    void badLayersAreRefused_data()
    {
        QTest::addColumn<int>("fault");
        for (int i = 0; i < 7; ++i)
            QTest::addRow("fault %d", i) << i;
    }
    void badLayersAreRefused()
    {
        QFETCH(int, fault);
        IntegerConvolution op = integerForm(layerOf({{4, 4, 3}, 2, 2, 2}, 1), 0.0F, 1.0F);
        QVERIFY(!refused(op));
        switch (fault) {
        case 0:
            op.inputStep = 0.0F;
            break;
        case 1:
            op.zeroPoint = 256;
            break;
        case 2:
            op.weights[0] = -128;
            break;
        case 3:
            op.steps[1] = 0.0F;
            break;
        case 4:
            op.bias[0] = 1e30F;
            break;
        case 5:
            op.steps.pop_back();
            break;
        default:
            op.weights.pop_back();
        }
        QVERIFY(refused(op));
    }

    void windowsOfTooManyWeightsStayInFloats()
    {
        const ConvolutionShape shape{{1, 1, kMostIntegerInputs + 1}, 1};
        QVERIFY_EXCEPTION_THROWN(integerForm(layerOf(shape, 1), 0.0F, 1.0F), Error);
    }

private:
    static Chain network(int padding, int poolSize, int poolStride, bool poolFirst)
    {
        Chain chain(12 * 11);
        Plane plane{12, 11, 1};
        for (const int outputs : {20, 19}) {
            const IntegerConvolution op =
                integerForm(layerOf({plane, outputs, 3, 3, 1, padding, 1}, 7),
                            plane.channels > 1 ? 0.0F : -2.0F, 2.0F);
            plane = op.out();
            chain.then(op, planeSize(plane));
            if (!poolFirst)
                chain.then(kRelu, planeSize(plane));
            if (poolSize > 0) {
                const Pool pool{plane, PoolKind::Max, poolSize, poolSize, poolStride};
                plane = pool.out();
                chain.then(pool, planeSize(plane));
            }
            if (poolFirst)
                chain.then(kRelu, planeSize(plane));
        }
        return chain.then(integerForm(denseOf(planeSize(plane), 37, 5), 0.0F, 3.0F), 37)
            .then(kRelu, 37)
            .then(integerForm(denseOf(37, 5, 6), 0.0F, 6.0F), 5);
    }

    static bool refused(const IntegerConvolution &op)
    {
        Chain chain(planeSize(op.in));
        chain.then(op, planeSize(op.out()));
        try {
            validateGraph(*chain.graph, 0);
        } catch (const Error &error) {
            return error.code() == ErrorCode::BadFormat;
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(TestIntegerConvolution)
#include "tst_integer_convolution.moc"
