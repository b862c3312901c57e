// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/neural/engine.h"
#include "core/neural/mixup.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace leptune;
using namespace leptune::neural;

namespace {

constexpr std::size_t kInputs = 4, kClasses = 3;

/// Three classes, or numbers, by a sum of the inputs.
struct Sample {
    std::vector<float> features, targets, weights, soft;

    Sample(std::size_t rows, bool numbers, double noise = 0.0, std::uint64_t seed = 4)
    {
        RandomStream random(seed);
        for (std::size_t r = 0; r < rows; ++r) {
            double sum = noise * random.normal();
            for (std::size_t i = 0; i < kInputs; ++i) {
                features.push_back(static_cast<float>(random.normal()));
                sum += (i < 2 ? 1.0 : 0.3) * features.back();
            }
            targets.push_back(numbers      ? static_cast<float>(sum)
                              : sum < -0.7 ? 0.0F
                              : sum < 0.7  ? 1.0F
                                           : 2.0F);
        }
    }
    Batchable batch() const { return {features, targets, weights, targets.size(), soft}; }
};

NetworkShape shapeOf(bool numbers)
{
    NetworkShape shape;
    shape.inputs = static_cast<int>(kInputs);
    shape.hidden = {12, 7};
    shape.outputs = numbers ? 1 : static_cast<int>(kClasses);
    shape.activation = "silu";
    return shape;
}

/// One step an epoch: all rows are a batch.
TrainOptions wholeBatches(bool numbers, Steps steps)
{
    TrainOptions options;
    options.loss = numbers ? Loss::Squared : Loss::CrossEntropy;
    options.schedule = Schedule::Constant;
    options.learningRate = 1e-2;
    options.batchSize = 1000;
    options.epochs = 12;
    options.steps = steps;
    return options;
}

std::vector<double> numbersOf(const TrainResult &result)
{
    std::vector<double> all;
    for (const LayerWeights &layer : result.layers) {
        all.insert(all.end(), layer.weights.begin(), layer.weights.end());
        all.insert(all.end(), layer.bias.begin(), layer.bias.end());
    }
    return all;
}

/// Of a network with one output, by hand.
double answer(const std::vector<LayerWeights> &layers, const float *row)
{
    std::vector<double> x(row, row + layers.front().inputs);
    for (const LayerWeights &layer : layers) {
        std::vector<double> y(layer.bias.begin(), layer.bias.end());
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t o = 0; o < y.size(); ++o)
                y[o] += x[i] * layer.weights[i * y.size() + o];
        if (&layer != &layers.back())
            for (double &value : y)
                value /= 1.0 + std::exp(-value);
        x = std::move(y);
    }
    return x[0];
}

