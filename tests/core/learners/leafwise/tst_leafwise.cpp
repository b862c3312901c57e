// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise.h"

#include "core/base/error.h"
#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <map>

using namespace leptune;
using namespace leptune::harness;

class TestLeafwise : public QObject {
    Q_OBJECT
private:
    static Configuration with(double rate, int leaves = 31)
    {
        Configuration configuration;
        configuration.set("learning_rate", rate);
        configuration.set("leaves", std::int64_t{leaves});
        return configuration;
    }
    static Configuration drawn(bool random)
    {
        Configuration configuration = with(0.1, 20);
        configuration.set("column_share", 0.6);
        configuration.set("row_share", 0.7);
        configuration.set("min_rows_in_leaf", std::int64_t{5});
        configuration.set("thresholds", std::string(random ? "random" : "best"));
        return configuration;
    }
    static void addTasks()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("binary") << 2;
        QTest::newRow("four classes") << 4;
        QTest::newRow("regression") << 0;
    }

private Q_SLOTS:
    void isAmongTheFamilies() { QCOMPARE(&learnerNamed("leafwise"), &leafwiseLearner()); }

    void learnsEveryTask_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("least");
        QTest::newRow("binary") << 2 << 0.88;
        QTest::newRow("four classes") << 4 << 0.69;
        QTest::newRow("regression") << 0 << 0.91;
    }
    void learnsEveryTask()
    {
        QFETCH(int, classes);
        QFETCH(double, least);
        const Data data = mixedData(2500, classes, 11);
        const auto configuration = leafwiseLearner().defaults(shapeOf(data.train)).front();
        const auto predictor =
            leafwiseLearner().fit(data.train, data.validation, configuration, {});
        QVERIFY(predictor && !predictor->wasCutShort());
        const double reached = quality(*predictor, data.test);
        QVERIFY2(reached >= least, qPrintable(QString::number(reached)));
        // The study's scores and the Model's answers are the same.
        QCOMPARE(predictView(*predictor, data.test).values, answers(*predictor, data.test).values);
    }

    void defaultsLieInTheirSpace_data() { addTasks(); }
    void defaultsLieInTheirSpace()
    {
        QFETCH(int, classes);
        for (const std::size_t rows : {60U, 2000U}) {
            const Data data = mixedData(rows, classes, 11);
            const DataShape shape = shapeOf(data.train);
            double before = 0.0;
            for (const Configuration &configuration : leafwiseLearner().defaults(shape)) {
                leafwiseLearner().space(shape).validate(configuration);
                QVERIFY(leafwiseLearner().cost(shape, configuration).operations > 0.0);
                QVERIFY(leafwiseLearner().cost(shape, configuration).operations != before);
                before = leafwiseLearner().cost(shape, configuration).operations;
            }
        }
    }

    void threadsDoNotMatter_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<bool>("random");
        for (const int classes : {2, 4, 0})
            for (const bool random : {false, true})
                QTest::addRow("%d classes, %s cuts", classes, random ? "random" : "best")
                    << classes << random;
    }
    void threadsDoNotMatter()
    {
        QFETCH(int, classes);
        QFETCH(bool, random);
        const Data data = mixedData(1200, classes, 3);
        FitContext context;
        context.seed = 9;
        context.fixedIterations = 20;
        const auto one = leafwiseLearner().fit(data.train, {}, drawn(random), context);
        context.threads = 2;
        const auto two = leafwiseLearner().fit(data.train, {}, drawn(random), context);
        QCOMPARE(answers(*one, data.test).values, answers(*two, data.test).values);
        context.seed = 10;
        const auto other = leafwiseLearner().fit(data.train, {}, drawn(random), context);
        QVERIFY(answers(*one, data.test).values != answers(*other, data.test).values);
    }

    void everyDefaultLearns_data() { addTasks(); }
    void everyDefaultLearns()
    {
        QFETCH(int, classes);
        const Data data = mixedData(600, classes, 11);
        FitContext context;
        context.fixedIterations = 400;
        for (const Configuration &configuration : leafwiseLearner().defaults(shapeOf(data.train))) {
            const auto predictor = leafwiseLearner().fit(data.train, {}, configuration, context);
            const double reached = quality(*predictor, data.test);
            QVERIFY2(reached > (classes == 2   ? 0.72
                                : classes == 0 ? 0.55
                                               : 0.45),
                     qPrintable(QString::number(reached)));
        }
    }

    void treesKeepToTheirSettings()
    {
        const Data data = mixedData(1500, 0, 3);
        Configuration configuration = with(0.1, 9);
        configuration.set("min_rows_in_leaf", std::int64_t{30});
        FitContext context;
        context.fixedIterations = 5;
        const auto predictor = leafwiseLearner().fit(data.train, {}, configuration, context);
        const auto graph = graphOf(*predictor, data.study->schema());
        const auto isTrees = [](const Node &node) {
            return std::holds_alternative<TreeEnsemble>(node.op);
        };
        const auto &trees = std::get<TreeEnsemble>(std::ranges::find_if(graph->nodes, isTrees)->op);
        QCOMPARE(trees.roots.size(), std::size_t{5});
        QCOMPARE(trees.leafValues.size(), std::size_t{45});
        // Rows with equal answers of a one-tree model share a leaf.
        context.fixedIterations = 1;
        const auto single = leafwiseLearner().fit(data.train, {}, configuration, context);
        std::map<float, int> rows;
        for (const float value : predictView(*single, data.train).values)
            ++rows[value];
        QVERIFY(rows.size() > 5);
        for (const auto &[value, count] : rows)
            QVERIFY(count >= 30);
    }
};

QTEST_GUILESS_MAIN(TestLeafwise)
#include "tst_leafwise.moc"
