// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/neural/product_rows.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;
using namespace leptune::neural;

namespace {

using Rows = ProductRows<4>;
constexpr std::size_t kInputs = Rows::kInputs;

NetworkShape ensemble(int members, bool numbers)
{
    NetworkShape shape;
    shape.inputs = kInputs;
    shape.hidden = {6, 5};
    shape.outputs = numbers ? 1 : 2;
    shape.activation = "tanh";
    shape.members = members;
    return shape;
}

TrainOptions optionsFor(bool numbers)
{
    TrainOptions options;
    options.loss = numbers ? Loss::Squared : Loss::CrossEntropy;
    options.learningRate = 5e-3;
    options.batchSize = 32;
    options.epochs = 30;
    return options;
}

using Numbers = std::vector<double>;

Numbers through(const LayerWeights &layer, const Numbers &x, std::size_t firstRow)
{
    Numbers y(static_cast<std::size_t>(layer.outputs));
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t o = 0; o < y.size(); ++o)
            y[o] += x[i] * layer.weights[(firstRow + i) * y.size() + o];
    return y;
}

/// What each member answers to a row, in double precision.
std::vector<Numbers> membersOf(const TrainResult &result, const float *row)
{
    const std::size_t members = result.factors.size() / kInputs;
    std::vector<Numbers> answers;
    for (std::size_t m = 0; m < members; ++m) {
        Numbers x(row, row + kInputs);
        for (std::size_t i = 0; i < kInputs; ++i)
            x[i] *= result.factors[m * kInputs + i];
        for (std::size_t l = 0; l + 1 < result.layers.size(); ++l) {
            x = through(result.layers[l], x, 0);
            for (std::size_t o = 0; o < x.size(); ++o)
                x[o] = std::tanh(x[o] + result.layers[l].bias[o]);
        }
        const LayerWeights &last = result.layers.back();
        Numbers answer = through(last, x, m * x.size());
        for (std::size_t o = 0; o < answer.size(); ++o)
            answer[o] = answer[o] * static_cast<double>(members) + last.bias[o];
        answers.push_back(std::move(answer));
    }
    return answers;
}

double lossOf(const Numbers &answer, float target, bool numbers)
{
    if (numbers)
        return std::pow(answer[0] - target, 2);
    double scale = 0.0;
    for (const double score : answer)
        scale += std::exp(score);
    return std::log(scale) - answer[static_cast<std::size_t>(target)];
}

/// Mean of the members' losses.
double trainingLoss(const TrainResult &result, const Rows &rows, bool numbers)
{
    double sum = 0.0, count = 0.0;
    for (std::size_t r = 0; r < rows.count(); ++r)
        for (const Numbers &answer : membersOf(result, rows.features.data() + r * kInputs)) {
            sum += lossOf(answer, rows.targets[r], numbers);
            count += 1.0;
        }
    return sum / count;
}

/// Loss of the mean of the members' answers.
double answeringLoss(const TrainResult &result, const Rows &rows, bool numbers)
{
    double sum = 0.0;
    for (std::size_t r = 0; r < rows.count(); ++r) {
        const auto answers = membersOf(result, rows.features.data() + r * kInputs);
        Numbers mean(answers.front().size());
        for (const Numbers &answer : answers)
            for (std::size_t o = 0; o < mean.size(); ++o)
                mean[o] += answer[o] / static_cast<double>(answers.size());
        sum += lossOf(mean, rows.targets[r], numbers);
    }
    return sum / static_cast<double>(rows.count());
}

/// All but the last layer's biases, of which only the mean is told.
std::vector<float *> toldNumbers(TrainResult &result)
{
    std::vector<float *> all;
    for (std::size_t l = 0; l < result.layers.size(); ++l) {
        for (float &weight : result.layers[l].weights)
            all.push_back(&weight);
        for (float &bias : result.layers[l].bias)
            if (l + 1 < result.layers.size())
                all.push_back(&bias);
    }
    for (float &factor : result.factors)
        all.push_back(&factor);
    return all;
}

double length(const Numbers &of)
{
    return std::sqrt(std::inner_product(of.begin(), of.end(), of.begin(), 0.0));
}

} // namespace

