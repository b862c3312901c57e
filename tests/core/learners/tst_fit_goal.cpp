// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/goal_fit.h"

#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <algorithm>

using namespace leptune;
using namespace leptune::harness;

namespace {

/// Prices: log-normal around a rising function of a and b, a twentieth of them wrong by a factor of
/// thirty.
Data priceData(std::size_t rows)
{
    RandomStream random(8);
    std::vector<std::vector<double>> numbers(3, std::vector<double>(rows));
    Target target;
    target.column = "price";
    for (std::size_t r = 0; r < rows; ++r) {
        for (auto &column : numbers)
            column[r] = random.normal();
        const double middle = 5.0 + 0.8 * numbers[0][r] + 0.8 * std::abs(numbers[1][r]);
        const double price = std::exp(middle + 0.5 * random.normal());
        target.values.push_back(static_cast<float>(random.below(20) == 0 ? 30.0 * price : price));
    }
    std::vector<Column> columns;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        columns.push_back(Column::numeric("n" + std::to_string(i), numbers[i]));
    return makeData(Table(std::move(columns)), std::move(target));
}

double errorOf(MetricKind metric, const Predictor &predictor, const View &view)
{
    Target truth = view.target();
    truth.values = view.labels();
    return evaluateMetric(metric, {truth, answers(predictor, view), 0.5F, {}});
}

Configuration quick(const Learner &learner, const View &view, const FitGoal &goal)
{
    DataShape shape = shapeOf(view);
    shape.goal = goal;
    const auto defaults = learner.defaults(shape);
    Configuration configuration = defaults.empty() ? Configuration() : defaults.front();
    if (learner.name() == "nn")
        configuration.set("epochs", std::int64_t{20});
    return configuration;
}

std::unique_ptr<Predictor> fitted(const Learner &learner, const Data &data, const FitGoal &goal)
{
    FitContext context;
    context.seed = 3;
    context.goal = goal;
    return fitTowards(learner, data.train, data.validation, quick(learner, data.train, goal),
                      context);
}

} // namespace

/// What fits are for: the metric's own loss, quantiles, answers that rise or fall with a column.
class TestFitGoal : public QObject {
    Q_OBJECT
private:
    static void families(std::initializer_list<const char *> names)
    {
        QTest::addColumn<QString>("family");
        for (const char *name : names)
            QTest::newRow(name) << QString::fromLatin1(name);
    }

private Q_SLOTS:
    void theMetricChoosesTheObjective()
    {
        QCOMPARE(goalOf(MetricKind::Mae).objective, FitObjective::Median);
        QCOMPARE(goalOf(MetricKind::Mape).objective, FitObjective::RelativeMedian);
        QCOMPARE(goalOf(MetricKind::Rmse).objective, FitObjective::Mean);
        Configuration squared;
        squared.set("loss", std::string("squared"));
        QCOMPARE(goalOf(goalOf(MetricKind::Mae), squared).objective, FitObjective::Mean);
        QCOMPARE(goalOf(goalOf(MetricKind::Mae), {}).objective, FitObjective::Median);
    }

    void relativeWeightsAreInverseSizes()
    {
        const std::vector<float> targets{1.0F, -2.0F, 4.0F, 0.0F};
        const auto weights = goalWeights(FitObjective::RelativeMedian, targets, {1, 1, 2, 0});
        QVERIFY(std::abs(weights[0] / weights[1] - 2.0F) < 1e-5F);
        QVERIFY(std::abs(weights[2] / weights[1] - 1.0F) < 1e-5F);
        QCOMPARE(weights[3], 0.0F);
        QVERIFY(std::abs(weights[0] + weights[1] + weights[2] - 4.0F) < 1e-5F);
        QVERIFY(goalWeights(FitObjective::Median, targets, {}).empty());
    }

    void theConstantAnswerIsTheBestOne_data()
    {
        QTest::addColumn<int>("metric");
        QTest::newRow("mae") << static_cast<int>(MetricKind::Mae);
        QTest::newRow("mape") << static_cast<int>(MetricKind::Mape);
        QTest::newRow("rmse") << static_cast<int>(MetricKind::Rmse);
    }
    void theConstantAnswerIsTheBestOne()
    {
        QFETCH(int, metric);
        const auto kind = static_cast<MetricKind>(metric);
        const Data data = priceData(700);
        const auto predictor = fitted(learnerNamed("baseline"), data, goalOf(kind));
        const double reached = errorOf(kind, *predictor, data.train);
        Target truth = data.train.target();
        truth.values = data.train.labels();
        FloatMatrix other(truth.values.size(), 1);
        for (const float constant : truth.values) {
            std::ranges::fill(other.values, constant);
            QVERIFY(evaluateMetric(kind, {truth, other, 0.5F, {}}) >= reached * (1.0 - 1e-5));
        }
    }

