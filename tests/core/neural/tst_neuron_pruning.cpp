// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/network_graph.h"
#include "core/model/interpreter.h"
#include "core/neural/engine.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

/// Three classes; which one hangs on products of some of the inputs.
struct Rows {
    std::vector<float> features, targets;
    std::size_t inputs, count;

    Rows(std::size_t inputCount, std::uint64_t seed, std::size_t rows = 400)
        : inputs(inputCount), count(rows)
    {
        RandomStream random(seed);
        for (std::size_t r = 0; r < count; ++r) {
            for (std::size_t i = 0; i < inputs; ++i)
                features.push_back(static_cast<float>(random.normal()));
            const float *row = features.data() + r * inputs;
            targets.push_back(row[0] * row[1] > 0.3F ? 2.0F : row[2] > row[3] ? 1.0F : 0.0F);
        }
    }
    Batchable batch() const { return {features, targets, {}, count}; }
};

NetworkShape dense()
{
    NetworkShape shape;
    shape.inputs = 8;
    shape.hidden = {40, 24};
    shape.outputs = 3;
    shape.activation = "silu";
    return shape;
}

/// The second and the fifth stage add what the first and the third made.
NetworkShape residual()
{
    NetworkShape shape = dense();
    shape.picture = {6, 6, 1};
    shape.inputs = 36;
    shape.stages = {{12, 3, 1, 1, true},
                    {12, 3, 1, 1, true, 0},
                    {16, 3, 1, 2, true},
                    {8, 3, 1, 1},
                    {16, 3, 1, 1, true, 2}};
    shape.averages = true;
    shape.hidden = {10};
    return shape;
}

/// As networks for tables can be: members that share the hidden layers, embedded inputs, shares of
/// activations.
NetworkShape tabular(bool hasMembers, bool embeds)
{
    NetworkShape shape = dense();
    shape.scalesInputs = true;
    if (hasMembers)
        shape.members = 3;
    if (embeds) {
        shape.embedding = {{0, 1, 2, 3}, 6, 3, 0.3, {{5, 3}}, 4};
        shape.sharesActivation = true;
    }
    return shape;
}

TrainOptions pruning(double neurons)
{
    TrainOptions options;
    options.learningRate = 4e-3;
    options.batchSize = 32;
    options.epochs = 40;
    options.patience = 0;
    options.seed = 5;
    options.compression.neuronSparsity = neurons;
    return options;
}

TrainResult trained(const NetworkShape &shape, const TrainOptions &options)
{
    const auto inputs = static_cast<std::size_t>(shape.inputs);
    const Rows train(inputs, 1), validation(inputs, 2);
    return engine().train(shape, train.batch(), validation.batch(), options);
}

std::vector<int> widthsOf(const NetworkShape &shape)
{
    std::vector<int> widths;
    for (const ConvolutionStage &stage : shape.stages)
        widths.push_back(stage.outputs);
    widths.insert(widths.end(), shape.hidden.begin(), shape.hidden.end());
    return widths;
}

std::vector<int> outputsOf(const std::vector<LayerWeights> &layers)
{
    std::vector<int> outputs;
    for (const LayerWeights &layer : layers)
        outputs.push_back(layer.outputs);
    return outputs;
}

/// Neurons of a layer that the next one does not read.
int unreadInputs(const LayerWeights &layer)
{
    int unread = 0;
    const auto outputs = static_cast<std::ptrdiff_t>(layer.outputs);
    for (auto row = layer.weights.begin(); row != layer.weights.end(); row += outputs)
        unread += std::all_of(row, row + outputs, [](float weight) { return weight == 0.0F; });
    return unread;
}

} // namespace

