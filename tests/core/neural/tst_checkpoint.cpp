// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/neural/checkpoint_cases.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <optional>

using namespace leptune;
using namespace leptune::neural;
using namespace leptune::neural::interrupted;

namespace {

/// A training and all that it told.
struct Told {
    TrainResult result;
    std::vector<double> losses;
    std::optional<Checkpoint> last;
};

Told train(Case one, const Checkpoint *from = nullptr, int stopAtBatch = -1)
{
    const bool numbers = one.options.loss == Loss::Squared;
    const Rows rows(150, numbers, 1), validation(90, numbers, 2);
    const bool validates = one.options.schedule != Schedule::OneCycle;
    Told told;
    int batch = 0;
    one.options.from = from;
    one.options.shouldEnd = [&] { return batch++ == stopAtBatch; };
    one.options.onEpoch = [&](const EpochReport &report) {
        told.losses.push_back(report.trainLoss);
        told.losses.push_back(report.validationLoss);
    };
    one.options.onCheckpoint = [&](const Checkpoint &checkpoint) { told.last = checkpoint; };
    told.result = engine().train(one.shape, rows.batch(),
                                 validates ? validation.batch() : Batchable{}, one.options);
    return told;
}

constexpr int kBatches = 6; // an epoch: 150 rows by 29

std::vector<float> numbersOf(const TrainResult &result)
{
    std::vector<float> all;
    for (const LayerWeights &layer : result.layers) {
        all.insert(all.end(), layer.weights.begin(), layer.weights.end());
        all.insert(all.end(), layer.bias.begin(), layer.bias.end());
        all.insert(all.end(), layer.share.begin(), layer.share.end());
    }
    const EmbeddingWeights &embedding = result.embedding;
    for (const std::vector<float> *numbers :
         {&result.factors, &embedding.frequencies, &embedding.phases, &embedding.weights,
          &embedding.bias, &embedding.categories})
        all.insert(all.end(), numbers->begin(), numbers->end());
    return all;
}

bool sameBits(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

QString difference(const Told &one, const Told &other)
{
    const TrainResult &a = one.result, &b = other.result;
    if (numbersOf(a) != numbersOf(b))
        return QStringLiteral("other weights");
    if (a.codes != b.codes || a.fineTuningEpochs != b.fineTuningEpochs)
        return QStringLiteral("other codes");
    if (a.epochs != b.epochs || a.bestEpoch != b.bestEpoch || a.weightBits != b.weightBits)
        return QStringLiteral("other epochs or bits");
    if (!sameBits(a.validationLoss, b.validationLoss) || !sameBits(a.lossLimit, b.lossLimit) ||
        a.sparsity != b.sparsity || a.cutShort != b.cutShort)
        return QStringLiteral("another result");
    // What was told after the point where it went on.
    const std::size_t told = other.losses.size();
    if (told > one.losses.size())
        return QStringLiteral("more epochs");
    return std::equal(other.losses.begin(), other.losses.end(),
                      one.losses.end() - static_cast<std::ptrdiff_t>(told), sameBits)
               ? QString()
               : QStringLiteral("other losses");
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainingThatWasInterruptedEndsInTheSameBits_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("autograd");
        for (const bool autograd : {false, true})
            for (const Case &one : cases())
                QTest::addRow("%s: %s", autograd ? "autograd" : "fused", one.name)
                    << QString::fromLatin1(one.name) << autograd;
    }
    /// Stopped between two epochs and within one, at every stage of the training.
    void aTrainingThatWasInterruptedEndsInTheSameBits()
    {
        QFETCH(QString, name);
        QFETCH(bool, autograd);
        Case one = caseNamed(name);
        one.options.steps = autograd ? Steps::Autograd : Steps::Fastest;
        const Told whole = train(one);
        QVERIFY2(whole.result.failure.empty(), whole.result.failure.c_str());
        QVERIFY(!whole.result.cutShort);
        const int epochs = whole.result.epochs + whole.result.fineTuningEpochs;
        QVERIFY(epochs > 4);
        for (int epoch = 0; epoch < epochs; ++epoch)
            for (const int batch : {0, 4}) {
                const Told first = train(one, nullptr, epoch * kBatches + batch);
                QVERIFY(first.result.cutShort && first.last);
                QCOMPARE(first.last->epoch, epoch);
                const Told second = train(one, &*first.last);
                QCOMPARE(second.result.continuedFrom, epoch);
                const QString other = difference(whole, second);
                QVERIFY2(other.isEmpty(),
                         qPrintable(QString("%1 after %2, %3").arg(other).arg(epoch).arg(batch)));
            }
    }

    void interruptionsAddUp()
    {
        for (const bool autograd : {false, true}) {
            Case one = caseNamed(QStringLiteral("tolerance, dropout and factors of the inputs"));
            one.options.steps = autograd ? Steps::Autograd : Steps::Fastest;
            const Told whole = train(one);
            std::optional<Checkpoint> last;
            Told part;
            int sittings = 0;
            do {
                part = train(one, last ? &*last : nullptr, 11);
                last = part.last;
                QVERIFY(++sittings < 100);
            } while (part.result.cutShort);
            QVERIFY(sittings > 5);
            QCOMPARE(difference(whole, part), QString());
        }
    }

    void anEndedTrainingGivesItsResultAtOnce()
    {
        const Case one = caseNamed(QStringLiteral("ends early"));
        const Told whole = train(one);
        const Told again = train(one, &*whole.last);
        QVERIFY(again.losses.empty());
        QCOMPARE(difference(whole, again), QString());
        const Told stopped = train(one, nullptr, 20);
        QVERIFY(3 * whole.last->bytes.size() < stopped.last->bytes.size());
        QCOMPARE(again.last->bytes, whole.last->bytes);
    }

    void checkpointsComeAfterEpochsWhereTheirTimeHasCome()
    {
        Case one = caseNamed(QStringLiteral("plain"));
        std::vector<int> epochs;
        const Rows rows(150, false, 1);
        one.options.onCheckpoint = [&](const Checkpoint &checkpoint) {
            epochs.push_back(checkpoint.epoch);
        };
        one.options.checkpointSeconds = 0.0;
        engine().train(one.shape, rows.batch(), {}, one.options);
        std::vector<int> every(12);
        std::iota(every.begin(), every.end(), 1);
        QCOMPARE(epochs, every);
        epochs.clear();
        one.options.checkpointSeconds = 1e9;
        engine().train(one.shape, rows.batch(), {}, one.options);
        QCOMPARE(epochs, std::vector<int>{12});
    }

    void whatIsOfAnotherTrainingIsLeftAside_data()
    {
        QTest::addColumn<int>("change");
        int change = 0;
        for (const char *name : {"other rows", "another seed", "another rate", "another width",
                                 "more epochs", "other compression", "other steps",
                                 "smoothed labels", "mixed rows", "averages", "a teacher"})
            QTest::newRow(name) << change++;
    }
    void whatIsOfAnotherTrainingIsLeftAside()
    {
        QFETCH(int, change);
        Case one = caseNamed(QStringLiteral("sparse and rounded"));
        const Told first = train(one, nullptr, 40);
        switch (change) {
        case 0:
            one.options.loss = Loss::Squared; // train() then makes other targets
            one.shape.outputs = 1;
            break;
        case 1:
            one.options.seed = 9;
            break;
        case 2:
            one.options.learningRate *= 1.0 + 1e-15;
            break;
        case 3:
            one.shape.hidden[1] = 18;
            break;
        case 4:
            one.options.epochs = 13;
            break;
        case 5:
            one.options.compression.weightBits = 4;
            break;
        case 6:
            one.options.steps = Steps::Autograd;
            break;
        case 7:
            one.options.labelSmoothing = 0.1;
            break;
        case 8:
            one.options.mixup = 0.1;
            break;
        case 9:
            one.options.averageDecay = 0.1;
            break;
        case 10:
            one.options.distillation = 0.1;
            break;
        }
        const Told anew = train(one, &*first.last);
        QCOMPARE(anew.result.continuedFrom, 0);
        QCOMPARE(difference(train(one), anew), QString());
    }

    void aChangedRowIsNoticed()
    {
        const Case one = caseNamed(QStringLiteral("plain"));
        Rows rows(150, false, 1);
        TrainOptions options = one.options;
        std::optional<Checkpoint> last;
        int batch = 0;
        options.shouldEnd = [&] { return batch++ == 20; };
        options.onCheckpoint = [&](const Checkpoint &checkpoint) { last = checkpoint; };
        engine().train(one.shape, rows.batch(), {}, options);
        options.shouldEnd = {};
        const Checkpoint kept = *last;
        options.from = &kept;
        QCOMPARE(engine().train(one.shape, rows.batch(), {}, options).continuedFrom, 3);
        rows.features[500] = std::nextafter(rows.features[500], 100.0F);
        QCOMPARE(engine().train(one.shape, rows.batch(), {}, options).continuedFrom, 0);
        rows.features[500] = std::nextafter(rows.features[500], -100.0F);
        QCOMPARE(engine().train(one.shape, rows.batch(), {}, options).continuedFrom, 3);
        rows.soft[9] = std::nextafter(rows.soft[9], 2.0F);
        QCOMPARE(engine().train(one.shape, rows.batch(), {}, options).continuedFrom, 0);
    }

    /// A single changed bit anywhere is noticed, and so is a missing end.
    void aDamagedCheckpointIsLeftAside()
    {
        Case one = caseNamed(QStringLiteral("as small as a tolerance allows"));
        one.options.epochs = 10;
        one.shape.hidden = {3};
        const Told whole = train(one);
        const Told first = train(one, nullptr, 40);
        RandomStream random(3);
        for (int round = 0; round < 60; ++round) {
            Checkpoint damaged = *first.last;
            if (round % 6 == 0)
                damaged.bytes.resize(static_cast<std::size_t>(random.below(damaged.bytes.size())));
            else
                damaged.bytes[random.below(damaged.bytes.size())] ^=
                    static_cast<std::uint8_t>(1U << random.below(8));
            const Told anew = train(one, &damaged);
            QCOMPARE(anew.result.continuedFrom, 0);
            QCOMPARE(difference(whole, anew), QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
