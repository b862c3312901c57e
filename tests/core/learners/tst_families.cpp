// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/boosting.h"
#include "core/learners/forest.h"
#include "core/learners/leafwise.h"
#include "core/learners/network.h"
#include "core/learners/realmlp.h"
#include "core/learners/symmetric.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace leptune;
using namespace leptune::harness;

Q_DECLARE_METATYPE(const Learner *)

/// What holds for both kinds of boosting, forests and networks alike.
class TestFamilies : public QObject {
    Q_OBJECT
private:
    static void eachFamily()
    {
        QTest::addColumn<const Learner *>("learner");
        QTest::newRow("boosting") << &boostingLearner();
        QTest::newRow("symmetric") << &symmetricLearner();
        QTest::newRow("forest") << &forestLearner();
        QTest::newRow("leafwise") << &leafwiseLearner();
        QTest::newRow("nn") << &networkLearner();
        QTest::newRow("realmlp") << &realMlpLearner();
    }
    static bool isNetwork(const Learner &learner)
    {
        return learner.name() == "nn" || learner.name() == "realmlp";
    }
    static Configuration quick(const Learner &learner, const View &view)
    {
        Configuration configuration = learner.defaults(shapeOf(view)).front();
        if (learner.name() == "forest")
            configuration.set("trees", std::int64_t{40});
        if (learner.name() == "symmetric")
            configuration.set("learning_rate", 0.1); // six rounds of its usual step say little
        if (isNetwork(learner))
            configuration.set("epochs", std::int64_t{25});
        return configuration;
    }
    static FitContext seeded(std::uint64_t seed)
    {
        FitContext context;
        context.seed = seed;
        return context;
    }

private Q_SLOTS:
    void learnsEveryTask_data()
    {
        QTest::addColumn<const Learner *>("learner");
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("least");
        // A constant answer gets 0.5, 0.3 and 0.
        const struct {
            const Learner *learner;
            double binary, several, numbers;
        } rows[] = {{&boostingLearner(), 0.86, 0.65, 0.84},
                    {&symmetricLearner(), 0.86, 0.65, 0.84},
                    {&forestLearner(), 0.78, 0.47, 0.55},
                    {&leafwiseLearner(), 0.86, 0.65, 0.84},
                    {&networkLearner(), 0.90, 0.78, 0.93},
                    {&realMlpLearner(), 0.90, 0.78, 0.93}};
        for (const auto &row : rows) {
            const QByteArray name = QByteArray::fromStdString(row.learner->name());
            QTest::newRow(name + " binary") << row.learner << 2 << row.binary;
            QTest::newRow(name + " four classes") << row.learner << 4 << row.several;
            QTest::newRow(name + " regression") << row.learner << 0 << row.numbers;
        }
    }
    void learnsEveryTask()
    {
        QFETCH(const Learner *, learner);
        QFETCH(int, classes);
        QFETCH(double, least);
        const Data data = mixedData(2500, classes, 11);
        const auto predictor =
            learner->fit(data.train, data.validation, quick(*learner, data.train), seeded(1));
        QVERIFY(predictor);
        QVERIFY(!predictor->wasCutShort());
        const double reached = quality(*predictor, data.test);
        QVERIFY2(reached >= least, qPrintable(QString::number(reached)));
        const FloatMatrix answer = answers(*predictor, data.test);
        QCOMPARE(answer.columns, static_cast<std::size_t>(std::max(1, classes)));
        for (std::size_t r = 0; classes > 0 && r < answer.rows; ++r) {
            const auto row = answer.row(r);
            QVERIFY(std::abs(std::accumulate(row.begin(), row.end(), 0.0F) - 1.0F) < 1e-5F);
            QVERIFY(*std::min_element(row.begin(), row.end()) >= 0.0F);
        }
    }

