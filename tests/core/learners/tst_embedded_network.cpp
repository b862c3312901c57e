// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/embedding_graph.h"
#include "core/learners/realmlp.h"
#include "core/model/packed_ops.h"
#include "core/model/quantised_weights.h"
#include "core/neural/input_columns.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

namespace {

/// RealMLP with all that its inputs and activations can have.
Configuration embedded(int width = 24)
{
    Configuration configuration;
    configuration.set("epochs", std::int64_t{30});
    configuration.set("width", std::int64_t{width});
    configuration.set("batch_size", std::int64_t{64});
    configuration.set("embedding", std::string("periodic"));
    configuration.set("activation_share", std::string("on"));
    configuration.set("categories", std::string("embedded"));
    return configuration;
}

template <typename T>
std::vector<T> all(const Graph &graph)
{
    std::vector<T> found;
    for (const Node &node : graph.nodes)
        if (const T *op = std::get_if<T>(&node.op))
            found.push_back(*op);
    return found;
}

std::vector<float> numbers(std::size_t count, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(random.normal()));
    return values;
}

} // namespace

/// Networks for tables whose inputs are embedded and whose activations have shares, from training
/// to the graph.
class TestEmbeddedNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLossToldIsThatOfTheGraph_data()
    {
        QTest::addColumn<QString>("activation");
        QTest::addColumn<int>("members");
        for (const char *activation : {"selu", "mish", "silu"})
            QTest::newRow(activation) << QString::fromLatin1(activation) << 1;
        QTest::newRow("members") << "mish" << 3;
    }
    void theLossToldIsThatOfTheGraph()
    {
        QFETCH(QString, activation);
        QFETCH(int, members);
        const Data data = mixedData(900, 4, 3);
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        Configuration configuration = embedded();
        configuration.set("activation", activation.toStdString());
        configuration.set("members", std::int64_t{members});
        const auto predictor =
            realMlpLearner().fit(data.train, data.validation, configuration, context);
        const double loss = logLoss(answers(*predictor, data.validation), data.validation.labels());
        const double told = losses[static_cast<std::size_t>(predictor->bestIteration() - 1)];
        // Eight bits a number move the loss a little.
        QVERIFY2(std::abs(loss - told) < 5e-3, qPrintable(QString::number(loss - told)));
    }

    void everyScaledNumberAndLargeCategoryIsEmbedded()
    {
        const Data data = mixedData(900, 3, 3);
        const auto predictor = realMlpLearner().fit(data.train, data.validation, embedded(), {});
        const auto graph = graphOf(*predictor, data.study->schema());
        const auto periodic = all<PeriodicEmbedding>(*graph);
        QCOMPARE(periodic.size(), std::size_t{1});
        QCOMPARE(periodic[0].frequency.size(), std::size_t{6 * 16}); // the gaps' mark is no number
        const auto layers = all<Dense>(*graph);
        QCOMPARE(layers.size(), std::size_t{5}); // a table, three hidden layers, the answer
        QCOMPARE(layers[0].inputs, 40);
        QCOMPARE(layers[0].outputs, 8);
        QCOMPARE(layers[1].inputs, 6 + 1 + 4 + 6 * 3 + 8); // the small category stays as it is
        QCOMPARE(all<Blend>(*graph).size(), std::size_t{3});
    }

    void aCategoryFoldsWhereItsTableTakesMore_data()
    {
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("tables");
        QTest::newRow("few units") << 4 << 0;
        QTest::newRow("many") << 40 << 1;
    }
    void aCategoryFoldsWhereItsTableTakesMore()
    {
        QFETCH(int, units);
        QFETCH(int, tables);
        neural::NetworkShape shape;
        shape.inputs = 17;
        shape.embedding = {{0, 16}, 8, 3, 0.1, {{2, 12}}, 5};
        neural::EmbeddingWeights weights{
            numbers(16, 1), numbers(16, 2), numbers(48, 3), {}, numbers(60, 4)};
        quantiseMatrix(weights.categories, 5); // what else would change it
        const int inputs = neural::embeddedInputs(shape);
        const neural::LayerWeights layer{inputs, units,
                                         numbers(static_cast<std::size_t>(inputs * units), 5),
                                         numbers(static_cast<std::size_t>(units), 6)};
        const auto written = [&](bool folds) {
            const Schema schema;
            GraphBuilder builder(schema);
            neural::LayerWeights first = layer;
            const NodeId x =
                addEmbedding(builder, builder.addMatrixInput(17), shape, weights, first, folds);
            const NodeId last =
                builder.add(Dense{first.inputs, first.outputs, first.weights, first.bias}, {x});
            return std::make_shared<const Graph>(std::move(builder).finish(last));
        };
        FloatMatrix rows(50, 17);
        rows.values = numbers(50 * 17, 7);
        const auto whole = written(false), folded = written(true);
        QCOMPARE(all<Dense>(*whole).size(), std::size_t{2});
        QCOMPARE(all<Dense>(*folded).size(), static_cast<std::size_t>(tables + 1));
        const FloatMatrix want = Interpreter(whole).run(rows), have = Interpreter(folded).run(rows);
        for (std::size_t i = 0; i < want.values.size(); ++i)
            QVERIFY(std::abs(have.values[i] - want.values[i]) <
                    1e-5F * (1.0F + std::abs(want.values[i])));
    }

    void wholeNumbersAnswerNearlyAsFloatsDo_data()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("classes") << 3;
        QTest::newRow("numbers") << 0;
    }
    void wholeNumbersAnswerNearlyAsFloatsDo()
    {
        QFETCH(int, classes);
        const Data data = mixedData(1500, classes, 3);
        Configuration configuration = embedded(64);
        const auto floats = realMlpLearner().fit(data.train, data.validation, configuration, {});
        configuration.set("arithmetic", std::string("int8"));
        const auto integers = realMlpLearner().fit(data.train, data.validation, configuration, {});
        const auto graph = graphOf(*integers, data.study->schema());
        QCOMPARE(all<PeriodicEmbedding>(*graph).size(), std::size_t{1});
        QVERIFY(all<Dense>(*graph).empty() && !all<IntegerDense>(*graph).empty());
        const double lost = quality(*floats, data.test) - quality(*integers, data.test);
        QVERIFY2(std::abs(lost) < 0.015, qPrintable(QString::number(lost)));
    }

    void shrunkNetworksKeepTheirZerosBehindAnEmbedding()
    {
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = embedded(64);
        configuration.set("sparsity", 0.8);
        configuration.set("weight_bits", std::int64_t{4});
        const auto predictor = realMlpLearner().fit(data.train, data.validation, configuration, {});
        std::size_t living = 0, weights = 0;
        const auto layers = all<Dense>(*graphOf(*predictor, data.study->schema()));
        for (std::size_t l = 1; l < layers.size(); ++l) { // behind the table
            weights += layers[l].weights.size();
            for (const float weight : layers[l].weights)
                living += weight != 0.0F ? 1 : 0;
        }
        QVERIFY2(static_cast<double>(living) < 0.21 * static_cast<double>(weights),
                 qPrintable(QString("%1 of %2").arg(living).arg(weights)));
        QVERIFY(quality(*predictor, data.test) > 0.5);
    }

    void theFirstDefaultEmbedsNumbersOfLargerTablesWithoutLimits_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<bool>("small");
        QTest::addColumn<bool>("fast");
        QTest::addColumn<bool>("embeds");
        QTest::newRow("few rows") << 999 << false << false << false;
        QTest::newRow("enough rows") << 1000 << false << false << true;
        QTest::newRow("small") << 5000 << true << false << false;
        QTest::newRow("fast") << 5000 << false << true << false;
    }
    void theFirstDefaultEmbedsNumbersOfLargerTablesWithoutLimits()
    {
        QFETCH(int, rows);
        QFETCH(bool, small);
        QFETCH(bool, fast);
        QFETCH(bool, embeds);
        DataShape shape;
        shape.rows = static_cast<std::size_t>(rows);
        shape.rawColumns = shape.denseFeatures = 7;
        shape.wantsSmall = small;
        shape.wantsFast = fast;
        const Configuration first = realMlpLearner().defaults(shape).front();
        QCOMPARE(first.choice("embedding", "none") == "periodic", embeds);
        realMlpLearner().space(shape).validate(first);
    }

    void whatIsNoChoiceIsRefused()
    {
        const Data data = mixedData(200, 2, 3);
        Configuration configuration = embedded();
        configuration.set("embedding", std::string("wavy"));
        QVERIFY_EXCEPTION_THROWN(
            realMlpLearner().fit(data.train, data.validation, configuration, {}), Error);
    }

    void embeddedNumbersAreExpectedToTakeLonger()
    {
        DataShape shape;
        shape.rows = 2000;
        shape.rawColumns = shape.denseFeatures = 20;
        Configuration configuration = embedded();
        const double with = realMlpLearner().cost(shape, configuration).operations;
        configuration.set("embedding", std::string("none"));
        QVERIFY(with > realMlpLearner().cost(shape, configuration).operations);
    }
};

QTEST_GUILESS_MAIN(TestEmbeddedNetwork)
#include "tst_embedded_network.moc"
