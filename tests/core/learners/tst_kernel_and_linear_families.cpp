// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/registry.h"
#include "core/model/model.h"
#include "tests/support/made_tables.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace leptune;

namespace {

const std::vector<std::string> kOwn{"baseline", "linear", "knn", "svm"};

struct Problem {
    std::shared_ptr<const StudyData> data;
    View train, test;
};

View viewOf(const std::shared_ptr<const StudyData> &data, std::uint32_t begin, std::uint32_t end)
{
    Rows rows(end - begin);
    std::iota(rows.begin(), rows.end(), begin);
    return {data, std::make_shared<const Rows>(std::move(rows))};
}

Problem makeProblem(TaskKind task, std::uint32_t rows = 600, bool weighted = false)
{
    const Table table = task == TaskKind::Regression ? testing::regressionTable(rows, 1)
                        : task == TaskKind::Binary   ? testing::binaryTable(rows, 1)
                                                     : testing::multiClassTable(rows, 1);
    const std::string column = task == TaskKind::Regression ? "value"
                               : task == TaskKind::Binary   ? "answer"
                                                            : "corner";
    std::vector<std::uint32_t> usable;
    const Target target =
        makeTarget(table.column(column), task != TaskKind::Regression, "", usable);
    const Table features = table.withoutColumns({column});
    std::vector<float> weights;
    if (weighted)
        weights.assign(rows, 1.0F);
    Problem problem;
    problem.data =
        std::make_shared<const StudyData>(makeSchema(features, target), features, target, weights);
    problem.train = viewOf(problem.data, 0, rows * 3 / 4);
    problem.test = viewOf(problem.data, rows * 3 / 4, rows);
    return problem;
}

DataShape shapeOf(const Problem &problem)
{
    DataShape shape;
    shape.task = problem.data->target().task;
    shape.rows = problem.train.size();
    shape.rawColumns = problem.data->schema().columns.size();
    shape.denseFeatures = problem.data->dense().values.columns;
    shape.treeFeatures = problem.data->tree().values.columns;
    shape.classes = problem.data->target().classes.size();
    return shape;
}

/// Accuracy, or 1 - mean squared error / variance.
double scoreOf(const FloatMatrix &prediction, const View &view)
{
    const std::vector<float> labels = view.labels();
    double right = 0.0, error = 0.0, spread = 0.0;
    const double mean =
        std::accumulate(labels.begin(), labels.end(), 0.0) / static_cast<double>(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = prediction.row(i);
        right += static_cast<float>(std::ranges::max_element(row) - row.begin()) == labels[i];
        error += std::pow(row[0] - labels[i], 2);
        spread += std::pow(labels[i] - mean, 2);
    }
    const bool classes = view.target().isClassification();
    return classes ? right / static_cast<double>(labels.size()) : 1.0 - error / spread;
}

std::unique_ptr<Predictor> fitDefault(const Learner &learner, const Problem &problem,
                                      std::uint64_t seed = 1)
{
    FitContext context;
    context.seed = seed;
    return learner.fit(problem.train, View(), learner.defaults(shapeOf(problem)).front(), context);
}

void addFamiliesAndTasks()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("task");
    for (const std::string &family : kOwn)
        for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression})
            QTest::addRow("%s %s", family.c_str(), taskName(task))
                << QString::fromStdString(family) << int(task);
}

} // namespace