    /// For gross errors in a long tail, what learns medians is far better by mae and mape.
    void everyFamilyLearnsWhatTheMetricRewards_data()
    {
        families({"symmetric", "leafwise", "boosting", "forest", "linear", "knn", "nn"});
    }
    void everyFamilyLearnsWhatTheMetricRewards()
    {
        QFETCH(QString, family);
        const Learner &learner = learnerNamed(family.toStdString());
        const Data data = priceData(2500);
        const auto means = fitted(learner, data, {});
        for (const MetricKind metric : {MetricKind::Mae, MetricKind::Mape}) {
            const auto medians = fitted(learner, data, goalOf(metric));
            const double before = errorOf(metric, *means, data.test);
            const double after = errorOf(metric, *medians, data.test);
            const double constant =
                errorOf(metric, *fitted(learnerNamed("baseline"), data, goalOf(metric)), data.test);
            const QString found = QString("%1: %2 %3 %4")
                                      .arg(QString::fromLatin1(metricName(metric)))
                                      .arg(before)
                                      .arg(after)
                                      .arg(constant);
            QVERIFY2(after < 0.9 * before, qPrintable(found));
            QVERIFY2(after < constant, qPrintable(found));
            QCOMPARE(predictView(*medians, data.test).values, answers(*medians, data.test).values);
        }
    }

    void boostersLearnQuantiles_data() { families({"symmetric", "leafwise"}); }
    void boostersLearnQuantiles()
    {
        QFETCH(QString, family);
        const Data data = priceData(4000);
        for (const double level : {0.1, 0.9}) {
            const auto predictor = fitted(learnerNamed(family.toStdString()), data,
                                          {FitObjective::Quantile, level, {}});
            const FloatMatrix answer = answers(*predictor, data.test);
            const std::vector<float> labels = data.test.labels();
            double below = 0.0;
            for (std::size_t row = 0; row < labels.size(); ++row)
                below += labels[row] < answer.at(row, 0) ? 1.0 : 0.0;
            const double share = below / static_cast<double>(labels.size());
            QVERIFY2(std::abs(share - level) < 0.06, qPrintable(QString::number(share)));
        }
    }

    void answersNeverTurn_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("metric");
        const auto rmse = static_cast<int>(MetricKind::Rmse),
                   mae = static_cast<int>(MetricKind::Mae);
        for (const char *family : {"symmetric", "boosting"}) {
            QTest::addRow("%s, numbers", family) << QString(family) << 0 << rmse;
            QTest::addRow("%s, numbers by mae", family) << QString(family) << 0 << mae;
            QTest::addRow("%s, two classes", family) << QString(family) << 2 << rmse;
        }
    }
    void answersNeverTurn()
    {
        QFETCH(QString, family);
        QFETCH(int, classes);
        QFETCH(int, metric);
        const Learner &learner = learnerNamed(family.toStdString());
        QVERIFY(learner.keepsDirections());
        const Data data = mixedData(900, classes, 5);
        FitGoal goal = goalOf(static_cast<MetricKind>(metric));
        const auto turns = [&](const FitGoal &aim) {
            FitContext context;
            context.goal = aim;
            Configuration configuration = quick(learner, data.train, aim);
            configuration.set("derived", std::int64_t{24});
            const auto predictor = learner.fit(data.train, data.validation, configuration, context);
            const auto graph = graphOf(*predictor, data.study->schema());
            return countTurns(*graph, data);
        };
        const int free = turns(goal);
        goal.directions = {1, -1, 0, 1, 0, 0, 0, 0};
        QVERIFY(free > 0);
        QCOMPARE(turns(goal), 0);
    }

private:
    /// Steps of single rows along columns 0, 1 and 3 on which the answer goes the wrong way.
    static int countTurns(const Graph &graph, const Data &data)
    {
        constexpr int kSteps = 60;
        const Interpreter interpreter(std::make_shared<const Graph>(graph));
        int turns = 0;
        for (const auto &[column, direction] : {std::pair(0, 1), std::pair(1, -1), std::pair(3, 1)})
            for (std::uint32_t row = 0; row < 25; ++row) {
                const Rows same(kSteps, row);
                std::vector<Column> columns;
                for (std::size_t c = 0; c < data.table.columns(); ++c) {
                    if (static_cast<int>(c) != column) {
                        columns.push_back(data.table.column(c).gathered(same));
                        continue;
                    }
                    std::vector<double> cells;
                    for (int step = 0; step < kSteps; ++step)
                        cells.push_back(-3.0 + 6.0 * step / kSteps);
                    columns.push_back(Column::numeric(data.table.column(c).name(), cells));
                }
                const StudyData moved(data.study->schema(), Table(std::move(columns)),
                                      data.target.gathered(same));
                const FloatMatrix answer = interpreter.run(moved.batch());
                const std::size_t last = answer.columns - 1;
                for (std::size_t step = 1; step < kSteps; ++step) {
                    const float rise = answer.at(step, last) - answer.at(step - 1, last);
                    turns += static_cast<float>(direction) * rise <
                             -3e-6F * std::max(1.0F, std::abs(answer.at(step, last)));
                }
            }
        return turns;
    }
};

QTEST_GUILESS_MAIN(TestFitGoal)
#include "tst_fit_goal.moc"
