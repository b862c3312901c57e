// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/neural/circle.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <numeric>
#include <thread>

using namespace leptune;
using namespace leptune::neural;

namespace {

double accuracyOf(const std::vector<LayerWeights> &layers, const Sample &sample)
{
    std::size_t right = 0;
    for (std::size_t r = 0; r < sample.rows(); ++r) {
        const auto out = answer(layers, sample.features.data() + r * sample.inputs);
        right += (out[1] > out[0]) == (sample.targets[r] > 0.5F);
    }
    return static_cast<double>(right) / static_cast<double>(sample.rows());
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void describesItself()
    {
        const EngineTable &table = engine();
        QCOMPARE(table.abi, kAbi);
        const std::string text = table.describe();
        QVERIFY2(text.starts_with("LibTorch "), text.c_str());
        QVERIFY(text.find("thread") != std::string::npos);
        QCOMPARE(text.ends_with(", CUDA"), table.hasCuda());
    }

    void saysWhyItCannotTrainOnADevice()
    {
        const Sample train = circle(50, false, 1);
        TrainOptions options;
        options.epochs = 1;
        const auto failure = [&](const char *device) {
            options.device = device;
            return engine().train(tanhNet(2, {4}, 2), train.batch(), {}, options).failure;
        };
        QCOMPARE(failure("cpu"), std::string());
        QCOMPARE(failure("tpu"),
                 std::string("a network can be trained on cpu or cuda, not on 'tpu'"));
        QCOMPARE(failure("cuda").starts_with("there is no CUDA device"), !engine().hasCuda());
    }

    void learnsACircle_data()
    {
        QTest::addColumn<QString>("activation");
        QTest::addColumn<int>("schedule");
        QTest::addColumn<int>("optimizer");
        QTest::newRow("tanh cosine adamw")
            << "tanh" << int(Schedule::Cosine) << int(Optimizer::AdamW);
        QTest::newRow("tanh constant adam")
            << "tanh" << int(Schedule::Constant) << int(Optimizer::Adam);
        QTest::newRow("tanh one-cycle")
            << "tanh" << int(Schedule::OneCycle) << int(Optimizer::AdamW);
    }
    void learnsACircle()
    {
        QFETCH(QString, activation);
        QFETCH(int, schedule);
        QFETCH(int, optimizer);
        const Sample train = circle(600, false, 1), validation = circle(300, false, 2);
        NetworkShape shape = tanhNet(2, {16, 16}, 2);
        shape.activation = activation.toStdString();
        TrainOptions options;
        options.schedule = static_cast<Schedule>(schedule);
        options.optimizer = static_cast<Optimizer>(optimizer);
        options.learningRate = 1e-2;
        options.weightDecay = 1e-4;
        options.gradientClip = 1.0;
        options.batchSize = 32;
        options.epochs = 40;
        const TrainResult result =
            engine().train(shape, train.batch(), validation.batch(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QVERIFY(accuracyOf(result.layers, validation) > 0.95);
        // The loss that is told is that of the weights that are returned.
        QVERIFY(std::abs(lossOf(result.layers, validation, Loss::CrossEntropy) -
                         result.validationLoss) < 1e-4);
    }

    void everyActivationTrains_data()
    {
        QTest::addColumn<QString>("activation");
        for (const char *name : {"relu", "elu", "selu", "gelu", "mish", "silu", "tanh"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyActivationTrains()
    {
        QFETCH(QString, activation);
        const Sample train = circle(300, true, 1), validation = circle(200, true, 2);
        NetworkShape shape = tanhNet(2, {32, 32}, 1);
        shape.activation = activation.toStdString();
        shape.dropout = 0.05;
        TrainOptions options;
        options.loss = Loss::Squared;
        options.learningRate = 5e-3;
        options.batchSize = 32;
        options.epochs = 60;
        options.patience = 0;
        const TrainResult result =
            engine().train(shape, train.batch(), validation.batch(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        // The radius has variance 0.43.
        QVERIFY2(result.validationLoss < 0.03, qPrintable(QString::number(result.validationLoss)));
    }

    void refusesAnUnknownActivation()
    {
        const Sample train = circle(50, false, 1);
        NetworkShape shape = tanhNet(2, {4}, 2);
        shape.activation = "sawtooth";
        const TrainResult result = engine().train(shape, train.batch(), {}, {});
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.find("sawtooth") != std::string::npos);
    }

    void refusesSizesThatDoNotAgree()
    {
        Sample train = circle(50, false, 1);
        train.features.pop_back();
        QVERIFY(!engine().train(tanhNet(2, {4}, 2), train.batch(), {}, {}).failure.empty());
        QVERIFY(!engine().train(tanhNet(2, {4}, 2), {}, {}, {}).failure.empty());
    }

    void stopsEarlyAndKeepsTheBestEpoch()
    {
        const Sample train = circle(30, false, 1), validation = circle(200, false, 9);
        TrainOptions options;
        options.schedule = Schedule::Constant;
        options.learningRate = 3e-2;
        options.batchSize = 8;
        options.epochs = 500;
        options.patience = 10;
        std::vector<double> losses;
        options.onEpoch = [&](const EpochReport &report) {
            losses.push_back(report.validationLoss);
        };
        const TrainResult result =
            engine().train(tanhNet(2, {64}, 2), train.batch(), validation.batch(), options);
        QVERIFY(result.epochs < 500);
        QCOMPARE(result.epochs, result.bestEpoch + 10);
        QCOMPARE(static_cast<int>(losses.size()), result.epochs);
        const auto best = std::min_element(losses.begin(), losses.end());
        QCOMPARE(static_cast<int>(best - losses.begin()) + 1, result.bestEpoch);
        QCOMPARE(result.validationLoss, *best);
        QVERIFY(!result.cutShort);
    }

    void tellsWhenTheLossExplodes_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<float>("target");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("said");
        const int fastest = static_cast<int>(Steps::Fastest);
        QTest::newRow("steps too large")
            << 1e30 << 1.0F << fastest << "the loss became NaN in epoch ";
        QTest::newRow("no number to learn")
            << 1e-3 << std::nanf("") << fastest << "the loss became NaN in epoch 1";
        QTest::newRow("too large a number to learn") // fused steps sum in double
            << 1e-3 << 1e30F << static_cast<int>(Steps::Autograd)
            << "the loss became infinite in epoch 1";
    }
    void tellsWhenTheLossExplodes()
    {
        QFETCH(double, rate);
        QFETCH(float, target);
        QFETCH(int, steps);
        QFETCH(QString, said);
        Sample train = circle(100, true, 1);
        train.targets.front() = target;
        TrainOptions options;
        options.loss = Loss::Squared;
        options.learningRate = rate;
        options.steps = static_cast<Steps>(steps);
        const TrainResult result = engine().train(tanhNet(2, {}, 1), train.batch(), {}, options);
        QVERIFY(result.layers.empty());
        QVERIFY2(result.failure.starts_with(said.toStdString()), result.failure.c_str());
        QVERIFY(result.failure.ends_with("a lower learning rate may help"));
    }

    void anExplosionInTheLastStepIsAFailure_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("said");
        QTest::newRow("fused steps") << static_cast<int>(Steps::Fastest)
                                     << "the weights are no longer finite after epoch 1; a lower "
                                        "learning rate may help";
        QTest::newRow("autograd") << static_cast<int>(Steps::Autograd) << "without overflow";
    }
    /// Its loss was fine before the update, and no validation rows look at what the update left.
    void anExplosionInTheLastStepIsAFailure()
    {
        QFETCH(int, steps);
        QFETCH(QString, said);
        const Sample train = circle(100, false, 1);
        TrainOptions options;
        options.steps = static_cast<Steps>(steps);
        options.epochs = 1;
        options.batchSize = 100;
        const NetworkShape shape = tanhNet(2, {8}, 2);
        QVERIFY(engine().train(shape, train.batch(), {}, options).failure.empty());
        options.learningRate = 1e39; // more than a float holds
        const TrainResult result = engine().train(shape, train.batch(), {}, options);
        QVERIFY(result.layers.empty());
        QVERIFY2(result.failure.find(said.toStdString()) != std::string::npos,
                 result.failure.c_str());
    }

    void aStopReturnsTheBestSoFar()
    {
        const Sample train = circle(400, false, 1);
        TrainOptions options;
        options.batchSize = 40;
        int batches = 0;
        options.shouldEnd = [&] { return ++batches > 35; };
        const TrainResult result = engine().train(tanhNet(2, {8}, 2), train.batch(), {}, options);
        QVERIFY(result.cutShort);
        QCOMPARE(result.epochs, 3);
        QCOMPARE(result.bestEpoch, 3);
        QCOMPARE(batches, 36);
        QCOMPARE(result.layers.size(), std::size_t{2});
    }

    void aStopInTheFirstEpochReturnsNothing()
    {
        const Sample train = circle(400, false, 1);
        TrainOptions options;
        options.shouldEnd = [] { return true; };
        const TrainResult result = engine().train(tanhNet(2, {8}, 2), train.batch(), {}, options);
        QVERIFY(result.cutShort);
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.empty());
    }

    void theSameSeedGivesTheSameBitsOnAnyThread()
    {
        const Sample train = circle(300, false, 1), validation = circle(100, false, 2);
        NetworkShape shape = tanhNet(2, {16, 16}, 2);
        shape.dropout = 0.2;
        const auto fit = [&](std::uint64_t seed) {
            TrainOptions options;
            options.epochs = 8;
            options.batchSize = 32;
            options.seed = seed;
            return engine().train(shape, train.batch(), validation.batch(), options).layers;
        };
        const auto alone = fit(7);
        QVERIFY(fit(8).front().weights != alone.front().weights);
        std::atomic<int> same = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&, i] {
                    fit(static_cast<std::uint64_t>(i));
                    const auto again = fit(7);
                    for (std::size_t l = 0; l < alone.size(); ++l)
                        same +=
                            again[l].weights == alone[l].weights && again[l].bias == alone[l].bias;
                });
        }
        QCOMPARE(same.load(), 12);
    }

    void weightDecayShrinksWeightsButNotBiases()
    {
        const Sample train = circle(200, true, 1);
        TrainOptions options;
        options.loss = Loss::Squared;
        options.schedule = Schedule::Constant;
        options.learningRate = 1e-2;
        options.epochs = 300;
        options.batchSize = 200;
        options.weightDecay = 20.0;
        const auto layers = engine().train(tanhNet(2, {4}, 1), train.batch(), {}, options).layers;
        for (const LayerWeights &layer : layers)
            for (const float weight : layer.weights)
                QVERIFY(std::abs(weight) < 0.1F);
        const double mean =
            std::accumulate(train.targets.begin(), train.targets.end(), 0.0) / 200.0;
        QVERIFY(std::abs(layers.back().bias[0] - mean) < 0.15);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
