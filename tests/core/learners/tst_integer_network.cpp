// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/network_graph.h"
#include "core/model/interpreter.h"
#include "core/neural/engine.h"
#include "tests/core/neural/fused_cases.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Case {
    const char *name;
    NetworkShape shape;
    Compression compression;
};

std::vector<Case> cases()
{
    using fused::net, fused::pictureNet, fused::embeddedNet;
    std::vector<Case> all;
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        return all.back();
    };
    add("dense", net("relu", 9, {40, 24}, 3));
    add("dense, both signs", net("selu", 9, {40, 24}, 3));
    add("no hidden layer", net("relu", 9, {}, 3));
    Case &sparse = add("sparse, of four bits", net("relu", 9, {40, 24}, 3));
    sparse.compression.sparsity = 0.6;
    sparse.compression.weightBits = 4;
    add("of eight bits", net("relu", 9, {40, 24}, 3)).compression.weightBits = 8;
    add("factors and shares", net("mish", 9, {40, 24}, 3)).shape.scalesInputs = true;
    all.back().shape.sharesActivation = true;
    const InputEmbedding both{{0, 7}, 5, 2, 0.5, {{1, 5}}, 6};
    add("embedded", embeddedNet("silu", both, {32, 24}));
    add("residual", net("relu", 9, {36, 36, 36}, 3)).shape.isResidual = true;
    Case &residualMembers = add("residual members", net("silu", 9, {32, 32, 32}, 3));
    residualMembers.shape.isResidual = true;
    residualMembers.shape.members = 3;
    add("members", net("relu", 9, {32, 24}, 3)).shape.members = 4;
    add("embedded members", embeddedNet("selu", both, {32, 24})).shape.members = 3;
    add("convolutions", pictureNet("relu", {9, 8, 1}, {{5, 3, 0, 2}, {18, 3, 1}}, {10}));
    const ConvolutionStage normed{6, 3, 1, 1, true};
    ConvolutionStage added = normed;
    added.shortcut = 0;
    Case &residual =
        add("residual with norms",
            pictureNet("relu", {6, 6, 2}, {normed, normed, added, {20, 3, 1, 2, true}}, {}));
    residual.shape.averages = true;
    return all;
}

/// Classes by two sums of products.
struct Rows {
    FloatMatrix features;
    std::vector<float> targets;

    Rows(const NetworkShape &shape, std::size_t count, std::uint64_t seed)
        : features(count, static_cast<std::size_t>(shape.inputs))
    {
        RandomStream random(seed);
        for (float &number : features.values)
            number = static_cast<float>(random.normal());
        for (const CategoryColumns &category : shape.embedding.categories)
            for (std::size_t r = 0; r < count; ++r) {
                const auto columns =
                    features.row(r).subspan(static_cast<std::size_t>(category.first),
                                            static_cast<std::size_t>(category.count));
                std::ranges::fill(columns, 0.0F);
                columns[random.below(columns.size())] = 1.0F;
            }
        const std::size_t inputs = features.columns;
        for (std::size_t r = 0; r < count; ++r) {
            const auto row = features.row(r);
            const float first = row[0] * row[1] + row[2], second = row[1] - row[4 % inputs];
            targets.push_back(first > 0.5F ? 2.0F : second > 0.0F ? 1.0F : 0.0F);
        }
    }
    Batchable batch() const { return {features.values, targets, {}, targets.size()}; }
};

double crossEntropy(const FloatMatrix &answers, const std::vector<float> &targets)
{
    double sum = 0.0;
    for (std::size_t r = 0; r < answers.rows; ++r) {
        double all = 0.0;
        for (const float answer : answers.row(r))
            all += std::exp(static_cast<double>(answer));
        sum += std::log(all) - answers.at(r, static_cast<std::size_t>(targets[r]));
    }
    return sum / static_cast<double>(answers.rows);
}

} // namespace