class TestMembers : public QObject {
    Q_OBJECT
private:
    static void addWays()
    {
        QTest::addColumn<bool>("numbers");
        QTest::addColumn<int>("steps");
        for (const auto &[name, steps] :
             {std::pair{"fused", Steps::Fastest}, {"autograd", Steps::Autograd}})
            for (const bool numbers : {false, true})
                QTest::addRow("%s, %s", name, numbers ? "numbers" : "classes")
                    << numbers << static_cast<int>(steps);
    }

private Q_SLOTS:
    void gradientsAreThoseOfTheMeanOfTheMembersLosses_data() { addWays(); }
    /// One Adam step moves by u = g / (|g| + 1e-8). With the gradient clipped to norm 1e-8, u tells
    /// g but for one factor. Last layers are told divided by the number of members.
    void gradientsAreThoseOfTheMeanOfTheMembersLosses()
    {
        QFETCH(bool, numbers);
        QFETCH(int, steps);
        const Rows rows(40, numbers, 5);
        constexpr int kMembers = 3;
        const NetworkShape shape = ensemble(kMembers, numbers);
        TrainOptions options = optionsFor(numbers);
        options.schedule = Schedule::Constant;
        options.batchSize = 100;
        options.epochs = 1;
        options.gradientClip = 1e-8;
        options.steps = static_cast<Steps>(steps);
        options.learningRate = 0.0;
        TrainResult start = engine().train(shape, rows.plain(), {}, options);
        options.learningRate = 1.0;
        TrainResult moved = engine().train(shape, rows.plain(), {}, options);
        QCOMPARE(start.factors.size(), kInputs * kMembers);
        const auto before = toldNumbers(start), after = toldNumbers(moved);
        const std::size_t heads = 5 * kMembers * static_cast<std::size_t>(shape.outputs);
        const std::size_t firstHead = before.size() - start.factors.size() - heads;
        Numbers expected, got;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const bool isHead = i >= firstHead && i < firstHead + heads;
            const double scale = isHead ? kMembers : 1.0;
            const float value = *before[i];
            const double u = scale * (static_cast<double>(value) - *after[i]);
            got.push_back(u / (1.0 - std::abs(u)));
            constexpr float kStep = 1e-3F;
            *before[i] = value + kStep;
            const double high = *before[i], up = trainingLoss(start, rows, numbers);
            *before[i] = value - kStep;
            const double low = *before[i], down = trainingLoss(start, rows, numbers);
            *before[i] = value;
            expected.push_back((up - down) / (high - low) / scale);
        }
        const double all = length(expected), told = length(got);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(
                std::abs(expected[i] / all - got[i] / told) < 2e-3,
                qPrintable(QString("%1: %2 %3").arg(i).arg(expected[i] / all).arg(got[i] / told)));
    }

    void whatIsValidatedIsTheMeanOfTheirAnswers_data() { addWays(); }
    void whatIsValidatedIsTheMeanOfTheirAnswers()
    {
        QFETCH(bool, numbers);
        QFETCH(int, steps);
        const Rows train(300, numbers, 1), validation(200, numbers, 2);
        TrainOptions options = optionsFor(numbers);
        options.steps = static_cast<Steps>(steps);
        options.reportsOutputs = true;
        std::vector<std::vector<float>> outputs;
        options.onEpoch = [&](const EpochReport &report) {
            outputs.emplace_back(report.validationOutputs.begin(), report.validationOutputs.end());
        };
        const TrainResult result =
            engine().train(ensemble(5, numbers), train.plain(), validation.plain(), options);
        QVERIFY2(result.failure.empty(), result.failure.c_str());
        const double loss = answeringLoss(result, validation, numbers);
        QVERIFY(std::abs(loss - result.validationLoss) < 1e-4);
        QVERIFY(loss < trainingLoss(result, validation, numbers)); // they differ
        const auto &best = outputs[static_cast<std::size_t>(result.bestEpoch - 1)];
        QCOMPARE(best.size(), validation.count() * (numbers ? 1 : 2));
        Numbers mean(numbers ? 1 : 2);
        for (const Numbers &answer : membersOf(result, validation.features.data()))
            for (std::size_t o = 0; o < mean.size(); ++o)
                mean[o] += answer[o] / 5.0;
        for (std::size_t o = 0; o < mean.size(); ++o)
            QVERIFY(std::abs(mean[o] - best[o]) < 1e-4);
    }

    void theyStartWithRandomSigns()
    {
        const Rows rows(40, false, 1);
        TrainOptions options = optionsFor(false);
        options.epochs = 1;
        options.learningRate = 0.0;
        const TrainResult result = engine().train(ensemble(16, false), rows.plain(), {}, options);
        std::size_t negative = 0;
        for (const float factor : result.factors) {
            QCOMPARE(std::abs(factor), 1.0F);
            negative += factor < 0.0F ? 1 : 0;
        }
        QVERIFY(negative > 16 && negative < 48); // of 64: four deviations
    }

    void sparseAndRoundedOnesStayNearTheWhole()
    {
        const Rows train(600, false, 1), validation(600, false, 2);
        NetworkShape shape = ensemble(4, false);
        shape.hidden = {32, 24};
        TrainOptions options = optionsFor(false);
        options.epochs = 60;
        const auto reached = [&] {
            return engine().train(shape, train.plain(), validation.plain(), options);
        };
        const TrainResult whole = reached();
        options.compression = {0.7, 4};
        const TrainResult small = reached();
        QVERIFY(small.sparsity > 0.69);
        QCOMPARE(small.weightBits, 4);
        QVERIFY2(small.validationLoss < whole.validationLoss + 0.03,
                 qPrintable(QString("%1 %2").arg(small.validationLoss).arg(whole.validationLoss)));
    }

    void whatTheyCantShareIsRefused_data()
    {
        QTest::addColumn<int>("members");
        QTest::addColumn<bool>("stages");
        QTest::addColumn<bool>("hidden");
        QTest::addColumn<QString>("word");
        QTest::newRow("none") << 0 << false << true << "1 to";
        QTest::newRow("too many") << 1000 << false << true << "1 to";
        QTest::newRow("stages") << 2 << true << true << "convolutions";
        QTest::newRow("no hidden layer") << 2 << false << false << "hidden";
    }
    void whatTheyCantShareIsRefused()
    {
        QFETCH(int, members);
        QFETCH(bool, stages);
        QFETCH(bool, hidden);
        QFETCH(QString, word);
        NetworkShape shape = ensemble(members, false);
        if (stages) {
            shape.picture = {2, 2, 1};
            shape.stages = {{3, 1}};
        }
        if (!hidden)
            shape.hidden.clear();
        const Rows rows(40, false, 1);
        const TrainResult result = engine().train(shape, rows.plain(), {}, optionsFor(false));
        QVERIFY(result.layers.empty());
        QVERIFY2(QString::fromStdString(result.failure).contains(word), result.failure.c_str());
    }
};

QTEST_GUILESS_MAIN(TestMembers)
#include "tst_members.moc"
