// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_sparse.h"
#include "tests/core/neural/shrinking_training.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace leptune;
using namespace leptune::neural;

namespace {

std::size_t weightsOf(const TrainResult &result)
{
    std::size_t count = 0;
    for (const LayerWeights &layer : result.layers)
        count += layer.weights.size();
    return count;
}

std::size_t livingIn(const TrainResult &result)
{
    std::size_t count = 0;
    for (const LayerWeights &layer : result.layers)
        count += static_cast<std::size_t>(
            std::ranges::count_if(layer.weights, [](float weight) { return weight != 0.0F; }));
    return count;
}

/// Of the living weights of a group of inputs of an output.
int mostInAGroup(const LayerWeights &layer, int of)
{
    int most = 0;
    for (int begin = 0; begin < layer.inputs; begin += of)
        for (int o = 0; o < layer.outputs; ++o) {
            int living = 0;
            for (int i = begin; i < std::min(begin + of, layer.inputs); ++i)
                living += layer.weights[static_cast<std::size_t>(i * layer.outputs + o)] != 0.0F;
            most = std::max(most, living);
        }
    return most;
}

} // namespace

class TestCompression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainingEndsAsSparseAsWasAskedFor_data()
    {
        QTest::addColumn<double>("sparsity");
        QTest::newRow("half") << 0.5;
        QTest::newRow("most") << 0.9;
    }
    void aTrainingEndsAsSparseAsWasAskedFor()
    {
        QFETCH(double, sparsity);
        const TrainResult result = trained(shrinking(sparsity, 0));
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        const double living =
            static_cast<double>(livingIn(result)) / static_cast<double>(weightsOf(result));
        QVERIFY2(std::abs(living - (1.0 - sparsity)) < 0.01, qPrintable(QString::number(living)));
    }

    void roundedWeightsAreMultiplesOfOneStepALayer()
    {
        const int bits = 3;
        const TrainResult result = trained(shrinking(0.0, bits));
        for (const LayerWeights &layer : result.layers) {
            std::set<float> sizes;
            for (const float weight : layer.weights)
                sizes.insert(std::abs(weight));
            sizes.erase(0.0F);
            QVERIFY(!sizes.empty() && sizes.size() <= (1U << (bits - 1)) - 1);
            const float step = *sizes.begin();
            for (const float size : sizes)
                QCOMPARE(std::nearbyint(size / step) * step, size);
        }
    }

    void weightsOfALayerShareSoManyLearntValues_data()
    {
        QTest::addColumn<double>("sparsity");
        QTest::addColumn<int>("values");
        QTest::addColumn<double>("neurons");
        QTest::newRow("eight") << 0.0 << 8 << 0.0;
        QTest::newRow("two, with zeros") << 0.7 << 2 << 0.0;
        QTest::newRow("seven, with zeros and fewer neurons") << 0.5 << 7 << 0.5;
    }
    void weightsOfALayerShareSoManyLearntValues()
    {
        QFETCH(double, sparsity);
        QFETCH(int, values);
        QFETCH(double, neurons);
        TrainOptions options = shrinking(sparsity, 0);
        options.compression.sharedValues = values;
        options.compression.neuronSparsity = neurons;
        const TrainResult result = trained(options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        bool hasSteps = true; // whether values are what rounding to steps would have given
        for (const LayerWeights &layer : result.layers) {
            std::set<float> different(layer.weights.begin(), layer.weights.end());
            different.erase(0.0F);
            QVERIFY(!different.empty() && different.size() <= static_cast<std::size_t>(values));
            hasSteps = hasSteps && commonStep({different.begin(), different.end()}).has_value();
        }
        QVERIFY(!hasSteps);
        QVERIFY(std::abs(result.sparsity - sparsity) < 0.02);
        const TrainResult whole = trained(shrinking(0.0, 0));
        if (values > 2)
            QVERIFY2(
                result.validationLoss < whole.validationLoss + 0.03,
                qPrintable(QString("%1 %2").arg(result.validationLoss).arg(whole.validationLoss)));
    }

    void sharedValuesGoAsFarAsATolerance()
    {
        TrainOptions options = shrinking(0.0, 0);
        options.compression.sharedValues = 5;
        options.compression.tolerance = 10.0;
        const TrainResult result = trained(options);
        QCOMPARE(result.weightBits, 3);
        for (const LayerWeights &layer : result.layers)
            QVERIFY(std::set<float>(layer.weights.begin(), layer.weights.end()).size() <= 5);
        options.compression.tolerance = 1e-6;
        const TrainResult wary = trained(options);
        QVERIFY2(wary.validationLoss <= wary.lossLimit,
                 qPrintable(QString::number(wary.weightBits)));
    }

    void impossibleSharingIsRefused_data()
    {
        QTest::addColumn<int>("values");
        QTest::addColumn<int>("bits");
        QTest::newRow("one value") << 1 << 0;
        QTest::newRow("more than a byte tells apart") << 256 << 0;
        QTest::newRow("and steps") << 8 << 3;
    }
    void impossibleSharingIsRefused()
    {
        QFETCH(int, values);
        QFETCH(int, bits);
        TrainOptions options = shrinking(0.0, bits);
        options.compression.sharedValues = values;
        const TrainResult result = trained(options);
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.find("share") != std::string::npos);
    }

    void smallNetworksLearnNearlyWhatLargeOnesLearn()
    {
        const TrainResult whole = trained(shrinking(0.0, 0));
        const TrainResult small = trained(shrinking(0.8, 4));
        QVERIFY2(small.validationLoss < whole.validationLoss + 0.03,
                 qPrintable(QString("%1 %2").arg(small.validationLoss).arg(whole.validationLoss)));
    }

    void groupsOfInputsKeepAtMostSoMany_data()
    {
        QTest::addColumn<int>("kept");
        QTest::addColumn<int>("of");
        QTest::addColumn<double>("sparsity");
        QTest::addColumn<int>("bits");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("2:4") << 2 << 4 << 0.0 << 0 << 0.0;
        QTest::newRow("1:4, rounded") << 1 << 4 << 0.0 << 3 << 0.0;
        QTest::newRow("groups that do not fill a layer") << 3 << 5 << 0.0 << 0 << 0.0;
        QTest::newRow("2:4, sparser") << 2 << 4 << 0.8 << 4 << 0.0;
        QTest::newRow("2:4, as far as is tolerated") << 2 << 4 << 0.0 << 4 << 10.0;
    }
    void groupsOfInputsKeepAtMostSoMany()
    {
        QFETCH(int, kept);
        QFETCH(int, of);
        QFETCH(double, sparsity);
        QFETCH(int, bits);
        QFETCH(double, tolerance);
        TrainOptions options = shrinking(sparsity, bits);
        options.compression.tolerance = tolerance;
        options.compression.keepOf = {kept, of};
        const TrainResult result = trained(options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        for (const LayerWeights &layer : result.layers) {
            const int most = mostInAGroup(layer, of);
            QVERIFY2(most <= kept, qPrintable(QString::number(most)));
            QVERIFY(most == kept || sparsity > 0.0 || bits > 0);
        }
        const double wanted = std::max(sparsity, 1.0 - static_cast<double>(kept) / of);
        QVERIFY2(std::abs(result.sparsity - wanted) < 0.05,
                 qPrintable(QString::number(result.sparsity)));
    }

    void groupsThatKeepHalfLearnWhatTheWholeLearns()
    {
        const TrainResult whole = trained(shrinking(0.0, 0));
        TrainOptions options = shrinking(0.0, 0);
        options.compression.keepOf = {2, 4};
        const TrainResult thin = trained(options);
        QVERIFY2(thin.validationLoss < whole.validationLoss + 0.02,
                 qPrintable(QString("%1 %2").arg(thin.validationLoss).arg(whole.validationLoss)));
    }

    void impossibleGroupsAreRefused_data()
    {
        QTest::addColumn<int>("kept");
        QTest::addColumn<int>("of");
        QTest::newRow("none kept") << 0 << 4;
        QTest::newRow("all kept") << 4 << 4;
        QTest::newRow("groups of one") << 1 << 1;
        QTest::newRow("too large") << 2 << 33;
        QTest::newRow("less than nothing") << 1 << -4;
    }
    void impossibleGroupsAreRefused()
    {
        QFETCH(int, kept);
        QFETCH(int, of);
        TrainOptions options = shrinking(0.0, 0);
        options.compression.keepOf = {kept, of};
        const TrainResult result = trained(options);
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.find("groups") != std::string::npos);
    }

    void rareInputsGoFirst()
    {
        const TrainResult result = trained(shrinking(0.8, 0));
        const LayerWeights &first = result.layers.front();
        std::size_t useful = 0, rare = 0;
        for (std::size_t i = 0; i < first.weights.size(); ++i)
            if (first.weights[i] != 0.0F)
                ++(i / static_cast<std::size_t>(first.outputs) < 6 ? useful : rare);
        QVERIFY2(rare * 10 < useful, qPrintable(QString("%1 %2").arg(rare).arg(useful)));
    }

    void onlyWhatIsSmallEnoughIsKept()
    {
        std::vector<double> losses;
        TrainOptions options = shrinking(0.95, 2);
        options.onEpoch = [&](const EpochReport &report) {
            losses.push_back(report.validationLoss);
        };
        const TrainResult result = trained(options);
        QVERIFY(result.bestEpoch > options.epochs * 7 / 10);
        QCOMPARE(result.validationLoss, losses[static_cast<std::size_t>(result.bestEpoch - 1)]);
    }

    void aToleranceIsKeptAndUsed_data()
    {
        QTest::addColumn<double>("tolerance");
        QTest::newRow("hardly any") << 1e-6;
        QTest::newRow("one percent") << 0.01;
        QTest::newRow("a fifth") << 0.2;
    }
    void aToleranceIsKeptAndUsed()
    {
        QFETCH(double, tolerance);
        TrainOptions options = shrinking(0.98, 2);
        options.compression.tolerance = tolerance;
        const TrainResult result = trained(options);
        QVERIFY(result.bestEpoch > 0);
        QVERIFY2(result.validationLoss <= result.lossLimit,
                 qPrintable(QString("%1 %2").arg(result.validationLoss).arg(result.lossLimit)));
        const double living =
            static_cast<double>(livingIn(result)) / static_cast<double>(weightsOf(result));
        QVERIFY(std::abs(1.0 - living - result.sparsity) < 1e-9);
        if (tolerance >= 0.01)
            QVERIFY2(result.sparsity > 0.5, qPrintable(QString::number(result.sparsity)));
        if (tolerance >= 0.2)
            QVERIFY2(result.sparsity > 0.8 && result.weightBits <= 4,
                     qPrintable(QString("%1 %2").arg(result.sparsity).arg(result.weightBits)));
    }

    void fusedStepsAndAutogradShrinkAlikeUnderATolerance()
    {
        TrainOptions options = shrinking(0.9, 4);
        options.compression.tolerance = 0.05;
        options.epochs = 20;
        const TrainResult ours = trained(options);
        options.steps = Steps::Autograd;
        const TrainResult theirs = trained(options);
        QVERIFY(std::abs(ours.lossLimit - theirs.lossLimit) < 1e-3);
        QVERIFY(std::abs(ours.sparsity - theirs.sparsity) < 0.1);
    }

    void withoutValidationRowsAToleranceMeansNothing()
    {
        TrainOptions options = shrinking(0.5, 0);
        options.compression.tolerance = 0.01;
        const MadeRows train(1);
        const TrainResult result = engine().train(network(), train.batch(), {}, options);
        QVERIFY(std::abs(result.sparsity - 0.5) < 0.01);
    }

    void oneThatIsStoppedEarlyStillGivesANetwork()
    {
        TrainOptions options = shrinking(0.9, 4);
        int steps = 0;
        options.shouldEnd = [&] { return ++steps > 300; };
        const TrainResult result = trained(options);
        QVERIFY(result.cutShort && result.bestEpoch > 0);
        QCOMPARE(result.layers.size(), std::size_t{3});
    }

    void wishesThatCantBeMetAreRefused_data()
    {
        QTest::addColumn<double>("sparsity");
        QTest::addColumn<int>("bits");
        QTest::newRow("nothing left") << 1.0 << 0;
        QTest::newRow("less than nothing") << -0.1 << 0;
        QTest::newRow("no number") << std::nan("") << 0;
        QTest::newRow("one bit") << 0.5 << 1;
        QTest::newRow("nine bits") << 0.5 << 9;
    }
    void wishesThatCantBeMetAreRefused()
    {
        QFETCH(double, sparsity);
        QFETCH(int, bits);
        const TrainResult result = trained(shrinking(sparsity, bits));
        QVERIFY(result.layers.empty());
        QVERIFY(result.failure.find(bits == 0 ? "sparsity" : "bits") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_compression.moc"
