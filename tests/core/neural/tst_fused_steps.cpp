// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/neural/engine.h"
#include "tests/core/neural/fused_cases.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::neural;
using namespace leptune::neural::fused;

namespace {

struct Rows {
    std::vector<float> features, targets, weights, soft;
    std::size_t count = 200;

    explicit Rows(const Case &which)
    {
        RandomStream random(17);
        const auto inputs = static_cast<std::size_t>(which.shape.inputs);
        for (std::size_t i = 0; i < count * inputs; ++i)
            features.push_back(static_cast<float>(random.normal()));
        const bool numbers = which.options.loss == Loss::Squared;
        const auto outputs = static_cast<std::uint64_t>(which.shape.outputs);
        for (std::size_t r = 0; r < count; ++r) {
            targets.push_back(numbers ? features[r * inputs] * features[r * inputs]
                                      : static_cast<float>(random.below(outputs)));
            if (which.weighted)
                weights.push_back(static_cast<float>(random.uniform(0.0, 3.0)));
            if (which.taught)
                addTeacher(static_cast<std::size_t>(outputs), numbers, random);
        }
    }
    /// Of one row, at odds with its target.
    void addTeacher(std::size_t outputs, bool numbers, RandomStream &random)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < outputs; ++i) {
            soft.push_back(static_cast<float>(random.uniform(0.0, 2.0)));
            sum += soft.back();
        }
        for (std::size_t i = soft.size() - outputs; !numbers && i < soft.size(); ++i)
            soft[i] = static_cast<float>(soft[i] / sum);
    }
    Batchable batch() const { return {features, targets, weights, count, soft}; }
};

std::vector<double> numbersOf(const TrainResult &result)
{
    std::vector<double> all;
    for (const LayerWeights &layer : result.layers) {
        all.insert(all.end(), layer.weights.begin(), layer.weights.end());
        all.insert(all.end(), layer.bias.begin(), layer.bias.end());
        all.insert(all.end(), layer.share.begin(), layer.share.end());
    }
    all.insert(all.end(), result.factors.begin(), result.factors.end());
    const EmbeddingWeights &embedding = result.embedding;
    for (const std::vector<float> *numbers :
         {&embedding.frequencies, &embedding.phases, &embedding.weights, &embedding.bias,
          &embedding.categories})
        all.insert(all.end(), numbers->begin(), numbers->end());
    for (const CodeScale &codes : result.codes)
        all.insert(all.end(), {codes.step, static_cast<double>(codes.zeroPoint)});
    return all;
}

} // namespace

/// The fused steps against LibTorch's autograd.
class TestFusedSteps : public QObject {
    Q_OBJECT
private:
    static void addCases()
    {
        QTest::addColumn<QString>("name");
        for (const Case &one : cases())
            QTest::newRow(one.name) << QString::fromLatin1(one.name);
    }

private Q_SLOTS:
    void oneStepGoesWhereAutogradGoes_data() { addCases(); }
    /// A first step of Adam is rate * g / (|g| + 1e-8), and so the same number but where g is about
    /// 0.
    void oneStepGoesWhereAutogradGoes()
    {
        QFETCH(QString, name);
        Case one = caseNamed(name);
        const Rows rows(one);
        one.options.epochs = 1;
        one.options.batchSize = static_cast<int>(rows.count);
        one.options.schedule = Schedule::Constant;
        one.options.learningRate = 1.0;
        // So small a gradient that the step is in proportion to it.
        if (one.options.optimizer == Optimizer::AdamW)
            one.options.gradientClip = 1e-9;
        const auto step = [&](Steps steps) {
            one.options.steps = steps;
            return numbersOf(engine().train(one.shape, rows.batch(), {}, one.options));
        };
        const std::vector<double> ours = step(Steps::Fastest), theirs = step(Steps::Autograd);
        QCOMPARE(ours.size(), theirs.size());
        for (std::size_t i = 0; i < ours.size(); ++i)
            QVERIFY2(std::abs(ours[i] - theirs[i]) < 2e-5,
                     qPrintable(QString("%1: %2 %3").arg(i).arg(ours[i]).arg(theirs[i])));
    }

    void trainingTakesTheSameCourse_data() { addCases(); }
    void trainingTakesTheSameCourse()
    {
        QFETCH(QString, name);
        Case one = caseNamed(name);
        const Rows rows(one);
        one.options.epochs = 6;
        one.options.learningRate = 3e-3;
        const auto losses = [&](Steps steps) {
            std::vector<double> told;
            one.options.steps = steps;
            one.options.onEpoch = [&](const EpochReport &report) {
                told.push_back(report.trainLoss);
                told.push_back(report.validationLoss);
            };
            const TrainResult result =
                engine().train(one.shape, rows.batch(), rows.batch(), one.options);
            told.push_back(result.validationLoss);
            return told;
        };
        const std::vector<double> ours = losses(Steps::Fastest), theirs = losses(Steps::Autograd);
        const int epochs = one.options.epochs;
        const int all = epochs + fineTuningEpochs(one.options.compression, epochs);
        QCOMPARE(ours.size(), static_cast<std::size_t>(2 * all + 1));
        for (std::size_t i = 0; i < ours.size(); ++i)
            QVERIFY2(std::abs(ours[i] - theirs[i]) < 1e-3 * (1.0 + std::abs(theirs[i])),
                     qPrintable(QString("%1: %2 %3").arg(i).arg(ours[i]).arg(theirs[i])));
    }
};

QTEST_GUILESS_MAIN(TestFusedSteps)
#include "tst_fused_steps.moc"
