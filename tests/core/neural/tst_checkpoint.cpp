// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/neural/engine.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <optional>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Rows {
    static constexpr std::size_t kInputs = 9;
    std::vector<float> features, targets, weights, soft;

    Rows(std::size_t count, bool numbers, std::uint64_t seed)
    {
        RandomStream random(seed);
        for (std::size_t r = 0; r < count; ++r) {
            for (std::size_t i = 0; i < kInputs; ++i)
                features.push_back(static_cast<float>(random.normal()));
            const float *row = features.data() + r * kInputs;
            const float sum = row[0] * row[1] + row[2];
            targets.push_back(numbers ? sum : sum > 0.0F ? 1.0F : 0.0F);
            weights.push_back(static_cast<float>(random.uniform(0.5, 2.0)));
            const float sure = 1.0F / (1.0F + std::exp(-sum));
            soft.push_back(numbers ? 0.9F * sum : 1.0F - sure);
            if (!numbers)
                soft.push_back(sure);
        }
    }
    Batchable batch() const { return {features, targets, weights, targets.size(), soft}; }
};

struct Case {
    const char *name;
    NetworkShape shape;
    TrainOptions options;
};

/// Everything that has a state: both optimisers, dropout, factors of the inputs, all schedules,
/// early stopping, and every way to shrink.
std::vector<Case> cases()
{
    std::vector<Case> all;
    const auto add = [&](const char *name) -> Case & {
        Case one{name, {}, {}};
        one.shape.inputs = Rows::kInputs;
        one.shape.hidden = {24, 17};
        one.shape.outputs = 2;
        one.shape.activation = "silu";
        one.options.batchSize = 29;
        one.options.epochs = 12;
        one.options.learningRate = 5e-3;
        one.options.seed = 8;
        all.push_back(std::move(one));
        return all.back();
    };
    add("plain");
    Case &number = add("numbers, one-cycle, no validation");
    number.shape.outputs = 1;
    number.options.loss = Loss::Squared;
    number.options.schedule = Schedule::OneCycle;
    Case &dropout = add("dropout, decay through the gradient, clipped");
    dropout.shape.dropout = 0.3;
    dropout.options.optimizer = Optimizer::Adam;
    dropout.options.weightDecay = 0.1;
    dropout.options.gradientClip = 0.2;
    Case &tangent = add("tangent, factors of the inputs");
    tangent.shape.parametrisation = Parametrisation::Tangent;
    tangent.shape.scalesInputs = true;
    tangent.options.schedule = Schedule::CosLog4;
    Case &patient = add("ends early");
    patient.options.patience = 3;
    patient.options.learningRate = 1e-2;
    patient.options.schedule = Schedule::Constant;
    patient.options.epochs = 60;
    Case &pictures = add("convolutions with batch norm and augmentation, sparse");
    pictures.shape.picture = {3, 3, 1};
    pictures.shape.stages = {{4, 3, 1, 1, true, -1}, {4, 3, 1, 1, true, 0}};
    pictures.options.compression.sparsity = 0.5;
    pictures.options.augmentation = {1, true, 1};
    add("sparse and rounded").options.compression = {0.8, 3};
    add("sparse").options.compression = {0.6, 0};
    add("two of four, rounded").options.compression = {0.0, 4, 0.0, {2, 4}};
    Case &tolerant = add("as small as a tolerance allows");
    tolerant.options.compression = {0.95, 2, 0.05};
    tolerant.options.epochs = 20;
    Case &both = add("tolerance, dropout and factors of the inputs");
    both.options.compression = {0.9, 4, 0.2};
    both.shape.scalesInputs = true;
    both.shape.dropout = 0.1;
    both.options.epochs = 20;
    Case &embedded = add("embedded inputs, shares of activations, averaged");
    embedded.shape.embedding = {{0, 1, 8}, 8, 3, 0.3, {{2, 4}}, 5};
    embedded.shape.sharesActivation = embedded.shape.scalesInputs = true;
    embedded.options.averageDecay = 0.9;
    embedded.options.weightDecay = 0.1;
    Case &neurons = add("fewer neurons, dropout and averages");
    neurons.options.compression.neuronSparsity = 0.6;
    neurons.options.averageDecay = 0.9;
    neurons.shape.dropout = 0.2;
    Case &channels = add("fewer channels, sparse and rounded");
    channels.shape.picture = {3, 3, 1};
    channels.shape.stages = {{6, 3, 1, 1, true, -1}, {6, 3, 1, 1, true, 0}, {5, 3, 1}};
    channels.options.compression = {0.5, 4, 0.0, {2, 4}, 0.5};
    Case &fewer = add("fewer neurons, as far as a tolerance allows");
    fewer.options.compression = {0.5, 4, 0.2, {}, 0.8};
    fewer.options.epochs = 20;
    Case &shared = add("sparse with shared values, fewer neurons");
    shared.options.compression = {0.5, 0, 0.0, {}, 0.4, 7};
    Case &sharing = add("shared values, as far as a tolerance allows");
    sharing.options.compression = {0.5, 0, 0.1, {}, 0.0, 7};
    sharing.options.averageDecay = 0.9;
    sharing.options.epochs = 20;
    Case &soft = add("taught, smoothed, mixed and averaged");
    soft.options.labelSmoothing = 0.1;
    soft.options.mixup = 0.4;
    soft.options.averageDecay = 0.95;
    soft.options.distillation = 0.5;
    Case &shrunk = add("averaged and mixed numbers, sparse and rounded");
    shrunk.shape.outputs = 1;
    shrunk.options.loss = Loss::Squared;
    shrunk.options.compression = {0.8, 3};
    shrunk.options.mixup = 1.0;
    shrunk.options.averageDecay = 0.9;
    Case &tolerated = add("averaged, as small as a tolerance allows");
    tolerated.options.compression = {0.9, 3, 0.05};
    tolerated.options.averageDecay = 0.8;
    tolerated.options.epochs = 20;
    Case &members = add("members, averaged and mixed, sparse and rounded, with dropout");
    members.shape.members = 3;
    members.shape.dropout = 0.2;
    members.options.compression = {0.7, 4};
    members.options.mixup = 0.5;
    members.options.averageDecay = 0.9;
    return all;
}

Case caseNamed(const QString &name)
{
    for (Case &one : cases())
        if (name == one.name)
            return one;
    qFatal("no such case");
}

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
    }
    all.insert(all.end(), result.factors.begin(), result.factors.end());
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
        const int epochs = whole.result.epochs;
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
