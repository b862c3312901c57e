// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/neural/circle.h"

#include <QTest>

#include <numeric>

using namespace leptune;
using namespace leptune::neural;

namespace {

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

/// What one step of training goes by.
class TestGradient : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestGradient)
#include "tst_gradient.moc"
