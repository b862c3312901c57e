// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network.h"
#include "core/learners/realmlp.h"
#include "core/model/model.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

namespace {

constexpr std::int64_t kMembers = 4;

Configuration small(const Learner &learner, const Data &data)
{
    Configuration configuration = learner.defaults(shapeOf(data.train)).front();
    configuration.set("epochs", std::int64_t{30});
    configuration.set("width", std::int64_t{48});
    configuration.set("members", kMembers);
    return configuration;
}

template <typename Layer>
std::vector<const Layer *> layersOf(const Graph &graph)
{
    std::vector<const Layer *> layers;
    for (const Node &node : graph.nodes)
        if (const auto *layer = std::get_if<Layer>(&node.op))
            layers.push_back(layer);
    return layers;
}

/// Equal ones count once.
template <typename Layer>
std::size_t different(const std::vector<const Layer *> &layers)
{
    std::vector<const Layer *> met;
    for (const Layer *layer : layers)
        if (std::ranges::none_of(met, [&](const Layer *other) { return *other == *layer; }))
            met.push_back(layer);
    return met.size();
}

} // namespace

/// Networks whose members share their hidden layers, as the families make them.
class TestNetworkMembers : public QObject {
    Q_OBJECT
private:
    static void addKinds()
    {
        QTest::addColumn<bool>("tangent");
        QTest::addColumn<int>("classes");
        QTest::newRow("nn, three classes") << false << 3;
        QTest::newRow("nn, numbers") << false << 0;
        QTest::newRow("realmlp, two classes") << true << 2;
        QTest::newRow("realmlp, numbers") << true << 0;
    }
    static const Learner &learnerOf(bool tangent)
    {
        return tangent ? realMlpLearner() : networkLearner();
    }

private Q_SLOTS:
    void theLossToldIsThatOfTheGraph()
    {
        const Data data = mixedData(900, 3, 3);
        for (const Learner *learner : {&networkLearner(), &realMlpLearner()}) {
            std::vector<double> losses;
            FitContext context;
            context.progress = [&](const FitProgress &progress) {
                losses.push_back(progress.validationLoss);
            };
            const auto predictor =
                learner->fit(data.train, data.validation, small(*learner, data), context);
            const double loss =
                logLoss(answers(*predictor, data.validation), data.validation.labels());
            const double told = losses[static_cast<std::size_t>(predictor->bestIteration() - 1)];
            // Eight bits a weight move the loss a little.
            QVERIFY2(std::abs(loss - told) < 3e-3, qPrintable(QString::number(loss - told)));
        }
    }

    void hiddenLayersStandOnceInAFile_data() { addKinds(); }
    void hiddenLayersStandOnceInAFile()
    {
        QFETCH(bool, tangent);
        QFETCH(int, classes);
        const Learner &learner = learnerOf(tangent);
        const Data data = mixedData(1200, classes, 3);
        Configuration configuration = small(learner, data);
        const auto several = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("members", std::int64_t{1});
        const auto one = learner.fit(data.train, data.validation, configuration, {});
        const Schema &schema = data.study->schema();
        const auto graph = graphOf(*several, schema), single = graphOf(*one, schema);
        const auto layers = layersOf<Dense>(*graph), alone = layersOf<Dense>(*single);
        QCOMPARE(layers.size(), kMembers * (alone.size() - 1) + 1);
        QCOMPARE(different(layers), alone.size());
        const Model model("several", schema, *graph), smallest("one", schema, *single);
        std::size_t own = 0; // a factor an input; weights of the last layer
        for (const Scale *scale : layersOf<Scale>(*graph))
            own += sizeof(float) * scale->scale.size() + 20;
        own += (kMembers - 1) * alone.back()->weights.size() * 2;
        QVERIFY2(
            model.sizeBytes() < smallest.sizeBytes() + own + 200,
            qPrintable(
                QString("%1 %2 %3").arg(model.sizeBytes()).arg(smallest.sizeBytes()).arg(own)));
        const auto again = unpack(pack(model), "members");
        QCOMPARE(again->predict(data.table).outputs().values,
                 model.predict(data.table).outputs().values);
    }

    void wholeNumbersAnswerNearlyAsFloatsDo_data() { addKinds(); }
    void wholeNumbersAnswerNearlyAsFloatsDo()
    {
        QFETCH(bool, tangent);
        QFETCH(int, classes);
        const Learner &learner = learnerOf(tangent);
        const Data data = mixedData(1200, classes, 3);
        Configuration configuration = small(learner, data);
        const auto floats = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("arithmetic", std::string("int8"));
        const auto integers = learner.fit(data.train, data.validation, configuration, {});
        const auto graph = graphOf(*integers, data.study->schema());
        const auto layers = layersOf<IntegerDense>(*graph);
        QVERIFY(layers.size() > kMembers);
        QCOMPARE(kMembers * (different(layers) - 1) + 1, layers.size());
        const double lost = quality(*floats, data.test) - quality(*integers, data.test);
        QVERIFY2(std::abs(lost) < 0.015, qPrintable(QString::number(lost)));
    }

    void shrunkOnesAnswerNearlyAsWholeOnesDo()
    {
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = small(realMlpLearner(), data);
        configuration.set("epochs", std::int64_t{60});
        configuration.set("width", std::int64_t{96});
        const auto whole = realMlpLearner().fit(data.train, data.validation, configuration, {});
        configuration.set("sparsity", 0.6);
        configuration.set("weight_bits", std::int64_t{4});
        const auto shrunk = realMlpLearner().fit(data.train, data.validation, configuration, {});
        const Schema &schema = data.study->schema();
        const Model large("whole", schema, *graphOf(*whole, schema)),
            little("small", schema, *graphOf(*shrunk, schema));
        QVERIFY2(little.sizeBytes() * 2 < large.sizeBytes(),
                 qPrintable(QString("%1 %2").arg(little.sizeBytes()).arg(large.sizeBytes())));
        const double lost = quality(*whole, data.test) - quality(*shrunk, data.test);
        QVERIFY2(lost < 0.05, qPrintable(QString::number(lost)));
    }

    void whereModelsAreToBeSmallOrFastThereIsOne()
    {
        const Data data = mixedData(1500, 3, 3);
        DataShape shape = shapeOf(data.train);
        const auto members = [&] {
            const Configuration first = realMlpLearner().defaults(shape).front();
            realMlpLearner().space(shape).validate(first);
            return first.integer("members", 0);
        };
        QVERIFY(members() > 1);
        shape.wantsSmall = true;
        QCOMPARE(members(), 1);
        shape.wantsSmall = false;
        shape.wantsFast = true;
        QCOMPARE(members(), 1);
    }

    void theyCostWhatTheyCompute()
    {
        const Data data = mixedData(1500, 3, 3);
        const DataShape shape = shapeOf(data.train);
        for (const Learner *learner : {&networkLearner(), &realMlpLearner()}) {
            Configuration configuration = small(*learner, data);
            const double several = learner->cost(shape, configuration).operations;
            configuration.set("members", std::int64_t{1});
            const double one = learner->cost(shape, configuration).operations;
            QVERIFY(several > 2.0 * one && several < kMembers * one);
        }
    }
};

QTEST_GUILESS_MAIN(TestNetworkMembers)
#include "tst_network_members.moc"
