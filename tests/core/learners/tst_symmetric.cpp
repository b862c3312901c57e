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

    void keepsTheRoundsOfLeastValidationLoss()
    {
        const Data data = mixedData(800, 2, 3);
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        const auto predictor =
            symmetricLearner().fit(data.train, data.validation, with(0.2), context);
        const auto best = std::min_element(losses.begin(), losses.end()) - losses.begin() + 1;
        QCOMPARE(predictor->bestIteration(), static_cast<int>(best));
        QVERIFY(losses.size() > static_cast<std::size_t>(best));
        const FloatMatrix answer = answers(*predictor, data.validation);
        const std::vector<float> labels = data.validation.labels();
        double loss = 0.0;
        for (std::size_t r = 0; r < labels.size(); ++r)
            loss -= std::log(answer.at(r, static_cast<std::size_t>(labels[r])));
        QVERIFY(std::abs(loss / static_cast<double>(labels.size()) -
                         losses[static_cast<std::size_t>(best - 1)]) <
                1e-4); // leaves are rounded
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

    void theUnitOfTheTargetDoesNotMatter()
    {
        const Data data = mixedData(800, 0, 3);
        Target target = data.target;
        for (float &value : target.values)
            value = value * 1024.0F - 3e5F;
        const Data scaled = makeData(data.table, target);
        const auto a = symmetricLearner().fit(data.train, data.validation, with(0.1), {});
        const auto b = symmetricLearner().fit(scaled.train, scaled.validation, with(0.1), {});
        QVERIFY(std::abs(quality(*a, data.test) - quality(*b, scaled.test)) < 0.01);
    }

    void theUnitOfTheWeightsDoesNotMatter()
    {
        std::vector<float> weights(800);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = 1.0F + static_cast<float>(i % 3);
        const Data data = mixedData(800, 2, 3, weights);
        for (float &weight : weights)
            weight *= 4096.0F;
        const Data heavy = mixedData(800, 2, 3, weights);
        FitContext context;
        context.fixedIterations = 30;
        const auto a = symmetricLearner().fit(data.train, {}, with(0.1), context);
        const auto b = symmetricLearner().fit(heavy.train, {}, with(0.1), context);
        QCOMPARE(answers(*a, data.test).values, answers(*b, heavy.test).values);
    }

    void aStoppedFitIsWeakerButWhole()
    {
        const Data data = mixedData(1500, 2, 3);
        std::stop_source source;
        FitContext context;
        context.stop = source.get_token();
        context.progress = [&](const FitProgress &progress) {
            if (progress.iteration == 5)
                source.request_stop();
        };
        const auto predictor =
            symmetricLearner().fit(data.train, data.validation, with(0.1), context);
        QVERIFY(predictor && predictor->wasCutShort());
        QCOMPARE(predictor->bestIteration(), 5);
        QVERIFY(quality(*predictor, data.test) > 0.6);
        QVERIFY(!symmetricLearner().fit(data.train, data.validation, with(0.1), context));
    }

    void handlesTheSmallestData_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {2, 5, 20})
            QTest::addRow("%d rows", rows) << rows;
    }
    void handlesTheSmallestData()
    {
        QFETCH(int, rows);
        const Data data = mixedData(200, 2, 3);
        const View few = viewOf(data.study, 0, static_cast<std::uint32_t>(rows));
        const auto predictor = symmetricLearner().fit(few, {}, {}, {});
        QVERIFY(predictor);
        for (const float value : answers(*predictor, data.test).values)
            QVERIFY(value >= 0.0F && value <= 1.0F);
    }
};

QTEST_GUILESS_MAIN(TestSymmetric)
#include "tst_symmetric.moc"
