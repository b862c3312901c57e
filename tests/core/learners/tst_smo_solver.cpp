// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/data/split.h"
#include "core/learners/smo_solver.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <libsvm/svm.h>
#include <memory>

using namespace leptune;

namespace {

constexpr std::size_t kColumns = 4;
constexpr double kGamma = 0.3;

struct Sample {
    FloatMatrix features;
    std::vector<float> labels; ///< 0 and 1, or numbers with a heavy tail
};

Sample makeSample(std::size_t rows, bool regression, std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample{FloatMatrix(rows, kColumns), {}};
    for (std::size_t r = 0; r < rows; ++r) {
        for (float &cell : sample.features.row(r))
            cell = static_cast<float>(random.normal());
        const auto x = sample.features.row(r);
        const double score = std::sin(2.0F * x[0]) + x[1] * x[2] + 0.5 * random.normal();
        sample.labels.push_back(
            static_cast<float>(regression ? std::exp(0.7 * score) : (score > 0.3 ? 1.0 : 0.0)));
    }
    return sample;
}

/// The same by LIBSVM.
struct Reference {
    double objective = 0.0;
    std::vector<double> decisions;
};

struct FreeModel {
    void operator()(svm_model *model) const { svm_free_and_destroy_model(&model); }
};

double s_objective; ///< LIBSVM tells it in its output only

Reference byLibsvm(const Sample &sample, const SmoProblem &problem)
{
    std::vector<std::vector<svm_node>> nodes;
    std::vector<svm_node *> rows;
    std::vector<double> labels;
    for (std::size_t r = 0; r < sample.labels.size(); ++r) {
        auto &row = nodes.emplace_back();
        for (std::size_t c = 0; c < kColumns; ++c)
            row.push_back({static_cast<int>(c) + 1, sample.features.at(r, c)});
        row.push_back({-1, 0.0});
        labels.push_back(problem.regression ? sample.labels[r] : 2.0 * sample.labels[r] - 1.0);
    }
    for (auto &row : nodes)
        rows.push_back(row.data());
    const svm_problem input{static_cast<int>(rows.size()), labels.data(), rows.data()};
    svm_parameter parameters{};
    parameters.svm_type = problem.regression ? EPSILON_SVR : C_SVC;
    parameters.kernel_type = RBF;
    parameters.gamma = kGamma;
    parameters.C = problem.c;
    parameters.p = problem.epsilon;
    parameters.cache_size = 100.0;
    parameters.eps = 1e-3;
    parameters.shrinking = 1;
    svm_set_print_string_function([](const char *text) {
        if (const char *at = std::strstr(text, "obj = "))
            s_objective = std::strtod(at + 6, nullptr);
    });
    const std::unique_ptr<svm_model, FreeModel> model(svm_train(&input, &parameters));
    Reference reference{s_objective, {}};
    const double sign = !problem.regression && model->label[0] < 0 ? -1.0 : 1.0;
    for (const svm_node *row : rows) {
        double decision = 0.0;
        svm_predict_values(model.get(), row, &decision);
        reference.decisions.push_back(sign * decision);
    }
    return reference;
}

} // namespace

