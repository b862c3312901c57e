// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/network.h"
#include "core/learners/realmlp.h"
#include "core/model/packed_dense.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

/// Networks that lose weights, bits and neurons while they train.
class TestShrunkNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shrunkNetworksHaveFewWeightsAndPackSmall_data()
    {
        QTest::addColumn<bool>("tangent");
        QTest::addColumn<int>("classes");
        QTest::newRow("nn") << false << 3;
        QTest::newRow("realmlp") << true << 3;
        QTest::newRow("realmlp, numbers") << true << 0;
    }
    void shrunkNetworksHaveFewWeightsAndPackSmall()
    {
        QFETCH(bool, tangent);
        QFETCH(int, classes);
        const Learner &learner = tangent ? realMlpLearner() : networkLearner();
        const Data data = mixedData(1500, classes, 3);
        Configuration configuration = learner.defaults(shapeOf(data.train)).front();
        configuration.set("epochs", std::int64_t{40});
        const auto whole = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("sparsity", 0.8);
        configuration.set("weight_bits", std::int64_t{4});
        const auto small = learner.fit(data.train, data.validation, configuration, {});
        std::size_t living = 0, weights = 0, bytes[2] = {};
        const Predictor *predictors[] = {whole.get(), small.get()};
        for (int i = 0; i < 2; ++i) {
            DenseModels models;
            ByteWriter writer;
            const auto graph = graphOf(*predictors[i], data.study->schema());
            for (const Node &node : graph->nodes)
                if (const auto *layer = std::get_if<Dense>(&node.op)) {
                    writeDense(writer, models, *layer);
                    for (const float weight : layer->weights)
                        living += i == 1 && weight != 0.0F ? 1 : 0;
                    weights += i == 1 ? layer->weights.size() : 0;
                }
            bytes[i] = writer.bytes().size();
        }
        QVERIFY2(static_cast<double>(living) < 0.21 * static_cast<double>(weights),
                 qPrintable(QString("%1 %2").arg(living).arg(weights)));
        QVERIFY2(bytes[1] * 4 < bytes[0], qPrintable(QString("%1 %2").arg(bytes[1]).arg(bytes[0])));
        const double lost = quality(*whole, data.test) - quality(*small, data.test);
        QVERIFY2(lost < 0.05, qPrintable(QString::number(lost)));
    }

    void networksThatLoseNeuronsAnswerWithTheOthers_data()
    {
        QTest::addColumn<bool>("tangent");
        QTest::addColumn<bool>("integers");
        QTest::newRow("nn") << false << false;
        QTest::newRow("realmlp") << true << false;
        QTest::newRow("nn in whole numbers") << false << true;
    }
    void networksThatLoseNeuronsAnswerWithTheOthers()
    {
        QFETCH(bool, tangent);
        QFETCH(bool, integers);
        const Learner &learner = tangent ? realMlpLearner() : networkLearner();
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = learner.defaults(shapeOf(data.train)).front();
        configuration.set("epochs", std::int64_t{40});
        if (integers)
            configuration.set("arithmetic", std::string("int8"));
        const auto whole = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("neuron_sparsity", 0.75);
        const auto small = learner.fit(data.train, data.validation, configuration, {});
        const auto firstOutputs = [&](const Predictor &predictor) {
            const auto graph = graphOf(predictor, data.study->schema());
            for (const Node &node : graph->nodes) {
                if (const auto *layer = std::get_if<Dense>(&node.op))
                    return layer->outputs;
                if (const auto *layer = std::get_if<IntegerDense>(&node.op))
                    return layer->outputs;
            }
            return 0;
        };
        QCOMPARE(firstOutputs(*small) * 4, firstOutputs(*whole));
        const double lost = quality(*whole, data.test) - quality(*small, data.test);
        QVERIFY2(lost < 0.05, qPrintable(QString::number(lost)));
    }

    void fewerNeuronsAreExpectedToTakeLessTime()
    {
        const Data data = mixedData(1500, 3, 3);
        const DataShape shape = shapeOf(data.train);
        Configuration configuration = networkLearner().defaults(shape).front();
        const double whole = networkLearner().cost(shape, configuration).operations;
        configuration.set("neuron_sparsity", 0.75);
        QVERIFY(networkLearner().cost(shape, configuration).operations < 0.7 * whole);
        configuration.set("tolerance", 0.01); // it may keep them all
        QCOMPARE(networkLearner().cost(shape, configuration).operations, whole);
    }

    void weightsCantShareValuesAndBeRoundedToSteps()
    {
        const Data data = mixedData(300, 3, 3);
        Configuration configuration = quickNetwork();
        configuration.set("weight_bits", std::int64_t{3});
        configuration.set("shared_values", std::int64_t{8});
        QVERIFY_EXCEPTION_THROWN(
            networkLearner().fit(data.train, data.validation, configuration, {}), Error);
    }

    void theSizeThatIsToldIsAboutThatOfThePackedLayers_data()
    {
        QTest::addColumn<double>("sparsity");
        QTest::addColumn<int>("bits");
        QTest::newRow("whole") << 0.0 << 0;
        QTest::newRow("sparse") << 0.9 << 0;
        QTest::newRow("rounded") << 0.0 << 4;
        QTest::newRow("both") << 0.9 << 3;
        QTest::newRow("values") << 0.9 << -6;
    }
    void theSizeThatIsToldIsAboutThatOfThePackedLayers()
    {
        QFETCH(double, sparsity);
        QFETCH(int, bits);
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = quickNetwork();
        configuration.set("epochs", std::int64_t{40});
        configuration.set("width", std::int64_t{96});
        configuration.set("sparsity", sparsity);
        // Below 0: so many shared values.
        configuration.set(bits < 0 ? "shared_values" : "weight_bits", std::int64_t{std::abs(bits)});
        FitContext context;
        FitProgress last;
        context.progress = [&](const FitProgress &progress) { last = progress; };
        const auto predictor =
            networkLearner().fit(data.train, data.validation, configuration, context);
        DenseModels models;
        ByteWriter writer;
        const auto graph = graphOf(*predictor, data.study->schema());
        for (const Node &node : graph->nodes)
            if (const auto *layer = std::get_if<Dense>(&node.op))
                writeDense(writer, models, *layer);
        const double share =
            static_cast<double>(last.bytes) / static_cast<double>(writer.bytes().size());
        QVERIFY2(share > 0.75 && share < 1.25, qPrintable(QString::number(share)));
        QCOMPARE(last.weightBits, bits < 0 ? 3 : bits);
        QVERIFY(last.sparsity > sparsity - 0.01 &&
                last.sparsity < 0.97); // rounding makes zeros too
    }

    /// What was scored was shrunk as far as its validation rows allowed: a refit has to see some.
    void aRefitUnderAToleranceShrinksAsFarAsItsOwnRowsAllow()
    {
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = networkLearner().defaults(shapeOf(data.train)).front();
        configuration.set("epochs", std::int64_t{30});
        configuration.set("sparsity", 0.99);
        configuration.set("weight_bits", std::int64_t{2});
        configuration.set("tolerance", 0.01);
        FitContext context;
        context.fixedIterations = 3;
        const auto predictor = networkLearner().fit(data.train, {}, configuration, context);
        const double reached = quality(*predictor, data.test);
        QVERIFY2(reached > 0.7, qPrintable(QString::number(reached)));
    }

    void whereSmallModelsAreWantedShrinkingIsSearched()
    {
        DataShape shape;
        shape.task = TaskKind::Binary;
        shape.rows = 8000;
        shape.rawColumns = 20;
        shape.denseFeatures = 30;
        shape.treeFeatures = 25;
        shape.classes = 2;
        for (const Learner *learner : {&networkLearner(), &realMlpLearner()}) {
            shape.wantsSmall = false;
            const std::size_t usual = learner->space(shape).size();
            shape.wantsSmall = true;
            QCOMPARE(learner->space(shape).size(), usual + 9);
            for (const Configuration &configuration : learner->defaults(shape)) {
                learner->space(shape).validate(configuration);
                QVERIFY(configuration.number("sparsity", 0.0) > 0.5);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestShrunkNetwork)
#include "tst_shrunk_network.moc"