class TestKernelAndLinearFamilies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void learnWhatThereIsToLearn_data() { addFamiliesAndTasks(); }
    void learnWhatThereIsToLearn()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Problem problem = makeProblem(static_cast<TaskKind>(task));
        const Learner &learner = learnerNamed(family.toStdString());
        const auto predictor = fitDefault(learner, problem);
        QVERIFY(predictor);
        const FloatMatrix prediction = predictView(*predictor, problem.test);
        QCOMPARE(prediction.rows, problem.test.size());
        QCOMPARE(prediction.columns, static_cast<std::size_t>(problem.data->target().outputs()));
        const double score = scoreOf(prediction, problem.test);
        const bool constant = family == "baseline";
        // Quadrants are not for a linear model.
        const bool hard = family == "linear" && static_cast<TaskKind>(task) == TaskKind::MultiClass;
        QVERIFY2(constant ? score < 0.7 : score > (hard ? 0.6 : 0.8),
                 std::to_string(score).c_str());
    }
    void probabilitiesAddUpToOne_data() { addFamiliesAndTasks(); }
    void probabilitiesAddUpToOne()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        if (static_cast<TaskKind>(task) == TaskKind::Regression)
            return;
        const Problem problem = makeProblem(static_cast<TaskKind>(task), 300);
        const auto predictor = fitDefault(learnerNamed(family.toStdString()), problem);
        const FloatMatrix prediction = predictView(*predictor, problem.test);
        for (std::size_t i = 0; i < prediction.rows; ++i) {
            const auto row = prediction.row(i);
            QVERIFY(std::abs(std::accumulate(row.begin(), row.end(), 0.0F) - 1.0F) < 1e-5F);
            QVERIFY(std::ranges::all_of(row, [](float p) { return p >= 0.0F && p <= 1.0F; }));
        }
    }
    void theModelAnswersLikeTheFold_data() { addFamiliesAndTasks(); }
    void theModelAnswersLikeTheFold()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Problem problem = makeProblem(static_cast<TaskKind>(task), 300);
        const auto predictor = fitDefault(learnerNamed(family.toStdString()), problem);
        GraphBuilder builder(problem.data->schema());
        const NodeId features = builder.addPlan(predictor->plan());
        const NodeId output = predictor->lower(builder, features);
        const Interpreter whole(std::make_shared<const Graph>(std::move(builder).finish(output)));
        const FloatMatrix direct = whole.run(problem.data->batch().gathered(problem.test.rows()));
        QVERIFY(direct.values == predictView(*predictor, problem.test).values);
    }
    void theSeedDecidesAll_data() { addFamiliesAndTasks(); }
    void theSeedDecidesAll()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Learner &learner = learnerNamed(family.toStdString());
        const Problem problem = makeProblem(static_cast<TaskKind>(task), 300);
        QVERIFY(predictView(*fitDefault(learner, problem, 5), problem.test).values ==
                predictView(*fitDefault(learner, problem, 5), problem.test).values);
    }
    void everyDrawFromTheSpaceCanBeFitted_data() { addFamiliesAndTasks(); }
    void everyDrawFromTheSpaceCanBeFitted()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Learner &learner = learnerNamed(family.toStdString());
        const Problem problem = makeProblem(static_cast<TaskKind>(task), 120);
        const SearchSpace space = learner.space(shapeOf(problem));
        for (const Configuration &known : learner.defaults(shapeOf(problem)))
            space.validate(known);
        RandomStream random(3);
        for (int i = 0; i < 6; ++i) {
            const Configuration configuration = space.sample(random);
            const auto predictor = learner.fit(problem.train, View(), configuration, {});
            QVERIFY(predictor);
            for (const float value : predictView(*predictor, problem.test).values)
                QVERIFY(std::isfinite(value));
            QVERIFY(learner.cost(shapeOf(problem), configuration).operations > 0.0);
        }
    }
    void aStoppedFitGivesNothingOrAValidModel_data() { addFamiliesAndTasks(); }
    void aStoppedFitGivesNothingOrAValidModel()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Learner &learner = learnerNamed(family.toStdString());
        const Problem problem = makeProblem(static_cast<TaskKind>(task), 300);
        FitContext context;
        std::stop_source source;
        source.request_stop();
        context.stop = source.get_token();
        const auto predictor =
            learner.fit(problem.train, View(), learner.defaults(shapeOf(problem)).front(), context);
        QCOMPARE(predictor != nullptr, family == "baseline");
    }
    void weightsOfOneChangeNothingMuch_data() { addFamiliesAndTasks(); }
    void weightsOfOneChangeNothingMuch()
    {
        QFETCH(QString, family);
        QFETCH(int, task);
        const Learner &learner = learnerNamed(family.toStdString());
        const Problem plain = makeProblem(static_cast<TaskKind>(task), 300);
        const Problem weighted = makeProblem(static_cast<TaskKind>(task), 300, true);
        const double a = scoreOf(predictView(*fitDefault(learner, plain), plain.test), plain.test);
        const double b =
            scoreOf(predictView(*fitDefault(learner, weighted), weighted.test), weighted.test);
        QVERIFY2(std::abs(a - b) < 0.05, qPrintable(QString("%1 and %2").arg(a).arg(b)));
    }
    void namesAreUniqueAndUnknownOnesAreListed()
    {
        std::set<std::string> names;
        for (const Learner *learner : allLearners())
            QVERIFY(names.insert(learner->name()).second && !learner->title().empty());
        for (const std::string &family : kOwn)
            QVERIFY(names.contains(family));
        try {
            learnerNamed("magic");
            QFAIL("accepted an unknown family");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadOption);
            QVERIFY(error.detail().find("linear") != std::string::npos);
        }
    }
    void familiesSayWhatTheyAreTooSlowFor()
    {
        DataShape shape;
        shape.rows = 50'000;
        shape.denseFeatures = 10;
        QVERIFY(learnerNamed("knn").whyNot(shape).find("20,000") != std::string::npos);
        QCOMPARE(learnerNamed("svm").whyNot(shape), std::string());
        shape.denseFeatures = 0;
        QVERIFY(!learnerNamed("linear").whyNot(shape).empty());
        QCOMPARE(learnerNamed("baseline").whyNot(shape), std::string());
    }
    void aDeadlineEndsALongFit()
    {
        const Problem problem = makeProblem(TaskKind::MultiClass, 20'000);
        const Learner &learner = learnerNamed("svm");
        FitContext context;
        problem.data->dense();
        context.deadline = Deadline::inSeconds(0.1);
        const Stopwatch watch;
        learner.fit(problem.train, View(), learner.defaults(shapeOf(problem)).front(), context);
        QVERIFY2(watch.seconds() < 3.0, std::to_string(watch.seconds()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestKernelAndLinearFamilies)
#include "tst_kernel_and_linear_families.moc"
