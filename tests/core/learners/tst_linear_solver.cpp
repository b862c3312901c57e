// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/linear_solver.h"

#include <QTest>
#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace leptune;

namespace {

struct Case {
    FloatMatrix features;
    std::vector<float> labels, weights;
    TaskKind task = TaskKind::Regression;
    int classes = 0;
    double c = 1.0;
    Penalty penalty = Penalty::L2;

    LinearProblem problem() const { return {features, labels, weights, task, classes, c, penalty}; }
};

nlohmann::json golden()
{
    std::ifstream in(LEPTUNE_GOLDEN "/linear_models.json");
    return nlohmann::json::parse(in);
}

TaskKind taskNamed(const std::string &name)
{
    return name == "regression" ? TaskKind::Regression
           : name == "binary"   ? TaskKind::Binary
                                : TaskKind::MultiClass;
}

Case goldenCase(const nlohmann::json &all, const nlohmann::json &one)
{
    Case result;
    const auto rows = all["features"].get<std::vector<std::vector<float>>>();
    result.features = FloatMatrix(rows.size(), rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(rows[i], result.features.row(i).begin());
    result.labels = one["labels"].get<std::vector<float>>();
    result.weights = one["weights"].get<std::vector<float>>();
    result.task = taskNamed(one["task"]);
    result.classes = result.task == TaskKind::Binary       ? 2
                     : result.task == TaskKind::MultiClass ? 3
                                                           : 0;
    result.c = one["c"];
    result.penalty = one["penalty"] == "l1" ? Penalty::L1 : Penalty::L2;
    return result;
}

Case randomCase(TaskKind task, std::size_t rows, std::size_t columns)
{
    Case result;
    result.task = task;
    result.classes = task == TaskKind::Regression ? 0 : task == TaskKind::Binary ? 2 : 4;
    result.features = FloatMatrix(rows, columns);
    RandomStream random(11);
    for (float &value : result.features.values)
        value = static_cast<float>(random.normal());
    for (std::size_t i = 0; i < rows; ++i) {
        const double score =
            2.0 * result.features.at(i, 0) - result.features.at(i, 1) + random.normal();
        result.labels.push_back(
            task == TaskKind::Regression ? static_cast<float>(score)
            : task == TaskKind::Binary
                ? (score > 0.3 ? 1.0F : 0.0F)
                : static_cast<float>(std::clamp(std::floor(score / 2.0) + 2.0, 0.0, 3.0)));
    }
    return result;
}

} // namespace

class TestLinearSolver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheOptimaOfScikitLearn_data()
    {
        QTest::addColumn<int>("index");
        const nlohmann::json all = golden();
        int index = 0;
        for (const auto &one : all["cases"])
            QTest::newRow(one["name"].get<std::string>().c_str()) << index++;
    }
    void findsTheOptimaOfScikitLearn()
    {
        QFETCH(int, index);
        const nlohmann::json all = golden();
        const nlohmann::json &one = all["cases"][static_cast<std::size_t>(index)];
        const Case known = goldenCase(all, one);
        const LinearSolution solution = solveLinear(known.problem());
        QVERIFY(solution.usable && !solution.ended);
        const auto wanted = one["coefficients"].get<std::vector<std::vector<double>>>();
        for (std::size_t f = 0; f < wanted.size(); ++f)
            for (std::size_t s = 0; s < wanted[f].size(); ++s) {
                const double got =
                    solution.weights(static_cast<Eigen::Index>(f), static_cast<Eigen::Index>(s));
                QVERIFY2(
                    std::abs(got - wanted[f][s]) < 1e-3,
                    qPrintable(
                        QString("%1 %2: %3, not %4").arg(f).arg(s).arg(got).arg(wanted[f][s])));
                if (known.penalty == Penalty::L1 && wanted[f][s] == 0.0)
                    QCOMPARE(got, 0.0);
            }
        // Intercepts of softmax have one free direction.
        const auto intercept = one["intercept"].get<std::vector<double>>();
        for (std::size_t s = 0; s < intercept.size(); ++s)
            QVERIFY(std::abs((solution.intercept[static_cast<Eigen::Index>(s)] -
                              solution.intercept.mean()) -
                             (intercept[s] - (intercept.size() > 1
                                                  ? (intercept[0] + intercept[1] + intercept[2]) / 3
                                                  : intercept[0]))) < 2e-3);
        if (intercept.size() == 1)
            QVERIFY(std::abs(solution.intercept[0] - intercept[0]) < 1e-3);
    }
    void gradientsAreThoseOfFiniteDifferences_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("squared") << int(TaskKind::Regression);
        QTest::newRow("logistic") << int(TaskKind::Binary);
        QTest::newRow("softmax") << int(TaskKind::MultiClass);
    }
    void gradientsAreThoseOfFiniteDifferences()
    {
        QFETCH(int, task);
        Case known = randomCase(static_cast<TaskKind>(task), 50, 3);
        for (std::size_t i = 0; i < 50; ++i)
            known.weights.push_back(0.5F + static_cast<float>(i % 4));
        const LinearProblem problem = known.problem();
        const Eigen::Index scores = known.classes > 2 ? known.classes : 1;
        Eigen::MatrixXd weights = Eigen::MatrixXd::Random(3, scores);
        Eigen::VectorXd intercept = Eigen::VectorXd::Random(scores);
        Eigen::MatrixXd gradient, ignored;
        Eigen::VectorXd interceptGradient, ignoredToo;
        meanLinearLoss(problem, weights, intercept, gradient, interceptGradient);
        constexpr double kStep = 5e-3; // products are float32
        const auto slope = [&](double &parameter) {
            const double middle = parameter;
            parameter = middle + kStep;
            const double above = meanLinearLoss(problem, weights, intercept, ignored, ignoredToo);
            parameter = middle - kStep;
            const double below = meanLinearLoss(problem, weights, intercept, ignored, ignoredToo);
            parameter = middle;
            return (above - below) / (2.0 * kStep);
        };
        for (Eigen::Index i = 0; i < weights.size(); ++i)
            QVERIFY(std::abs(slope(weights.data()[i]) - gradient.data()[i]) < 1e-4);
        for (Eigen::Index i = 0; i < scores; ++i)
            QVERIFY(std::abs(slope(intercept[i]) - interceptGradient[i]) < 1e-4);
    }
    void moreFeaturesThanRowsGiveTheSameRidge()
    {
        // The row form and the feature form meet where both may be used.
        Case wide = randomCase(TaskKind::Regression, 40, 41);
        const LinearSolution byRows = solveLinear(wide.problem());
        Case square = wide;
        square.features = FloatMatrix(41, 41); // one more row without weight: the feature form
        std::ranges::copy(wide.features.values, square.features.values.begin());
        square.labels.push_back(0.0F);
        square.weights.assign(41, 1.0F);
        square.weights.back() = 0.0F;
        const LinearSolution byFeatures = solveLinear(square.problem());
        QVERIFY((byRows.weights - byFeatures.weights).norm() < 1e-3);
    }
    void weightsActLikeRepeatedRows_data() { gradientsAreThoseOfFiniteDifferences_data(); }
    void weightsActLikeRepeatedRows()
    {
        QFETCH(int, task);
        Case weighted = randomCase(static_cast<TaskKind>(task), 60, 3);
        Case repeated = weighted;
        weighted.weights.assign(60, 1.0F);
        for (std::size_t i = 0; i < 20; ++i) {
            weighted.weights[i] = 2.0F;
            repeated.labels.push_back(repeated.labels[i]);
            const auto row = weighted.features.row(i);
            repeated.features.values.insert(repeated.features.values.end(), row.begin(), row.end());
        }
        repeated.features.rows += 20;
        const LinearSolution a = solveLinear(weighted.problem());
        const LinearSolution b = solveLinear(repeated.problem());
        QVERIFY((a.weights - b.weights).norm() < 1e-3);
        QVERIFY((a.intercept - b.intercept).norm() < 1e-3);
    }
    void mostlyZerosGiveTheSameLossAndGradient_data()
    {
        gradientsAreThoseOfFiniteDifferences_data();
    }
    void mostlyZerosGiveTheSameLossAndGradient()
    {
        QFETCH(int, task);
        Case known = randomCase(static_cast<TaskKind>(task), 2100, 40);
        RandomStream random(5);
        for (float &value : known.features.values)
            value = random.below(12) == 0 ? value : 0.0F;
        QVERIFY(filledShare(known.features) < kSparseShare);
        const LinearProblem blocks = known.problem();
        LinearProblem cells = known.problem();
        const SparseRows rows = sparseRows(known.features);
        cells.sparse = &rows;
        const Eigen::Index scores = known.task == TaskKind::MultiClass ? known.classes : 1;
        Eigen::MatrixXd weights(40, scores), gradients[2];
        for (Eigen::Index i = 0; i < weights.size(); ++i)
            weights.data()[i] = 0.3 * random.normal();
        Eigen::VectorXd intercept = Eigen::VectorXd::Constant(scores, 0.1), intercepts[2];
        const double loss = meanLinearLoss(blocks, weights, intercept, gradients[0], intercepts[0]);
        QVERIFY(std::abs(loss - meanLinearLoss(cells, weights, intercept, gradients[1],
                                               intercepts[1])) < 1e-6);
        QVERIFY((gradients[0] - gradients[1]).lpNorm<Eigen::Infinity>() < 1e-6);
        QVERIFY((intercepts[0] - intercepts[1]).lpNorm<Eigen::Infinity>() < 1e-6);
    }
    void separableClassesStayFinite()
    {
        Case known = randomCase(TaskKind::Binary, 60, 2);
        for (std::size_t i = 0; i < 60; ++i)
            known.labels[i] = known.features.at(i, 0) > 0.0F ? 1.0F : 0.0F;
        known.c = 1000.0;
        const LinearSolution solution = solveLinear(known.problem());
        QVERIFY(solution.usable && solution.weights.allFinite());
    }
    void endsWhenTold_data() { gradientsAreThoseOfFiniteDifferences_data(); }
    void endsWhenTold()
    {
        QFETCH(int, task);
        const Case known = randomCase(static_cast<TaskKind>(task), 3000, 5);
        LinearProblem problem = known.problem();
        int asked = 0;
        problem.shouldEnd = [&] { return ++asked > 1; };
        const LinearSolution solution = solveLinear(problem);
        QVERIFY(solution.ended || solution.iterations <= 1);
        problem.shouldEnd = [] { return true; };
        QVERIFY(!solveLinear(problem).usable);
    }
};

QTEST_GUILESS_MAIN(TestLinearSolver)
#include "tst_linear_solver.moc"