class TestNeuronPruning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLayerLosesTheShareThatWasAskedFor_data()
    {
        QTest::addColumn<bool>("pictures");
        QTest::addColumn<double>("share");
        QTest::addColumn<QList<int>>("widths");
        QTest::newRow("half") << false << 0.5 << QList<int>{20, 12};
        QTest::newRow("three quarters") << false << 0.75 << QList<int>{10, 6};
        QTest::newRow("all but one") << false << 0.99 << QList<int>{1, 1};
        QTest::newRow("channels") << true << 0.5 << QList<int>{6, 6, 8, 4, 8, 5};
    }
    void everyLayerLosesTheShareThatWasAskedFor()
    {
        QFETCH(bool, pictures);
        QFETCH(double, share);
        QFETCH(QList<int>, widths);
        TrainOptions options = pruning(share);
        if (pictures)
            options.epochs = 12;
        const TrainResult result = trained(pictures ? residual() : dense(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        std::vector<int> wanted(widths.begin(), widths.end());
        QCOMPARE(widthsOf(result.shape), wanted);
        wanted.push_back(3);
        QCOMPARE(outputsOf(result.layers), wanted);
        for (std::size_t l = 0; l < result.layers.size(); ++l)
            QCOMPARE(result.layers[l].weights.size(),
                     static_cast<std::size_t>(result.layers[l].inputs * result.layers[l].outputs));
    }

    void aNetworkWithHalfOfItsNeuronsLearnsNearlyAsMuch()
    {
        const TrainResult whole = trained(dense(), pruning(0.0));
        const TrainResult half = trained(dense(), pruning(0.5));
        QVERIFY2(half.validationLoss < whole.validationLoss + 0.03,
                 qPrintable(QString("%1 %2").arg(half.validationLoss).arg(whole.validationLoss)));
    }

    void neuronsThatMatterStay()
    {
        const TrainResult few = trained(dense(), pruning(0.8));
        NetworkShape small = dense();
        small.hidden = few.shape.hidden;
        double grown = 0.0; // mean of networks that were as small from the start
        constexpr int kSeeds = 5;
        for (int seed = 0; seed < kSeeds; ++seed) {
            TrainOptions options = pruning(0.0);
            options.seed = static_cast<std::uint64_t>(seed);
            grown += trained(small, options).validationLoss / kSeeds;
        }
        QVERIFY2(few.validationLoss < grown,
                 qPrintable(QString("%1 %2").arg(few.validationLoss).arg(grown)));
    }

    void onlyEpochsOfTheFinalShapeCompare()
    {
        std::vector<double> losses;
        TrainOptions options = pruning(0.9);
        options.onEpoch = [&](const EpochReport &report) {
            losses.push_back(report.validationLoss);
        };
        const TrainResult result = trained(dense(), options);
        QVERIFY(result.bestEpoch > options.epochs * 6 / 10);
        QCOMPARE(result.validationLoss, losses[static_cast<std::size_t>(result.bestEpoch - 1)]);
    }

    void aTrainingThatIsStoppedGivesANetworkOfTheShapeItHad()
    {
        TrainOptions options = pruning(0.9);
        int steps = 0;
        options.shouldEnd = [&] { return ++steps > 13 * 12; };
        const TrainResult result = trained(dense(), options);
        QVERIFY(result.cutShort && result.bestEpoch > 0);
        QVERIFY(result.shape.hidden[0] > 4 && result.shape.hidden[0] < 40);
        QCOMPARE(outputsOf(result.layers)[0], result.shape.hidden[0]);
    }

    void whatIsTrainedIsWhatPredicts_data()
    {
        QTest::addColumn<NetworkShape>("shape");
        QTest::addColumn<bool>("averaged");
        QTest::addColumn<double>("rounded"); // by the graph, which has embeddings in eight bits
        constexpr double kHardly = 2e-4, kEightBits = 0.1;
        QTest::newRow("dense") << dense() << false << kHardly;
        QTest::newRow("dense, averaged") << dense() << true << kHardly;
        QTest::newRow("convolutions") << residual() << false << kHardly;
        QTest::newRow("members") << tabular(true, false) << false << kHardly;
        QTest::newRow("members, averaged") << tabular(true, false) << true << kHardly;
        QTest::newRow("embedded inputs and shares") << tabular(false, true) << false << kEightBits;
        QTest::newRow("members with both") << tabular(true, true) << true << kEightBits;
    }
    void whatIsTrainedIsWhatPredicts()
    {
        QFETCH(NetworkShape, shape);
        QFETCH(bool, averaged);
        QFETCH(double, rounded);
        const auto inputs = static_cast<std::size_t>(shape.inputs);
        const Rows train(inputs, 1), validation(inputs, 2);
        TrainOptions options = pruning(0.6);
        options.epochs = 12;
        options.reportsOutputs = true;
        if (averaged)
            options.averageDecay = 0.9;
        std::vector<std::vector<float>> told;
        options.onEpoch = [&](const EpochReport &report) {
            told.emplace_back(report.validationOutputs.begin(), report.validationOutputs.end());
        };
        TrainResult result = engine().train(shape, train.batch(), validation.batch(), options);
        FloatMatrix rows(validation.count, inputs);
        rows.values = validation.features;
        auto graph = std::make_shared<Graph>(networkGraph(result));
        const FloatMatrix answers = Interpreter(std::move(graph)).run(rows);
        const std::vector<float> &best = told[static_cast<std::size_t>(result.bestEpoch - 1)];
        QCOMPARE(answers.values.size(), best.size());
        for (std::size_t i = 0; i < best.size(); ++i)
            QVERIFY2(std::abs(answers.values[i] - best[i]) < rounded,
                     qPrintable(QString("%1 %2").arg(answers.values[i]).arg(best[i])));
    }

    void goesTogetherWithMembersAndEmbeddedInputs_data()
    {
        QTest::addColumn<bool>("hasMembers");
        QTest::addColumn<bool>("embeds");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("members") << true << false << 0.0;
        QTest::newRow("embedded inputs") << false << true << 0.0;
        QTest::newRow("both") << true << true << 0.0;
        QTest::newRow("both, as far as a tolerance allows") << true << true << 10.0;
    }
    void goesTogetherWithMembersAndEmbeddedInputs()
    {
        QFETCH(bool, hasMembers);
        QFETCH(bool, embeds);
        QFETCH(double, tolerance);
        const NetworkShape shape = tabular(hasMembers, embeds);
        const TrainResult whole = trained(shape, pruning(0.0));
        TrainOptions options = pruning(0.75);
        options.compression.tolerance = tolerance;
        const TrainResult result = trained(shape, options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QCOMPARE(widthsOf(result.shape), (std::vector<int>{10, 6}));
        QCOMPARE(result.layers.back().inputs, 6 * shape.members);
        QCOMPARE(result.factors.size(), whole.factors.size());
        QCOMPARE(result.embedding.weights.size(), whole.embedding.weights.size());
        if (embeds)
            QCOMPARE(result.layers.front().share.size(), std::size_t{10});
        // Of a constant answer about log 3.
        if (tolerance == 0.0)
            QVERIFY2(
                result.validationLoss < whole.validationLoss + 0.15,
                qPrintable(QString("%1 %2").arg(result.validationLoss).arg(whole.validationLoss)));
    }

    void goesTogetherWithOtherWaysToShrink()
    {
        TrainOptions options = pruning(0.5);
        options.compression.sparsity = 0.6;
        options.compression.weightBits = 3;
        options.compression.keepOf = {2, 4};
        options.averageDecay = 0.9;
        options.mixup = 0.2;
        const TrainResult result = trained(dense(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QCOMPARE(widthsOf(result.shape), (std::vector<int>{20, 12}));
        QVERIFY2(result.sparsity > 0.58 && result.sparsity < 0.75,
                 qPrintable(QString::number(result.sparsity)));
        QCOMPARE(result.weightBits, 3);
    }

    void aToleranceIsKeptAndUsed_data()
    {
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<double>("sparsity");
        QTest::newRow("hardly any") << 1e-6 << 0.0;
        QTest::newRow("a little") << 0.05 << 0.0;
        QTest::newRow("any") << 10.0 << 0.0;
        QTest::newRow("a little, with zeros") << 0.05 << 0.8;
    }
    void aToleranceIsKeptAndUsed()
    {
        QFETCH(double, tolerance);
        QFETCH(double, sparsity);
        TrainOptions options = pruning(0.8);
        options.compression.tolerance = tolerance;
        options.compression.sparsity = sparsity;
        const TrainResult result = trained(dense(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QVERIFY2(result.validationLoss <= result.lossLimit,
                 qPrintable(QString("%1 %2").arg(result.validationLoss).arg(result.lossLimit)));
        QCOMPARE(outputsOf(result.layers)[0], result.shape.hidden[0]);
        if (sparsity == 0.0)
            for (const LayerWeights &layer : result.layers)
                QCOMPARE(unreadInputs(layer), 0);
        if (tolerance >= 0.05)
            QVERIFY2(result.shape.hidden[0] < 36,
                     qPrintable(QString::number(result.shape.hidden[0])));
        if (tolerance >= 1.0)
            QCOMPARE(widthsOf(result.shape), (std::vector<int>{8, 5}));
    }

    void sharesThatLeaveNothingAreRefused_data()
    {
        QTest::addColumn<double>("share");
        QTest::newRow("all") << 1.0;
        QTest::newRow("less than nothing") << -0.1;
        QTest::newRow("no number") << std::nan("");
    }
    void sharesThatLeaveNothingAreRefused()
    {
        QFETCH(double, share);
        const TrainResult result = trained(dense(), pruning(share));
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.find("neurons") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestNeuronPruning)
#include "tst_neuron_pruning.moc"
