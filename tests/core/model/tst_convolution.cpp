// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/interpreter.h"
#include "core/model/packed_dense.h"
#include "core/model/planes.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <limits>

using namespace leptune;
using Json = nlohmann::json;

namespace {

const Json &golden()
{
    static const Json file = [] {
        const auto bytes = readWholeFile(LEPTUNE_GOLDEN "/convolutions.json");
        return Json::parse(bytes.begin(), bytes.end());
    }();
    return file;
}

/// As make_convolutions.py has them.
std::vector<float> numbers(int count, int times, int plus, int modulus, float divisor)
{
    std::vector<float> result;
    for (int i = 0; i < count; ++i)
        result.push_back(static_cast<float>((i * times + plus) % modulus - modulus / 2) / divisor);
    return result;
}

Plane planeOf(const Json &sides)
{
    return {sides[0], sides[1], sides[2]};
}

Convolution convolutionOf(const Json &made)
{
    const Json &kernel = made["kernel"];
    Convolution op{{planeOf(made["in"]), made["outputs"], kernel[0], kernel[1], made["stride"],
                    made["padding"], made["groups"]},
                   {},
                   {}};
    op.weights = numbers(op.outputs * op.windowSize(), 53, 7, 97, 64.0F);
    op.bias = numbers(op.outputs, 29, 3, 13, 8.0F);
    return op;
}

Pool poolOf(const Json &made)
{
    return {planeOf(made["in"]), made["kind"] == "max" ? PoolKind::Max : PoolKind::Average,
            made["size"][0], made["size"][1], made["stride"]};
}

Convolution random(const ConvolutionShape &shape, std::uint64_t seed)
{
    RandomStream stream(seed);
    Convolution op{shape, {}, {}};
    for (int i = 0; i < shape.outputs * shape.windowSize(); ++i)
        op.weights.push_back(static_cast<float>(stream.normal()));
    for (int o = 0; o < shape.outputs; ++o)
        op.bias.push_back(static_cast<float>(stream.normal()));
    return op;
}

FloatMatrix rowsFor(const Plane &plane, std::size_t rows)
{
    RandomStream stream(5);
    FloatMatrix matrix(rows, static_cast<std::size_t>(planeSize(plane)));
    for (float &value : matrix.values)
        value = static_cast<float>(stream.normal());
    return matrix;
}

FloatMatrix run(const Op &op, const FloatMatrix &x, int outputs, int threads = 1)
{
    auto graph = std::make_shared<Graph>();
    graph->nodes.push_back({InputMatrix{}, {}, static_cast<int>(x.columns)});
    graph->nodes.push_back({op, {0}, outputs});
    graph->output = 1;
    validateGraph(*graph, 0);
    return Interpreter(graph).run(x, threads);
}

/// As graph.h says it, in the plainest words.
float answer(const Convolution &op, std::span<const float> x, int y, int column, int output)
{
    const int seen = op.in.channels / op.groups;
    float sum = op.bias[static_cast<std::size_t>(output)];
    for (int ky = 0; ky < op.kernelHeight; ++ky)
        for (int kx = 0; kx < op.kernelWidth; ++kx)
            for (int c = 0; c < seen; ++c) {
                const int row = y * op.stride + ky - op.padding;
                const int at = column * op.stride + kx - op.padding;
                const bool inside = row >= 0 && at >= 0 && row < op.in.height && at < op.in.width;
                const int channel = op.groups > 1 ? output : c;
                const float value = inside
                                        ? x[static_cast<std::size_t>(
                                              (row * op.in.width + at) * op.in.channels + channel)]
                                        : 0.0F;
                sum = std::fma(
                    value,
                    op.weights[static_cast<std::size_t>(
                        ((output * op.kernelHeight + ky) * op.kernelWidth + kx) * seen + c)],
                    sum);
            }
    return sum;
}

Convolution reread(const Convolution &op)
{
    DenseModels models, others;
    ByteWriter writer;
    writeConvolution(writer, models, op);
    ByteReader reader(writer.bytes(), "file");
    return readConvolution(reader, others);
}

} // namespace

