// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/leaf_values.h"
#include "core/learners/booster/quantile.h"

#include <QTest>
#include <cmath>

using namespace leptune;

class TestLeafValues : public QObject {
    Q_OBJECT
private:
    struct Case {
        BoosterOptions options;
        BoosterLabels labels;
        std::vector<float> scores;
        std::vector<std::uint16_t> leaf;

        std::vector<float> values(std::size_t leaves) const
        {
            std::vector<float> gradients(scores.size());
            lossGradients(options, labels.values, scores.data(), labels.rows(), gradients.data());
            WorkerTeam team(1);
            return leafValues(options, {&labels, scores, gradients, leaf, leaves}, team);
        }
    };
    static Case makeCase(BoosterLoss loss, std::vector<float> labels,
                         std::vector<std::uint16_t> leaf, double l2 = 0.0)
    {
        Case result;
        result.options.loss = loss;
        result.options.classes = loss == BoosterLoss::Softmax ? 3 : 0;
        result.options.l2 = l2;
        result.scores.assign(labels.size() * static_cast<std::size_t>(result.options.outputs()),
                             0.0F);
        result.labels.values = std::move(labels);
        result.leaf = std::move(leaf);
        return result;
    }
    static bool near(double a, double b, double tolerance = 1e-5)
    {
        return std::abs(a - b) <= tolerance;
    }

private Q_SLOTS:
    void squaredLossGivesShrunkMeans()
    {
        const Case sample = makeCase(BoosterLoss::Squared, {1, 2, 6, 10, 20}, {0, 0, 0, 1, 1}, 2.0);
        const auto values = sample.values(2);
        QVERIFY(near(values[0], 9.0 / 5.0));
        QVERIFY(near(values[1], 30.0 / 4.0));
    }

    void logisticStepsEndAtTheLogOdds()
    {
        Case sample = makeCase(BoosterLoss::Logistic, {1, 1, 1, 0, 0, 1}, {0, 0, 0, 0, 1, 1});
        sample.options.leafIterations = 1;
        // One step from p = 1/2: (n1 - n/2) / (n/4).
        QVERIFY(near(sample.values(2)[0], 1.0));
        QVERIFY(near(sample.values(2)[1], 0.0));
        sample.options.leafIterations = 10;
        QVERIFY(near(sample.values(2)[0], std::log(3.0)));
    }

    void l2DampsEachStep()
    {
        Case sample = makeCase(BoosterLoss::Logistic, {1, 1, 1, 0}, {0, 0, 0, 0}, 0.7);
        sample.options.leafIterations = 1;
        const double first = sample.values(1)[0];
        QVERIFY(near(first, 1.0 / (1.0 + 0.7)));
        const double p = 1.0 / (1.0 + std::exp(-first));
        sample.options.leafIterations = 2;
        QVERIFY(near(sample.values(1)[0], first + (3.0 - 4.0 * p) / (4.0 * p * (1.0 - p) + 0.7)));
        sample.options.leafIterations = 40;
        QVERIFY(near(sample.values(1)[0], std::log(3.0)));
    }

    void softmaxStepMatchesItsClosedForm()
    {
        const Case sample = makeCase(BoosterLoss::Softmax, {0, 0, 1, 2}, {0, 0, 0, 0});
        const auto values = sample.values(1);
        // p = 1/3: gradient n_k - n/3, curvature n * 1/3 * 2/3 * 3/2.
        QVERIFY(near(values[0], (2.0 - 4.0 / 3.0) / (4.0 / 3.0)));
        QVERIFY(near(values[1], (1.0 - 4.0 / 3.0) / (4.0 / 3.0)));
        QVERIFY(near(values[0] + values[1] + values[2], 0.0));
    }

    void absoluteLossGivesMedians()
    {
        const Case sample =
            makeCase(BoosterLoss::Absolute, {5, 1, 3, 10, 2, 100}, {0, 0, 0, 1, 1, 1});
        QCOMPARE(sample.values(2), (std::vector<float>{3.0F, 10.0F}));
    }

    void weightedQuantilesCountWeights_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<float>("value");
        QTest::newRow("low") << 0.1 << 1.0F;
        QTest::newRow("middle of two") << 0.5 << 2.5F;
        QTest::newRow("high") << 0.95 << 7.0F;
    }
    void weightedQuantilesCountWeights()
    {
        QFETCH(double, share);
        QFETCH(float, value);
        const std::vector<float> copies{1, 1, 2, 2, 2, 3, 3, 7, 7, 7};
        QCOMPARE(weightedQuantile(copies, {}, share), value);
        const std::vector<float> values{7, 2, 1, 3}, weights{3, 3, 2, 2};
        QCOMPARE(weightedQuantile(values, weights, share), value);
    }

    void gradientsAreDerivativesOfTheLoss_data()
    {
        QTest::addColumn<int>("loss");
        QTest::newRow("logistic") << static_cast<int>(BoosterLoss::Logistic);
        QTest::newRow("softmax") << static_cast<int>(BoosterLoss::Softmax);
        QTest::newRow("quantile") << static_cast<int>(BoosterLoss::Quantile);
        QTest::newRow("absolute") << static_cast<int>(BoosterLoss::Absolute);
    }
    void gradientsAreDerivativesOfTheLoss()
    {
        QFETCH(int, loss);
        BoosterOptions options;
        options.loss = static_cast<BoosterLoss>(loss);
        options.classes = 3;
        options.quantile = 0.3;
        const auto outputs = static_cast<std::size_t>(options.outputs());
        for (const float label : {0.0F, 1.0F}) {
            std::vector<float> scores{0.4F, -1.2F, 0.7F}, gradients(outputs);
            const std::vector<float> labels{label};
            lossGradients(options, labels, scores.data(), 1, gradients.data());
            for (std::size_t k = 0; k < outputs; ++k) {
                std::vector<float> up = scores, down = scores;
                up[k] += 1e-2F;
                down[k] -= 1e-2F;
                const double slope = (lossSum(options, labels, {}, up.data(), 1) -
                                      lossSum(options, labels, {}, down.data(), 1)) /
                                     2e-2;
                QVERIFY(near(gradients[k], -slope, 1e-4));
            }
        }
    }

    void disorderedLeavesAreAveraged()
    {
        std::vector<float> values{3.0F, 1.0F, 0.0F, 5.0F};
        enforceMonotone(values, {1.0, 3.0, 1.0, 1.0}, {1, 0});
        QCOMPARE(values, (std::vector<float>{1.5F, 1.5F, 0.0F, 5.0F}));
    }
};

QTEST_GUILESS_MAIN(TestLeafValues)
#include "tst_leaf_values.moc"