class TestSmoSolver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reachesWhatLibsvmReaches_data()
    {
        QTest::addColumn<bool>("regression");
        QTest::addColumn<double>("c");
        QTest::addColumn<double>("epsilon");
        QTest::newRow("classes, soft") << false << 0.1 << 0.0;
        QTest::newRow("classes") << false << 3.0 << 0.0;
        QTest::newRow("classes, hard") << false << 300.0 << 0.0;
        QTest::newRow("numbers, soft") << true << 0.1 << 0.1;
        QTest::newRow("numbers") << true << 3.0 << 0.1;
        QTest::newRow("numbers, wide tube") << true << 3.0 << 1.0;
        QTest::newRow("numbers, hard") << true << 100.0 << 0.02;
    }
    void reachesWhatLibsvmReaches()
    {
        QFETCH(bool, regression);
        QFETCH(double, c);
        QFETCH(double, epsilon);
        const Sample sample = makeSample(300, regression, 1);
        KernelRows kernel(sample.features, kGamma);
        SmoProblem problem{kernel, sample.labels, regression, c, epsilon};
        const SmoSolution solution = solveSmo(problem);
        const Reference reference = byLibsvm(sample, problem);
        QVERIFY(solution.converged && !solution.ended);
        QVERIFY2(std::abs(solution.objective / reference.objective - 1.0) < 1e-4,
                 qPrintable(QString("%1 %2").arg(solution.objective).arg(reference.objective)));
        double apart = 0.0;
        for (std::size_t r = 0; r < sample.labels.size(); ++r)
            apart = std::max(apart, std::abs(solution.decisions[r] - reference.decisions[r]));
        QVERIFY2(apart < 0.01, qPrintable(QString::number(apart)));
    }

    void coefficientsKeepToTheBoxAndBalance()
    {
        const Sample sample = makeSample(200, true, 2);
        KernelRows kernel(sample.features, kGamma);
        const SmoSolution solution = solveSmo({kernel, sample.labels, true, 2.0, 0.1});
        double sum = 0.0;
        for (const double coefficient : solution.coefficients) {
            QVERIFY(std::abs(coefficient) <= 2.0);
            sum += coefficient;
        }
        QVERIFY(std::abs(sum) < 1e-9);
    }

    void rowsLeftOutAreAsIfTheyWereNotThere()
    {
        const Sample sample = makeSample(240, false, 3);
        KernelRows kernel(sample.features, kGamma);
        SmoProblem problem{kernel, sample.labels, false, 3.0};
        Rows kept;
        for (std::uint32_t r = 0; r < sample.labels.size(); ++r) {
            problem.leftOut.push_back(r % 3 == 0);
            if (r % 3 != 0)
                kept.push_back(r);
        }
        const SmoSolution solution = solveSmo(problem);
        const FloatMatrix features = gatherRows(sample.features, kept);
        std::vector<float> labels;
        for (const std::uint32_t row : kept)
            labels.push_back(sample.labels[row]);
        KernelRows smaller(features, kGamma);
        const SmoSolution alone = solveSmo({smaller, labels, false, 3.0});
        for (std::size_t r = 0; r < sample.labels.size(); r += 3)
            QCOMPARE(solution.coefficients[r], 0.0);
        for (std::size_t i = 0; i < kept.size(); ++i)
            QVERIFY(std::abs(solution.decisions[kept[i]] - alone.decisions[i]) < 1e-2);
    }

    void anyParametersAnswerTheStopAtOnce()
    {
        const Sample sample = makeSample(3000, true, 4);
        KernelRows kernel(sample.features, kGamma);
        SmoProblem problem{kernel, sample.labels, true, 1000.0, 0.001};
        const Deadline deadline = Deadline::inSeconds(0.1);
        problem.shouldEnd = [&] { return deadline.passed(); };
        const Stopwatch watch;
        const SmoSolution solution = solveSmo(problem);
        QVERIFY(solution.ended && !solution.converged && solution.steps > 0);
        QVERIFY2(watch.seconds() < 0.4, qPrintable(QString::number(watch.seconds())));
    }

    void fewStepsGiveAFeasibleWeakerMachine()
    {
        const Sample sample = makeSample(300, true, 5);
        KernelRows kernel(sample.features, kGamma);
        SmoProblem problem{kernel, sample.labels, true, 100.0, 0.01};
        double before = 0.0;
        for (const std::size_t steps : {10, 100, 1000}) {
            problem.mostSteps = steps;
            const SmoSolution solution = solveSmo(problem);
            QCOMPARE(solution.steps, steps);
            QVERIFY(!solution.converged && !solution.ended);
            QVERIFY(solution.objective < before);
            before = solution.objective;
        }
    }

    void equalRowsDoNotStallIt()
    {
        Sample sample = makeSample(100, false, 6);
        for (std::size_t r = 1; r < 100; r += 2) // each row twice, with opposite answers
            for (std::size_t c = 0; c < kColumns; ++c)
                sample.features.at(r, c) = sample.features.at(r - 1, c);
        for (std::size_t r = 1; r < 100; r += 2)
            sample.labels[r] = 1.0F - sample.labels[r - 1];
        KernelRows kernel(sample.features, kGamma);
        const SmoSolution solution = solveSmo({kernel, sample.labels, false, 3.0});
        QVERIFY(solution.converged);
        QVERIFY(std::ranges::all_of(solution.decisions, [](double d) { return std::isfinite(d); }));
    }
};

QTEST_GUILESS_MAIN(TestSmoSolver)
#include "tst_smo_solver.moc"