/// The network that was validated and the one in whole numbers.
class TestIntegerNetwork : public QObject {
    Q_OBJECT
private:
    static void compare(const FloatMatrix &answers, const std::vector<float> &seen)
    {
        const auto [low, high] = std::ranges::minmax(seen);
        for (std::size_t r = 0; r < answers.rows; ++r) {
            const auto ours = answers.row(r);
            const auto theirs = std::span(seen).subspan(r * answers.columns, answers.columns);
            QCOMPARE(std::ranges::max_element(ours) - ours.begin(),
                     std::ranges::max_element(theirs) - theirs.begin());
            for (std::size_t c = 0; c < answers.columns; ++c)
                QVERIFY2(std::abs(ours[c] - theirs[c]) <= (high - low) / 255.0F,
                         qPrintable(QString("%1 %2").arg(ours[c]).arg(theirs[c])));
        }
    }

private Q_SLOTS:
    void answersAsTheTrainingSawIt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("autograd");
        for (const Case &one : cases())
            for (const bool autograd : {false, true})
                QTest::addRow("%s: %s", autograd ? "autograd" : "fused", one.name)
                    << QString::fromLatin1(one.name) << autograd;
    }
    /// The same class of every row, and numbers within one of the 255 steps of their range.
    void answersAsTheTrainingSawIt()
    {
        QFETCH(QString, name);
        QFETCH(bool, autograd);
        const auto all = cases();
        const Case one =
            *std::ranges::find_if(all, [&](const Case &each) { return name == each.name; });
        // Its own rows, so that fine-tuning is certain to be better than its start, which tells
        // none.
        const Rows train(one.shape, 400, 1);
        TrainOptions options;
        options.steps = autograd ? Steps::Autograd : Steps::Fastest;
        options.learningRate = 3e-3;
        options.batchSize = 32;
        options.epochs = 20;
        options.patience = 0;
        options.compression = one.compression;
        options.compression.activationBits = 8;
        options.reportsOutputs = true;
        std::vector<std::pair<double, std::vector<float>>> told;
        options.onEpoch = [&](const EpochReport &report) {
            told.push_back({report.validationLoss,
                            {report.validationOutputs.begin(), report.validationOutputs.end()}});
        };
        const TrainResult result = engine().train(one.shape, train.batch(), train.batch(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        QCOMPARE(result.codes.size(), result.layers.size());
        QCOMPARE(result.fineTuningEpochs, 2);
        const auto graph = std::make_shared<const Graph>(networkGraph(result));
        const FloatMatrix answers = Interpreter(graph).run(train.features);
        const double loss = crossEntropy(answers, train.targets);
        QVERIFY2(std::abs(loss - result.validationLoss) < 1e-4 * loss,
                 qPrintable(QString("%1 %2").arg(loss).arg(result.validationLoss)));
        const auto best = std::ranges::find(told, result.validationLoss,
                                            &std::pair<double, std::vector<float>>::first);
        if (best == told.end()) { // its start, which tells no answers, was better
            QVERIFY(one.compression.weightBits > 0);
            return;
        }
        QVERIFY(best - told.begin() >= result.epochs);
        compare(answers, best->second);
    }

    void whatCantBeCodedInTrainingIsRefusedInWords()
    {
        NetworkShape shape = fused::net("relu", 9, {8}, 3);
        const Rows train(shape, 40, 1);
        TrainOptions options;
        options.epochs = 1;
        options.compression.activationBits = 8;
        options.compression.sharedValues = 5;
        QVERIFY(engine()
                    .train(shape, train.batch(), {}, options)
                    .failure.starts_with("the inputs of layers whose weights share values"));
        options.compression.sharedValues = 0;
        options.compression.activationBits = 4;
        QVERIFY(engine().train(shape, train.batch(), {}, options).failure.find("8 bits") !=
                std::string::npos);
        shape = fused::pictureNet("relu", {3, 3, 1}, {{4, 3, 1, 1, true}}, {});
        options.compression.activationBits = 8;
        options.compression.weightBits = 4;
        QVERIFY(engine().train(shape, train.batch(), {}, options).failure.find("norms") !=
                std::string::npos);
    }

    void whatIsStoppedBeforeItsFineTuningHasNoCodes()
    {
        const NetworkShape shape = fused::net("relu", 9, {8}, 3);
        const Rows train(shape, 400, 1);
        TrainOptions options;
        options.epochs = 10;
        options.batchSize = 40;
        options.compression.activationBits = 8;
        int batch = 0;
        const auto stoppedAt = [&](int stop) {
            batch = 0;
            options.shouldEnd = [&batch, stop] { return batch++ == stop; };
            return engine().train(shape, train.batch(), {}, options);
        };
        const TrainResult early = stoppedAt(55), late = stoppedAt(105);
        QVERIFY(early.cutShort && early.codes.empty() && !early.layers.empty());
        QVERIFY(late.cutShort && !late.codes.empty());
        QCOMPARE(late.fineTuningEpochs, 0);
    }
};

QTEST_GUILESS_MAIN(TestIntegerNetwork)
#include "tst_integer_network.moc"