    void defaultsAndDrawsLieInTheSpace_data() { eachFamily(); }
    void defaultsAndDrawsLieInTheSpace()
    {
        QFETCH(const Learner *, learner);
        RandomStream random(3);
        for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression}) {
            const std::size_t classes = task == TaskKind::Regression ? 0
                                        : task == TaskKind::Binary   ? 2
                                                                     : 5;
            const DataShape shape{task, 8000, 20, 30, 25, classes};
            const SearchSpace space = learner->space(shape);
            QVERIFY(!learner->defaults(shape).empty());
            for (const Configuration &configuration : learner->defaults(shape)) {
                space.validate(configuration);
                const CostHint cost = learner->cost(shape, configuration);
                QVERIFY(cost.operations > 0.0 && std::isfinite(cost.operations));
                QVERIFY(cost.bytes > 0.0);
            }
            const CostHint small = learner->cost(shape, space.sample(random));
            QVERIFY(small.operations > 0.0);
            QVERIFY(learner->whyNot(shape).empty());
        }
    }

    void costGrowsWithRows_data() { eachFamily(); }
    void costGrowsWithRows()
    {
        QFETCH(const Learner *, learner);
        const DataShape small{TaskKind::Binary, 1000, 20, 30, 25, 2};
        DataShape large = small;
        large.rows = 50000;
        const Configuration configuration = learner->defaults(small).front();
        QVERIFY(learner->cost(large, configuration).operations >
                5.0 * learner->cost(small, configuration).operations);
    }

    void theSameSeedGivesTheSameModel_data() { eachFamily(); }
    void theSameSeedGivesTheSameModel()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(800, 2, 4);
        Configuration configuration = quick(*learner, data.train);
        if (isNetwork(*learner))
            configuration.set("epochs", std::int64_t{5});
        const auto fit = [&](std::uint64_t seed) {
            const auto predictor =
                learner->fit(data.train, data.validation, configuration, seeded(seed));
            return answers(*predictor, data.test).values;
        };
        const std::vector<float> alone = fit(5);
        QVERIFY(fit(6) != alone);
        std::vector<std::vector<float>> got(3);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < got.size(); ++i)
                threads.emplace_back([&, i] {
                    fit(20 + i);
                    got[i] = fit(5);
                });
        }
        for (const std::vector<float> &result : got)
            QVERIFY(result == alone);
    }

    void aStopBeforeTheStartGivesNothing_data() { eachFamily(); }
    void aStopBeforeTheStartGivesNothing()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(400, 2, 4);
        std::stop_source source;
        source.request_stop();
        FitContext context = seeded(1);
        context.stop = source.get_token();
        QVERIFY(!learner->fit(data.train, data.validation, quick(*learner, data.train), context));
    }

    void aStopOnTheWayKeepsWhatStands_data() { eachFamily(); }
    void aStopOnTheWayKeepsWhatStands()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(2000, 2, 4);
        std::stop_source source;
        FitContext context = seeded(1);
        context.stop = source.get_token();
        int reports = 0;
        context.progress = [&](const FitProgress &progress) {
            ++reports;
            QCOMPARE(progress.iteration, reports);
            QVERIFY(progress.total >= progress.iteration);
            if (reports == 6)
                source.request_stop();
        };
        const auto predictor =
            learner->fit(data.train, data.validation, quick(*learner, data.train), context);
        QVERIFY(predictor);
        QVERIFY(predictor->wasCutShort());
        QCOMPARE(reports, 6);
        QVERIFY(quality(*predictor, data.test) > 0.6);
    }

    void aPassedDeadlineEndsTheFit_data() { eachFamily(); }
    void aPassedDeadlineEndsTheFit()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(20000, 2, 4);
        Configuration configuration = learner->defaults(shapeOf(data.train)).front();
        FitContext context = seeded(1);
        learner->fit(data.test, {}, quick(*learner, data.test),
                     context); // loads and makes shared forms
        context.deadline = Deadline::inSeconds(0.4);
        const Stopwatch watch;
        const auto predictor = learner->fit(data.train, data.validation, configuration, context);
        QVERIFY2(watch.seconds() < 2.0, qPrintable(QString::number(watch.seconds())));
        QVERIFY(!predictor || predictor->wasCutShort() || watch.seconds() < 0.4);
    }

    void holdsOutRowsWhereNoneAreGiven_data() { eachFamily(); }
    void holdsOutRowsWhereNoneAreGiven()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(1200, 2, 4);
        bool validated = false;
        FitContext context = seeded(1);
        context.progress = [&](const FitProgress &progress) {
            validated = validated || std::isfinite(progress.validationLoss);
        };
        const auto predictor = learner->fit(data.train, {}, quick(*learner, data.train), context);
        QVERIFY(predictor);
        QCOMPARE(validated, learner->name() != "forest");
        QVERIFY(quality(*predictor, data.test) > 0.7);
    }

    void aRefitTrainsSoManyIterations_data() { eachFamily(); }
    void aRefitTrainsSoManyIterations()
    {
        QFETCH(const Learner *, learner);
        const Data data = mixedData(600, 4, 4);
        FitContext context = seeded(1);
        context.fixedIterations = 7;
        const auto predictor = learner->fit(data.train, {}, quick(*learner, data.train), context);
        QCOMPARE(predictor->bestIteration(), learner->name() == "forest" ? 0 : 7);
    }

    void weightsMatter_data() { eachFamily(); }
    void weightsMatter()
    {
        QFETCH(const Learner *, learner);
        const std::size_t rows = 1500;
        const Data plain = mixedData(rows, 2, 8);
        std::vector<float> weights(rows);
        for (std::size_t r = 0; r < rows; ++r)
            weights[r] = plain.target.values[r] > 0.5F ? 12.0F : 1.0F;
        const Data weighted = mixedData(rows, 2, 8, weights);
        Configuration configuration = quick(*learner, plain.train);
        if (learner->name() == "forest")
            configuration.set("min_rows_in_leaf", std::int64_t{20});
        const auto meanOfOnes = [&](const Data &data) {
            const auto predictor =
                learner->fit(data.train, data.validation, configuration, seeded(1));
            const FloatMatrix answer = answers(*predictor, data.test);
            double sum = 0.0;
            for (std::size_t r = 0; r < answer.rows; ++r)
                sum += answer.at(r, 1);
            return sum / static_cast<double>(answer.rows);
        };
        QVERIFY(meanOfOnes(weighted) > meanOfOnes(plain) + 0.03);
    }

    void tinyDataGiveAModel_data() { eachFamily(); }
    void tinyDataGiveAModel()
    {
        QFETCH(const Learner *, learner);
        for (const int classes : {0, 2, 3}) {
            const Data data = mixedData(20, classes, 2);
            const auto predictor =
                learner->fit(data.train, data.validation, quick(*learner, data.train), seeded(1));
            QVERIFY(predictor);
            for (const float value : answers(*predictor, data.all).values)
                QVERIFY(std::isfinite(value));
        }
    }

    void aClassThatIsNotInTheFoldGetsAProbability_data() { eachFamily(); }
    void aClassThatIsNotInTheFoldGetsAProbability()
    {
        QFETCH(const Learner *, learner);
        Data data = mixedData(500, 4, 2);
        Target target = data.target;
        for (std::size_t r = 0; r < 400; ++r)
            if (target.values[r] == 3.0F)
                target.values[r] = 2.0F;
        data = makeData(data.table, target);
        const auto predictor =
            learner->fit(data.train, data.validation, quick(*learner, data.train), seeded(1));
        const FloatMatrix answer = answers(*predictor, data.test);
        QCOMPARE(answer.columns, std::size_t{4});
        for (std::size_t r = 0; r < answer.rows; ++r)
            QVERIFY(answer.at(r, 3) >= 0.0F && answer.at(r, 3) < 0.5F);
    }

    void aConstantTargetIsAnsweredAsItIs_data() { eachFamily(); }
    void aConstantTargetIsAnsweredAsItIs()
    {
        QFETCH(const Learner *, learner);
        Data data = mixedData(200, 0, 2);
        Target target = data.target;
        std::fill(target.values.begin(), target.values.end(), 42.0F);
        data = makeData(data.table, target);
        const auto predictor =
            learner->fit(data.train, data.validation, quick(*learner, data.train), seeded(1));
        for (const float value : answers(*predictor, data.test).values)
            QVERIFY2(std::abs(value - 42.0F) < 1.0F, qPrintable(QString::number(value)));
    }
};

QTEST_GUILESS_MAIN(TestFamilies)
#include "tst_families.moc"
