// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/neural/shrinking_training.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

constexpr int kBatches = 19; // an epoch, of 32 rows each

/// A time that is over after so many steps.
struct Hurry {
    explicit Hurry(int steps) : most(steps) {}
    void attach(TrainOptions &options)
    {
        options.shouldEnd = [this] { return polls >= most; };
        options.timeUsed = [this] { return static_cast<double>(polls++) / most; };
    }
    int most;
    int polls = 0;
};

} // namespace

class TestEpochs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTimeForAThirdOfTheEpochsEndsAsSmallAsWasAskedFor_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("activationBits");
        QTest::newRow("fused steps") << static_cast<int>(Steps::Fastest) << 0;
        QTest::newRow("autograd") << static_cast<int>(Steps::Autograd) << 0;
        QTest::newRow("whole numbers") << static_cast<int>(Steps::Fastest) << 8;
    }
    void aTimeForAThirdOfTheEpochsEndsAsSmallAsWasAskedFor()
    {
        QFETCH(int, steps);
        QFETCH(int, activationBits);
        TrainOptions options = shrinking(0.9, 4);
        options.steps = static_cast<Steps>(steps);
        options.compression.activationBits = activationBits;
        Hurry hurry(kBatches * options.epochs / 3);
        hurry.attach(options);
        const TrainResult result = trained(options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QVERIFY(result.cutShort && result.epochs <= options.epochs / 3);
        QVERIFY2(std::abs(result.sparsity - 0.9) < 0.01,
                 qPrintable(QString::number(result.sparsity)));
        QCOMPARE(result.weightBits, 4);
        QCOMPARE(result.codes.size(), activationBits > 0 ? result.layers.size() : 0U);
        // A refit without a clock comes to the same point of the schedule.
        QVERIFY(result.bestEpoch <= result.epochs &&
                result.bestOfSchedule > options.epochs * 7 / 10);
        QVERIFY2(result.validationLoss < 0.6, // ln 2 is that of a coin
                 qPrintable(QString::number(result.validationLoss)));
    }
    void aToleranceIsUsedWithinATimeForAThirdOfTheEpochs()
    {
        TrainOptions options = shrinking(0.98, 2);
        options.compression.tolerance = 0.2;
        Hurry hurry(kBatches * options.epochs / 3);
        hurry.attach(options);
        const TrainResult result = trained(options);
        QVERIFY(result.epochs <= options.epochs / 3);
        QVERIFY2(result.validationLoss <= result.lossLimit,
                 qPrintable(QString("%1 %2").arg(result.validationLoss).arg(result.lossLimit)));
        QVERIFY2(result.sparsity > 0.5 && result.weightBits > 0 && result.weightBits <= 6,
                 qPrintable(QString("%1 %2").arg(result.sparsity).arg(result.weightBits)));
    }
    void evenATimeForLessThanAnEpochEndsAsSmallAsWasAskedFor()
    {
        TrainOptions options = shrinking(0.9, 4);
        Hurry hurry(kBatches * 3 / 4);
        hurry.attach(options);
        const TrainResult result = trained(options);
        QCOMPARE(result.epochs, 1);
        QVERIFY(std::abs(result.sparsity - 0.9) < 0.01);
        QCOMPARE(result.weightBits, 4);
    }
    void aTimeThatWouldDoChangesNothing()
    {
        TrainOptions options = shrinking(0.9, 4);
        options.epochs = 20;
        const TrainResult alone = trained(options);
        Hurry leisure(kBatches * options.epochs * 2);
        leisure.attach(options);
        const TrainResult result = trained(options);
        QVERIFY(!result.cutShort);
        QCOMPARE(result.bestOfSchedule, result.bestEpoch);
        QVERIFY(result.layers.front().weights == alone.layers.front().weights);
    }
    void aHurriedTrainingGoesOnFromWhereItWasStopped()
    {
        TrainOptions options = shrinking(0.9, 4);
        Hurry hurry(kBatches * options.epochs / 3);
        hurry.attach(options);
        const int stopAt = kBatches * options.epochs / 6;
        options.shouldEnd = [&] { return hurry.polls >= stopAt; };
        Checkpoint middle;
        options.onCheckpoint = [&](const Checkpoint &checkpoint) { middle = checkpoint; };
        trained(options);
        QVERIFY(middle.epoch > 0);
        options.onCheckpoint = {};
        options.from = &middle;
        Hurry rest(kBatches * options.epochs / 6);
        rest.attach(options);
        const TrainResult result = trained(options);
        QCOMPARE(result.continuedFrom, middle.epoch);
        QVERIFY(result.epochs <= options.epochs / 3 + 1);
        QVERIFY(std::abs(result.sparsity - 0.9) < 0.01);
        QCOMPARE(result.weightBits, 4);
    }
};

QTEST_GUILESS_MAIN(TestEpochs)
#include "tst_epochs.moc"
