// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/symmetric.h"

#include "core/base/error.h"
#include "core/learners/registry.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

class TestSymmetric : public QObject {
    Q_OBJECT
private:
    static Configuration with(double rate, int depth = 6)
    {
        Configuration configuration;
        configuration.set("learning_rate", rate);
        configuration.set("depth", std::int64_t{depth});
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
    void isAmongTheFamilies() { QCOMPARE(&learnerNamed("symmetric"), &symmetricLearner()); }

    void learnsEveryTask_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("least");
        QTest::newRow("binary") << 2 << 0.88;
        QTest::newRow("four classes") << 4 << 0.72;
        QTest::newRow("regression") << 0 << 0.93;
    }
    void learnsEveryTask()
    {
        QFETCH(int, classes);
        QFETCH(double, least);
        const Data data = mixedData(2500, classes, 11);
        const auto configuration = symmetricLearner().defaults(shapeOf(data.train)).front();
        const auto predictor =
            symmetricLearner().fit(data.train, data.validation, configuration, {});
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
            for (const Configuration &configuration : symmetricLearner().defaults(shape)) {
                symmetricLearner().space(shape).validate(configuration);
                QVERIFY(symmetricLearner().cost(shape, configuration).operations > 0.0);
                QVERIFY(symmetricLearner().cost(shape, configuration).operations != before);
                before = symmetricLearner().cost(shape, configuration).operations;
            }
        }
    }

    void lowersToSymmetricTrees()
    {
        const Data data = mixedData(600, 4, 3);
        FitContext context;
        context.fixedIterations = 7;
        const auto predictor = symmetricLearner().fit(data.train, {}, with(0.1, 5), context);
        QCOMPARE(predictor->bestIteration(), 7);
        const auto graph = graphOf(*predictor, data.study->schema());
        for (const Node &node : graph->nodes)
            if (const auto *trees = std::get_if<SymmetricEnsemble>(&node.op)) {
                QCOMPARE(trees->levels.size(), std::size_t{7}); // one tree for all classes
                return;
            }
        QFAIL("there are no trees");
    }

    void threadsDoNotMatter_data() { addTasks(); }
    void threadsDoNotMatter()
    {
        QFETCH(int, classes);
        const Data data = mixedData(1200, classes, 3);
        FitContext context;
        context.seed = 9;
        context.fixedIterations = 20;
        const auto one = symmetricLearner().fit(data.train, {}, with(0.1), context);
        context.threads = 2;
        const auto two = symmetricLearner().fit(data.train, {}, with(0.1), context);
        QCOMPARE(answers(*one, data.test).values, answers(*two, data.test).values);
    }
};

QTEST_GUILESS_MAIN(TestSymmetric)
#include "tst_symmetric.moc"