double furthest(const std::vector<double> &a, const std::vector<double> &b)
{
    double most = a.size() == b.size() && !a.empty() ? 0.0 : std::numeric_limits<double>::max();
    for (std::size_t i = 0; most < 1e9 && i < a.size(); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

void addSteps()
{
    QTest::addColumn<int>("steps");
    QTest::newRow("fused") << static_cast<int>(Steps::Fastest);
    QTest::newRow("autograd") << static_cast<int>(Steps::Autograd);
}

} // namespace

/// What regularises a training, by what it is defined as; that the fused steps do as autograd does
/// is tst_fused_steps' matter.
class TestEngineRegularisation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sharesOfMixedRowsAreOfTheBetaDistribution_data()
    {
        QTest::addColumn<double>("alpha");
        for (const double alpha : {0.01, 0.2, 0.5, 1.0, 3.0, 40.0})
            QTest::addRow("%g", alpha) << alpha;
    }
    /// Moments of Beta(a, a): variance 1 / (4 (2a + 1)), kurtosis 3 - 6 / (2a + 3).
    void sharesOfMixedRowsAreOfTheBetaDistribution()
    {
        QFETCH(double, alpha);
        RandomStream random(11);
        constexpr int kDraws = 200000;
        double sum = 0.0, squares = 0.0, fourths = 0.0;
        for (int i = 0; i < kDraws; ++i) {
            const double share = symmetricBeta(alpha, random);
            QVERIFY(share >= 0.0 && share <= 1.0);
            sum += share - 0.5;
            squares += std::pow(share - 0.5, 2);
            fourths += std::pow(share - 0.5, 4);
        }
        const double variance = 0.25 / (2.0 * alpha + 1.0);
        QVERIFY(std::abs(sum / kDraws) < 5.0 * std::sqrt(variance / kDraws));
        QVERIFY(std::abs(squares / kDraws / variance - 1.0) < 0.02);
        const double kurtosis = 3.0 - 6.0 / (2.0 * alpha + 3.0);
        QVERIFY(std::abs(fourths / kDraws / (variance * variance) / kurtosis - 1.0) < 0.04);
    }

    void everyRowHasAPartnerOfItsOwn()
    {
        Mixup mixup(0.4, 5);
        mixup.draw(64);
        std::vector<std::int64_t> first(mixup.partners().begin(), mixup.partners().end());
        mixup.draw(64);
        std::vector<std::int64_t> second(mixup.partners().begin(), mixup.partners().end());
        QVERIFY(first != second);
        for (auto *partners : {&first, &second}) {
            std::ranges::sort(*partners);
            for (std::size_t i = 0; i < partners->size(); ++i)
                QCOMPARE((*partners)[i], static_cast<std::int64_t>(i));
        }
    }

    void smoothingIsATeacherThatKnowsNothing_data() { addSteps(); }
    void smoothingIsATeacherThatKnowsNothing()
    {
        QFETCH(int, steps);
        Sample sample(80, false);
        TrainOptions options = wholeBatches(false, static_cast<Steps>(steps));
        const auto plain = engine().train(shapeOf(false), sample.batch(), {}, options);
        options.labelSmoothing = 0.3;
        const auto smoothed = engine().train(shapeOf(false), sample.batch(), {}, options);
        options.labelSmoothing = 0.0;
        options.distillation = 0.3;
        sample.soft.assign(80 * kClasses, 1.0F / kClasses);
        const auto taught = engine().train(shapeOf(false), sample.batch(), {}, options);
        QVERIFY(furthest(numbersOf(smoothed), numbersOf(taught)) < 1e-4);
        QVERIFY(furthest(numbersOf(smoothed), numbersOf(plain)) > 1e-2);
    }

    void aTeacherWhoIsAloneReplacesTheTargets_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<bool>("numbers");
        for (const bool numbers : {false, true})
            for (const Steps steps : {Steps::Fastest, Steps::Autograd})
                QTest::addRow("%s, %s", steps == Steps::Fastest ? "fused" : "autograd",
                              numbers ? "numbers" : "classes")
                    << static_cast<int>(steps) << numbers;
    }
    void aTeacherWhoIsAloneReplacesTheTargets()
    {
        QFETCH(int, steps);
        QFETCH(bool, numbers);
        Sample sample(80, numbers);
        TrainOptions options = wholeBatches(numbers, static_cast<Steps>(steps));
        const auto told = engine().train(shapeOf(numbers), sample.batch(), {}, options);
        for (float &target : sample.targets) {
            if (numbers)
                sample.soft.push_back(target);
            else
                for (std::size_t c = 0; c < kClasses; ++c)
                    sample.soft.push_back(target == static_cast<float>(c) ? 1.0F : 0.0F);
            target = 0.0F;
        }
        options.distillation = 1.0;
        const auto taught = engine().train(shapeOf(numbers), sample.batch(), {}, options);
        QVERIFY(furthest(numbersOf(told), numbersOf(taught)) < 1e-4);
        options.distillation = 0.0;
        const auto untaught = engine().train(shapeOf(numbers), sample.batch(), {}, options);
        QVERIFY(furthest(numbersOf(told), numbersOf(untaught)) > 1e-2);
    }

    void theValidationLossStaysPlain_data() { addSteps(); }
    /// At a rate of 0 the training's loss is softened, the validation's as without.
    void theValidationLossStaysPlain()
    {
        QFETCH(int, steps);
        const Sample sample(80, false);
        TrainOptions options = wholeBatches(false, static_cast<Steps>(steps));
        options.learningRate = 0.0;
        options.epochs = 1;
        double train = 0.0, validation = 0.0;
        options.onEpoch = [&](const EpochReport &report) {
            train = report.trainLoss;
            validation = report.validationLoss;
        };
        engine().train(shapeOf(false), sample.batch(), sample.batch(), options);
        const double plain = validation;
        QVERIFY(std::abs(train - plain) < 1e-6);
        options.labelSmoothing = 0.4;
        options.mixup = 1.0;
        engine().train(shapeOf(false), sample.batch(), sample.batch(), options);
        QCOMPARE(validation, plain);
        QVERIFY(std::abs(train - plain) > 1e-3);
    }

    void sharesOfAlmostNothingMixNothing_data() { addSteps(); }
    /// Beta(1e-9, 1e-9) is 0 or 1: batches in another order.
    void sharesOfAlmostNothingMixNothing()
    {
        QFETCH(int, steps);
        Sample sample(80, false);
        for (std::size_t r = 0; r < 80; ++r)
            sample.weights.push_back(0.5F + static_cast<float>(r % 3));
        TrainOptions options = wholeBatches(false, static_cast<Steps>(steps));
        const auto plain = engine().train(shapeOf(false), sample.batch(), {}, options);
        options.mixup = 1e-9;
        const auto apart = engine().train(shapeOf(false), sample.batch(), {}, options);
        QVERIFY(furthest(numbersOf(plain), numbersOf(apart)) < 1e-4);
        options.mixup = 1.0;
        const auto mixed = engine().train(shapeOf(false), sample.batch(), {}, options);
        QVERIFY(furthest(numbersOf(plain), numbersOf(mixed)) > 1e-2);
    }

    void averagesAreThoseOfTheParametersOnTheirWay_data() { addSteps(); }
    /// By hand from trainings that end after 1, 2, ... steps.
    void averagesAreThoseOfTheParametersOnTheirWay()
    {
        QFETCH(int, steps);
        const Sample sample(80, false);
        TrainOptions options = wholeBatches(false, static_cast<Steps>(steps));
        constexpr double kDecay = 0.7;
        std::vector<double> sum;
        double weight = 0.0;
        for (int last = 1; last <= options.epochs; ++last) {
            options.lastEpoch = last;
            const auto now = numbersOf(engine().train(shapeOf(false), sample.batch(), {}, options));
            sum.resize(now.size());
            weight = kDecay * weight + 1.0 - kDecay;
            for (std::size_t i = 0; i < now.size(); ++i)
                sum[i] = kDecay * sum[i] + (1.0 - kDecay) * now[i];
            TrainOptions averaged = options;
            averaged.averageDecay = kDecay;
            std::vector<double> byHand = sum;
            for (double &value : byHand)
                value /= weight;
            const auto told =
                numbersOf(engine().train(shapeOf(false), sample.batch(), {}, averaged));
            QVERIFY(furthest(told, byHand) < 1e-5);
        }
    }

    void whatIsValidatedIsWhatIsReturned_data() { addSteps(); }
    void whatIsValidatedIsWhatIsReturned()
    {
        QFETCH(int, steps);
        const Sample train(200, true, 0.5), validation(100, true, 0.5, 9);
        TrainOptions options = wholeBatches(true, static_cast<Steps>(steps));
        options.batchSize = 32;
        options.averageDecay = 0.9;
        options.compression = {0.5, 4};
        const auto result =
            engine().train(shapeOf(true), train.batch(), validation.batch(), options);
        double sum = 0.0;
        for (std::size_t r = 0; r < validation.targets.size(); ++r)
            sum += std::pow(answer(result.layers, validation.features.data() + r * kInputs) -
                                validation.targets[r],
                            2);
        QVERIFY(std::abs(sum / 100.0 - result.validationLoss) < 1e-5);
        QVERIFY(std::abs(result.sparsity - 0.5) < 0.1);
        QCOMPARE(result.weightBits, 4);
        for (const LayerWeights &layer : result.layers) {
            std::vector<float> values = layer.weights;
            std::ranges::sort(values);
            const auto last = std::unique(values.begin(), values.end());
            QVERIFY(last - values.begin() <= 15);
        }
    }

    void averagingCalmsNoisySteps_data() { addSteps(); }
    void averagingCalmsNoisySteps()
    {
        QFETCH(int, steps);
        const Sample train(300, true, 1.0), validation(1000, true, 0.0, 9);
        TrainOptions options = wholeBatches(true, static_cast<Steps>(steps));
        options.batchSize = 8;
        options.learningRate = 0.03;
        options.patience = 0;
        options.lastEpoch = 6;
        double last = 0.0;
        options.onEpoch = [&](const EpochReport &report) { last = report.validationLoss; };
        engine().train(shapeOf(true), train.batch(), validation.batch(), options);
        const double raw = last;
        options.averageDecay = 0.98;
        engine().train(shapeOf(true), train.batch(), validation.batch(), options);
        QVERIFY2(last < 0.8 * raw, qPrintable(QString("%1 %2").arg(last).arg(raw)));
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("names");
        QTest::newRow("smoothing half of it") << 0 << "label smoothing";
        QTest::newRow("a negative alpha") << 1 << "mixup";
        QTest::newRow("a decay of 1") << 2 << "decay";
        QTest::newRow("more than the teacher") << 3 << "teacher's share";
        QTest::newRow("no teacher") << 4 << "distillation needs";
        QTest::newRow("too few answers") << 5 << "sizes";
        QTest::newRow("no probabilities") << 6 << "add up to 1";
        QTest::newRow("not a number") << 7 << "have to be numbers";
    }
    void whatCannotBeIsRefused()
    {
        QFETCH(int, which);
        QFETCH(QString, names);
        Sample sample(20, false);
        sample.soft.assign(20 * kClasses, 1.0F / kClasses);
        TrainOptions options = wholeBatches(false, Steps::Fastest);
        options.distillation = 0.5;
        const std::function<void()> spoil[] = {
            [&] { options.labelSmoothing = 0.5; },
            [&] { options.mixup = -0.1; },
            [&] { options.averageDecay = 1.0; },
            [&] { options.distillation = 1.01; },
            [&] { sample.soft.clear(); },
            [&] { sample.soft.pop_back(); },
            [&] { sample.soft[4] += 0.1F; },
            [&] { sample.soft[4] = std::numeric_limits<float>::quiet_NaN(); }};
        QVERIFY(engine().train(shapeOf(false), sample.batch(), {}, options).failure.empty());
        spoil[which]();
        const auto result = engine().train(shapeOf(false), sample.batch(), {}, options);
        QVERIFY2(result.failure.find(names.toStdString()) != std::string::npos,
                 result.failure.c_str());
    }
};

QTEST_GUILESS_MAIN(TestEngineRegularisation)
#include "tst_engine_regularisation.moc"
