// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/graph_builder.h"
#include "core/model/interpreter.h"
#include "core/model/packed_embedding.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <numbers>
#include <set>

using namespace leptune;

namespace {

std::vector<float> numbers(std::size_t count, double scale, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(scale * random.normal()));
    return values;
}

PeriodicEmbedding embedding(int columns, int frequencies, int outputs)
{
    const auto count = static_cast<std::size_t>(columns * frequencies);
    return {frequencies, outputs, numbers(count, 0.3, 1), numbers(count, 0.3, 2),
            numbers(count * static_cast<std::size_t>(outputs), 0.3, 3)};
}

Graph graphOf(const Op &op, int columns, int width, std::vector<NodeId> inputs)
{
    Graph graph;
    graph.nodes.push_back({InputMatrix{}, {}, columns});
    graph.nodes.push_back({op, std::move(inputs), width});
    graph.output = 1;
    return graph;
}

FloatMatrix rowsOf(std::size_t rows, std::size_t columns)
{
    FloatMatrix matrix(rows, columns);
    matrix.values = numbers(rows * columns, 1.5, 4);
    return matrix;
}

FloatMatrix run(const Graph &graph, const FloatMatrix &x)
{
    validateGraph(graph, 0);
    return Interpreter(std::make_shared<Graph>(graph)).run(x);
}

} // namespace

/// Periodic embeddings and shares of activations in the graph.
class TestEmbedding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cosinesAreThoseOfTheLibrary_data()
    {
        QTest::addColumn<int>("frequencies");
        QTest::addColumn<int>("outputs");
        QTest::newRow("usual") << 16 << 3;
        QTest::newRow("one of each") << 1 << 1;
        QTest::newRow("behind whole vectors") << 11 << 5;
    }
    void cosinesAreThoseOfTheLibrary()
    {
        QFETCH(int, frequencies);
        QFETCH(int, outputs);
        constexpr std::size_t kColumns = 4, kRows = 23;
        const PeriodicEmbedding op = embedding(kColumns, frequencies, outputs);
        const FloatMatrix x = rowsOf(kRows, kColumns);
        const FloatMatrix y = run(graphOf(op, kColumns, 4 * outputs, {0}), x);
        const auto cosines = static_cast<std::size_t>(frequencies);
        const auto width = static_cast<std::size_t>(outputs);
        for (std::size_t row = 0; row < kRows; ++row)
            for (std::size_t i = 0; i < kColumns * width; ++i) {
                double want = 0.0;
                for (std::size_t f = 0; f < cosines; ++f) {
                    const std::size_t at = i / width * cosines + f;
                    const double turns =
                        static_cast<double>(op.frequency[at]) * x.at(row, i / width) + op.phase[at];
                    want += op.weights[at * width + i % width] *
                            std::cos(2.0 * std::numbers::pi * turns);
                }
                QVERIFY(std::abs(y.at(row, i) - want) < 3e-6);
            }
    }

    void aRowsBitsDoNotDependOnItsBatch()
    {
        const Graph graph = graphOf(embedding(3, 13, 2), 3, 6, {0});
        const FloatMatrix x = rowsOf(600, 3), all = run(graph, x);
        for (const std::size_t row : {0U, 300U, 599U}) {
            FloatMatrix one(1, 3);
            std::ranges::copy(x.row(row), one.values.begin());
            const FloatMatrix alone = run(graph, one);
            for (std::size_t i = 0; i < 6; ++i)
                QCOMPARE(std::bit_cast<std::uint32_t>(alone.at(0, i)),
                         std::bit_cast<std::uint32_t>(all.at(row, i)));
        }
    }

    void aShareGoesThatFarFromOneToTheOther()
    {
        Graph graph = graphOf(Activation{ActivationKind::Relu}, 3, 3, {0});
        graph.nodes.push_back({Blend{{1.0F, 0.0F, 0.25F}}, {0, 1}, 3});
        graph.output = 2;
        FloatMatrix x(1, 3);
        x.values = {-2.0F, -2.0F, -2.0F};
        const FloatMatrix y = run(graph, x);
        QCOMPARE(y.values, (std::vector<float>{0.0F, -2.0F, -1.5F}));
    }

    void roundedNumbersTakeAboutAByteEach()
    {
        PeriodicEmbedding op = embedding(20, 16, 3);
        ByteWriter floats, rounded;
        writeEmbedding(floats, op);
        const PeriodicEmbedding before = op;
        quantiseEmbedding(op);
        writeEmbedding(rounded, op);
        constexpr std::size_t kNumbers = 20 * (16 + 16 + 48);
        QVERIFY(floats.bytes().size() > 4 * kNumbers);
        QVERIFY2(4 * rounded.bytes().size() < 5 * kNumbers + 4 * 20 * 3 * 2,
                 qPrintable(QString::number(rounded.bytes().size())));
        for (std::size_t i = 0; i < op.weights.size(); ++i) {
            const std::size_t column = i / 48 * 48;
            float largest = 0.0F;
            for (std::size_t k = column; k < column + 48; ++k)
                largest = std::max(largest, std::abs(before.weights[k]));
            QVERIFY(std::abs(op.weights[i] - before.weights[i]) <=
                    largest * 0.51F / 127.0F * 1.01F);
        }
        for (const ByteWriter *written : {&floats, &rounded}) {
            ByteReader reader(const_cast<ByteWriter *>(written)->bytes(), "file");
            QCOMPARE(readEmbedding(reader), written == &floats ? before : op);
            QCOMPARE(reader.left(), std::size_t{0});
        }
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"a frequency too few", "a weight too many", "no cosines",
                                 "too many outputs", "a share too few", "other widths"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void refusesWhatDoesNotFit()
    {
        QFETCH(QString, what);
        PeriodicEmbedding op = embedding(2, 5, 3);
        Graph graph = graphOf(op, 2, 6, {0});
        if (what == QStringLiteral("a frequency too few"))
            op.frequency.pop_back();
        else if (what == QStringLiteral("a weight too many"))
            op.weights.push_back(0.0F);
        else if (what == QStringLiteral("no cosines"))
            op = {0, 3, {}, {}, {}};
        else if (what == QStringLiteral("too many outputs"))
            op.outputs = 1 << 20;
        if (what == QStringLiteral("a share too few"))
            graph.nodes[1] = {Blend{{0.5F}}, {0, 0}, 2};
        else if (what == QStringLiteral("other widths"))
            graph.nodes.push_back({Blend{{0.5F, 0.5F}}, {0, 1}, 2});
        else
            graph.nodes[1].op = op;
        QVERIFY_EXCEPTION_THROWN(validateGraph(graph, 0), Error);
    }
};

QTEST_GUILESS_MAIN(TestEmbedding)
#include "tst_embedding.moc"