class TestConvolution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersAreThoseOfPyTorch_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(golden()["convolutions"].size()); ++i)
            QTest::addRow("convolution %d", i) << i;
    }
    void answersAreThoseOfPyTorch()
    {
        QFETCH(int, index);
        const Json &made = golden()["convolutions"][static_cast<std::size_t>(index)];
        const Convolution op = convolutionOf(made);
        QCOMPARE(op.out(), planeOf(made["out"]));
        FloatMatrix x(2, static_cast<std::size_t>(planeSize(op.in)));
        x.values = numbers(2 * planeSize(op.in), 37, 11, 101, 32.0F);
        QCOMPARE(run(op, x, planeSize(op.out())).values, made["answers"].get<std::vector<float>>());
    }

    void poolsAreThoseOfPyTorch_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(golden()["pools"].size()); ++i)
            QTest::addRow("pool %d", i) << i;
    }
    void poolsAreThoseOfPyTorch()
    {
        QFETCH(int, index);
        const Json &made = golden()["pools"][static_cast<std::size_t>(index)];
        const Pool op = poolOf(made);
        QCOMPARE(op.out(), planeOf(made["out"]));
        FloatMatrix x(2, static_cast<std::size_t>(planeSize(op.in)));
        x.values = numbers(2 * planeSize(op.in), 37, 11, 101, 32.0F);
        QCOMPARE(run(op, x, planeSize(op.out())).values, made["answers"].get<std::vector<float>>());
    }

    void everyBitIsThatOfTheFormula_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("padding");
        QTest::addColumn<int>("groups");
        QTest::newRow("one strip of eight") << 1 << 5 << 0 << 1;
        QTest::newRow("one of sixteen") << 3 << 16 << 2 << 1;
        QTest::newRow("both") << 4 << 20 << 1 << 1;
        QTest::newRow("sixteen and an edge") << 2 << 30 << 1 << 1;
        QTest::newRow("depthwise") << 11 << 11 << 1 << 11;
    }
    void everyBitIsThatOfTheFormula()
    {
        QFETCH(int, channels);
        QFETCH(int, outputs);
        QFETCH(int, padding);
        QFETCH(int, groups);
        const Convolution op = random({{9, 7, channels}, outputs, 3, 4, 1, padding, groups}, 7);
        const FloatMatrix x = rowsFor(op.in, 3);
        const Plane out = op.out();
        const FloatMatrix have = run(op, x, planeSize(out));
        for (std::size_t r = 0; r < x.rows; ++r)
            for (int i = 0; i < planeSize(out); ++i) {
                const int pixel = i / outputs;
                const float want =
                    answer(op, x.row(r), pixel / out.width, pixel % out.width, i % outputs);
                QCOMPARE(std::bit_cast<std::uint32_t>(have.at(r, static_cast<std::size_t>(i))),
                         std::bit_cast<std::uint32_t>(want));
            }
    }

    void aRowHasTheSameBitsInEveryBatch()
    {
        const Convolution op = random({{8, 8, 3}, 21, 3, 3, 1, 1, 1}, 3);
        const FloatMatrix x = rowsFor(op.in, 70);
        const FloatMatrix all = run(op, x, planeSize(op.out()), 2);
        FloatMatrix one(1, x.columns);
        std::ranges::copy(x.row(69), one.values.begin());
        const FloatMatrix alone = run(op, one, planeSize(op.out()));
        QVERIFY(std::ranges::equal(alone.values, all.row(69)));
    }

    void missingNumbersDoNotSpread()
    {
        const Convolution op = random({{4, 4, 1}, 1, 2, 2, 2, 0, 1}, 3);
        FloatMatrix x = rowsFor(op.in, 1);
        x.values[0] = std::numeric_limits<float>::quiet_NaN();
        const FloatMatrix y = run(op, x, 4);
        QVERIFY(std::isnan(y.values[0]));
        QVERIFY(std::ranges::none_of(y.row(0).subspan(1), [](float v) { return std::isnan(v); }));
    }

    void comesBackFromAFile_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("floats") << 0;
        QTest::newRow("eight bits") << 1;
        QTest::newRow("few levels") << 2;
    }
    void comesBackFromAFile()
    {
        QFETCH(int, form);
        for (const int groups : {1, 6}) {
            Convolution op = random({{7, 5, 6}, 6, 3, 2, 2, 1, groups}, 9);
            if (form == 1)
                quantiseConvolution(op);
            else if (form == 2)
                for (float &weight : op.weights)
                    weight = std::nearbyint(weight) * 0.125F + 0.0F;
            QVERIFY(reread(op) == op);
        }
    }

    void weightsOfEightBitsTakeAByteEach()
    {
        Convolution op = random({{8, 8, 16}, 24, 3, 3, 1, 1, 1}, 9);
        quantiseConvolution(op);
        DenseModels models;
        ByteWriter writer;
        writeConvolution(writer, models, op);
        QVERIFY(writer.bytes().size() < op.weights.size() + 24 * 6 + 20);
    }

    void roundedWeightsHaveOneStepAnOutput()
    {
        Convolution op = random({{8, 8, 2}, 3, 3, 3, 1, 1, 1}, 9);
        for (std::size_t i = 0; i < 18; ++i)
            op.weights[i] *= 100.0F; // of the first output only
        const Convolution before = op;
        quantiseConvolution(op);
        for (std::size_t i = 18; i < op.weights.size(); ++i)
            QVERIFY(std::abs(op.weights[i] - before.weights[i]) < 0.02F);
    }

    void badShapesAreRefused_data()
    {
        QTest::addColumn<int>("fault");
        for (int i = 0; i < static_cast<int>(badConvolutions().size()); ++i)
            QTest::addRow("fault %d", i) << i;
    }
    void badShapesAreRefused()
    {
        QFETCH(int, fault);
        QVERIFY(!refused(good(), 16));
        QVERIFY(refused(badConvolutions()[static_cast<std::size_t>(fault)], 16));
    }

    void badPoolsAreRefused()
    {
        constexpr int kHuge = std::numeric_limits<int>::max();
        QVERIFY(!refused(Pool{{4, 4, 1}, PoolKind::Max, 2, 2, 2}, 16));
        for (const Pool &bad :
             {Pool{{4, 4, 1}, PoolKind::Max, 0, 2, 2}, Pool{{4, 4, 1}, PoolKind::Max, 2, 5, 2},
              Pool{{4, 4, 1}, PoolKind::Max, 2, 2, 0}, Pool{{4, 2, 1}, PoolKind::Max, 2, 2, 2},
              Pool{{-4, -4, 1}, PoolKind::Max, 2, 2, 2},
              Pool{{kHuge, kHuge, 16}, PoolKind::Max, 2, 2, 2},
              Pool{{1024, 1024, 1}, PoolKind::Max, 512, 512, 1}})
            QVERIFY(refused(bad, 16));
    }

