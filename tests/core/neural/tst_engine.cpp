// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/neural/engine.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <numeric>
#include <thread>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Sample {
    std::vector<float> features, targets;
    int inputs = 0;
    std::size_t rows() const { return targets.size(); }
    Batchable batch() const { return {features, targets, {}, rows()}; }
};

/// Two classes inside and outside a circle, or the radius itself.
Sample circle(std::size_t rows, bool regression, std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample;
    sample.inputs = 2;
    for (std::size_t i = 0; i < rows; ++i) {
        const double x = random.normal(), y = random.normal();
        const double square = x * x + y * y;
        sample.features.push_back(static_cast<float>(x));
        sample.features.push_back(static_cast<float>(y));
        sample.targets.push_back(regression ? static_cast<float>(std::sqrt(square))
                                            : (square > 1.4 ? 1.0F : 0.0F));
    }
    return sample;
}

/// Plain double-precision forward pass of a returned network, tanh between layers.
std::vector<double> answer(const std::vector<LayerWeights> &layers, const float *row)
{
    std::vector<double> x(row, row + layers.front().inputs);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const LayerWeights &layer = layers[l];
        std::vector<double> y(layer.bias.begin(), layer.bias.end());
        for (int i = 0; i < layer.inputs; ++i)
            for (int o = 0; o < layer.outputs; ++o)
                y[o] += x[i] * layer.weights[i * layer.outputs + o];
        if (l + 1 < layers.size())
            for (double &value : y)
                value = std::tanh(value);
        x = std::move(y);
    }
    return x;
}

double lossOf(const std::vector<LayerWeights> &layers, const Sample &sample, Loss loss,
              const std::vector<float> &weights = {})
{
    double sum = 0.0, total = 0.0;
    for (std::size_t r = 0; r < sample.rows(); ++r) {
        const auto out = answer(layers, sample.features.data() + r * sample.inputs);
        double value = 0.0;
        if (loss == Loss::Squared) {
            value = std::pow(out[0] - sample.targets[r], 2);
        } else {
            double scale = 0.0;
            for (const double score : out)
                scale += std::exp(score);
            value = std::log(scale) - out[static_cast<std::size_t>(sample.targets[r])];
        }
        const double weight = weights.empty() ? 1.0 : weights[r];
        sum += weight * value;
        total += weight;
    }
    return sum / total;
}

double accuracyOf(const std::vector<LayerWeights> &layers, const Sample &sample)
{
    std::size_t right = 0;
    for (std::size_t r = 0; r < sample.rows(); ++r) {
        const auto out = answer(layers, sample.features.data() + r * sample.inputs);
        right += (out[1] > out[0]) == (sample.targets[r] > 0.5F);
    }
    return static_cast<double>(right) / static_cast<double>(sample.rows());
}

NetworkShape tanhNet(int inputs, std::vector<int> hidden, int outputs)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.hidden = std::move(hidden);
    shape.outputs = outputs;
    shape.activation = "tanh";
    return shape;
}

std::vector<float *> numbersOf(std::vector<LayerWeights> &layers)
{
    std::vector<float *> all;
    for (LayerWeights &layer : layers) {
        for (float &value : layer.weights)
            all.push_back(&value);
        for (float &value : layer.bias)
            all.push_back(&value);
    }
    return all;
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

    void gradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<bool>("regression");
        QTest::addColumn<bool>("weighted");
        QTest::addColumn<int>("steps");
        for (const auto &[name, steps] :
             {std::pair{"fused", Steps::Fastest}, {"autograd", Steps::Autograd}})
            for (const bool weighted : {false, true})
                for (const bool regression : {false, true})
                    QTest::addRow("%s, %s%s", name, weighted ? "weighted " : "",
                                  regression ? "squared error" : "cross-entropy")
                        << regression << weighted << static_cast<int>(steps);
    }
    /// One Adam step moves by u = g / (|g| + 1e-8). With the gradient clipped to norm 1e-8, u tells
    /// g.
    void gradientAgreesWithFiniteDifferences()
    {
        QFETCH(bool, regression);
        QFETCH(bool, weighted);
        QFETCH(int, steps);
        const Sample sample = circle(40, regression, 5);
        std::vector<float> weights;
        for (std::size_t i = 0; weighted && i < sample.rows(); ++i)
            weights.push_back(0.25F * static_cast<float>(i % 5));
        Batchable batch = sample.batch();
        batch.weights = weights;
        const NetworkShape shape = tanhNet(2, {4, 3}, regression ? 1 : 2);
        TrainOptions options;
        options.loss = regression ? Loss::Squared : Loss::CrossEntropy;
        options.schedule = Schedule::Constant;
        options.batchSize = 100;
        options.epochs = 1;
        options.gradientClip = 1e-8;
        options.steps = static_cast<Steps>(steps);
        options.learningRate = 0.0;
        auto start = engine().train(shape, batch, {}, options).layers;
        options.learningRate = 1.0;
        auto moved = engine().train(shape, batch, {}, options).layers;
        QCOMPARE(moved.size(), std::size_t{3});

        const auto before = numbersOf(start), after = numbersOf(moved);
        std::vector<double> expected, got;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const float value = *before[i], u = value - *after[i];
            got.push_back(u / (1.0 - std::abs(u)));
            constexpr float kStep = 1e-3F;
            *before[i] = value + kStep;
            const double high = *before[i], up = lossOf(start, sample, options.loss, weights);
            *before[i] = value - kStep;
            const double low = *before[i], down = lossOf(start, sample, options.loss, weights);
            *before[i] = value;
            expected.push_back((up - down) / (high - low));
        }
        const double norm =
            std::sqrt(std::inner_product(expected.begin(), expected.end(), expected.begin(), 0.0));
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(
                std::abs(expected[i] / norm - got[i]) < 2e-3,
                qPrintable(QStringLiteral("%1: %2 %3").arg(i).arg(expected[i] / norm).arg(got[i])));
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
        options.onEpoch = [&](const EpochReport &report) { losses.push_back(report.validationLoss); };
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

    void tellsWhenTheLossExplodes()
    {
        const Sample train = circle(100, true, 1);
        TrainOptions options;
        options.loss = Loss::Squared;
        options.learningRate = 1e30;
        const TrainResult result = engine().train(tanhNet(2, {}, 1), train.batch(), {}, options);
        QVERIFY(result.layers.empty());
        QVERIFY2(result.failure.starts_with("the loss became NaN in epoch "),
                 result.failure.c_str());
        QVERIFY(result.failure.ends_with("a lower learning rate may help"));
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

    void aRowOfWeightTwoCountsAsTwoRows()
    {
        const Sample once = circle(64, false, 3);
        Sample twice = once;
        std::vector<float> weights(once.rows(), 1.0F);
        for (std::size_t r = 0; r < 20; ++r) {
            weights[r] = 2.0F;
            twice.targets.push_back(once.targets[r]);
            twice.features.insert(twice.features.end(), &once.features[2 * r],
                                  &once.features[2 * r] + 2);
        }
        TrainOptions options;
        options.epochs = 20;
        options.batchSize = 1000; // one batch: order does not matter
        Batchable weighted = once.batch();
        weighted.weights = weights;
        auto a = engine().train(tanhNet(2, {6}, 2), weighted, {}, options).layers;
        auto b = engine().train(tanhNet(2, {6}, 2), twice.batch(), {}, options).layers;
        const auto x = numbersOf(a), y = numbersOf(b);
        for (std::size_t i = 0; i < x.size(); ++i)
            QVERIFY(std::abs(*x[i] - *y[i]) < 1e-3F);
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
