// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/neural/engine.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Sample {
    std::vector<float> features, targets;
    Batchable batch() const { return {features, targets, {}, targets.size()}; }
};

/// A fast wave of one number, and noise that says nothing.
Sample wave(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample;
    for (std::size_t i = 0; i < rows; ++i) {
        sample.features.push_back(static_cast<float>(random.uniform(-2.0, 2.0)));
        sample.features.push_back(static_cast<float>(random.normal()));
        sample.targets.push_back(std::sin(9.0F * sample.features[2 * i]));
    }
    return sample;
}

/// Each of thirty categories has a number of its own.
Sample letters(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample;
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint64_t letter = random.below(30);
        for (std::uint64_t column = 0; column < 30; ++column)
            sample.features.push_back(column == letter ? 1.0F : 0.0F);
        sample.targets.push_back(std::cos(static_cast<float>(7 * letter)));
    }
    return sample;
}

NetworkShape shapeOf(int inputs)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.hidden = {32, 32};
    shape.activation = "mish";
    shape.parametrisation = Parametrisation::Tangent;
    shape.scalesInputs = true;
    return shape;
}

TrainResult trained(const NetworkShape &shape, const Sample &train, const Sample &validation)
{
    TrainOptions options;
    options.loss = Loss::Squared;
    options.schedule = Schedule::CosLog4;
    options.learningRate = 0.07;
    options.secondMomentum = 0.95;
    options.batchSize = 64;
    options.epochs = 40;
    options.patience = 0;
    return engine().train(shape, train.batch(), validation.batch(), options);
}

} // namespace

class TestEmbeddedTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWaveIsLearntFromPeriodicInputs()
    {
        const Sample train = wave(1500, 1), validation = wave(500, 2);
        NetworkShape shape = shapeOf(2);
        const double plain = trained(shape, train, validation).validationLoss;
        shape.embedding.periodic = {0, 1};
        shape.embedding.deviation = 1.0;
        const double periodic = trained(shape, train, validation).validationLoss;
        QVERIFY2(periodic < 0.02 && 4.0 * periodic < plain,
                 qPrintable(QString("%1 against %2").arg(periodic).arg(plain)));
    }

    void categoriesAreLearntFromATable()
    {
        NetworkShape shape = shapeOf(30);
        shape.embedding.categories = {{0, 30}};
        const TrainResult result = trained(shape, letters(1500, 1), letters(500, 2));
        QCOMPARE(result.layers.front().inputs, 8);
        QCOMPARE(result.embedding.categories.size(), std::size_t{240});
        QVERIFY2(result.validationLoss < 0.01, qPrintable(QString::number(result.validationLoss)));
    }

    void sharesLeaveOneAndStayFinite()
    {
        NetworkShape shape = shapeOf(2);
        shape.sharesActivation = true;
        const TrainResult result = trained(shape, wave(600, 1), wave(200, 2));
        QVERIFY(result.layers.back().share.empty());
        for (std::size_t l = 0; l + 1 < result.layers.size(); ++l) {
            QCOMPARE(result.layers[l].share.size(), std::size_t{32});
            for (const float share : result.layers[l].share)
                QVERIFY(std::isfinite(share) && share != 1.0F);
        }
    }

    void theSizeThatIsToldHoldsAByteForEveryNumberOfTheEmbedding()
    {
        const auto bytes = [](const InputEmbedding &embedding) {
            const Sample train = wave(60, 1);
            NetworkShape shape = shapeOf(2);
            shape.embedding = embedding;
            TrainOptions options;
            options.loss = Loss::Squared;
            options.epochs = 1;
            std::uint64_t told = 0;
            options.onEpoch = [&](const EpochReport &report) { told = report.bytes; };
            engine().train(shape, train.batch(), {}, options);
            return told;
        };
        const std::uint64_t plain = bytes({}), embedded = bytes({{0}, 16, 3, 0.1, {}, 8});
        constexpr std::uint64_t kNumbers = 16 + 16 + 48 + 3, kRows = 3 * 32;
        QVERIFY2(embedded > plain + kNumbers && embedded < plain + kNumbers + kRows,
                 qPrintable(QString("%1 %2").arg(embedded).arg(plain)));
    }

    void refusesWhatCantBeEmbedded_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"input twice", "input beyond the last", "category beyond the last",
                                 "categories that overlap", "number of a category", "no cosines",
                                 "too many outputs", "behind convolutions", "no deviation"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void refusesWhatCantBeEmbedded()
    {
        QFETCH(QString, what);
        const Sample train = letters(60, 1);
        NetworkShape shape = shapeOf(30);
        shape.embedding = {{0, 1}, 16, 3, 0.1, {{10, 12}}, 8};
        QVERIFY(trained(shape, train, {}).failure.empty());
        InputEmbedding &embedding = shape.embedding;
        if (what == QStringLiteral("input twice"))
            embedding.periodic = {1, 1};
        else if (what == QStringLiteral("input beyond the last"))
            embedding.periodic = {30};
        else if (what == QStringLiteral("category beyond the last"))
            embedding.categories = {{20, 11}};
        else if (what == QStringLiteral("categories that overlap"))
            embedding.categories = {{3, 10}, {12, 4}};
        else if (what == QStringLiteral("number of a category"))
            embedding.periodic = {9, 10};
        else if (what == QStringLiteral("no cosines"))
            embedding.frequencies = 0;
        else if (what == QStringLiteral("too many outputs"))
            embedding.periodicOutputs = 100000;
        else if (what == QStringLiteral("no deviation"))
            embedding.deviation = std::nan("");
        else {
            shape.picture = {5, 6, 1};
            shape.stages = {{4, 3}};
        }
        const TrainResult result = trained(shape, train, {});
        QVERIFY(result.layers.empty() && !result.failure.empty());
        QVERIFY2(result.failure.find("embed") != std::string::npos ||
                     result.failure.find("periodic") != std::string::npos,
                 result.failure.c_str());
    }
};

QTEST_GUILESS_MAIN(TestEmbeddedTraining)
#include "tst_embedded_training.moc"