private:
    static Convolution good()
    {
        return {{{4, 4, 1}, 2, 3, 3, 1, 1, 1}, std::vector<float>(18), std::vector<float>(2)};
    }
    template <typename Change>
    static Convolution changed(Change change)
    {
        Convolution op = good();
        change(op);
        return op;
    }
    static std::vector<Convolution> badConvolutions()
    {
        constexpr int kHuge = std::numeric_limits<int>::max();
        return {changed([](Convolution &op) { op.weights.pop_back(); }),
                changed([](Convolution &op) { op.bias.pop_back(); }),
                changed([](Convolution &op) {
                    op.in = {4, 3, 1};
                }),
                changed([](Convolution &op) {
                    op.in = {-4, -4, 1};
                }),
                changed([](Convolution &op) {
                    op.in = {kHuge, kHuge, kHuge};
                }),
                changed([](Convolution &op) { op.outputs = -2; }),
                changed([](Convolution &op) { op.outputs = kHuge; }),
                changed([](Convolution &op) { op.kernelHeight = 0; }),
                changed([](Convolution &op) { op.kernelWidth = kHuge; }),
                changed([](Convolution &op) { op.kernelHeight = 7; }),
                changed([](Convolution &op) { op.stride = 0; }),
                changed([](Convolution &op) { op.padding = 3; }),
                changed([](Convolution &op) { op.padding = -1; }),
                changed([](Convolution &op) {
                    op.padding = kHuge - 1;
                    op.kernelHeight = op.kernelWidth = kHuge;
                }),
                changed([](Convolution &op) { op.groups = 0; }),
                changed([](Convolution &op) { op.groups = 2; }),
                // More multiplications than anybody wants to wait for.
                {{{1024, 1024, 1}, 1, 512, 512, 1, 0, 1},
                 std::vector<float>(512 * 512),
                 std::vector<float>(1)}};
    }
    static bool refused(const Op &op, int width)
    {
        Graph graph;
        graph.nodes.push_back({InputMatrix{}, {}, width});
        graph.nodes.push_back({op, {0}, 0});
        graph.output = 1;
        if (const auto *layer = std::get_if<Convolution>(&op))
            graph.nodes[1].width = convolutionProblem(*layer).empty() ? planeSize(layer->out()) : 0;
        if (const auto *pool = std::get_if<Pool>(&op))
            graph.nodes[1].width = poolProblem(*pool).empty() ? planeSize(pool->out()) : 0;
        try {
            validateGraph(graph, 0);
        } catch (const Error &error) {
            return error.code() == ErrorCode::BadFormat;
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(TestConvolution)
#include "tst_convolution.moc"
