// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/network.h"
#include "core/learners/own_teacher.h"
#include "core/learners/realmlp.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

#include <optional>
#include <stop_token>

using namespace leptune;
using namespace leptune::harness;

namespace {

Configuration smallNetwork(const char *teacher)
{
    Configuration configuration = quickNetwork();
    configuration.set("epochs", std::int64_t{20});
    configuration.set("sparsity", 0.7);
    configuration.set("weight_bits", std::int64_t{3});
    configuration.set("teacher", std::string(teacher));
    return configuration;
}

/// A fit that is stopped when it has reported so many times, and the states it kept.
struct Watched {
    FitContext context;
    std::stop_source stop;
    FitState last;
    int reports = 0, silent = 0; ///< silent: of the teacher's part

    explicit Watched(int stopAt = 0)
    {
        context.stop = stop.get_token();
        context.seed = 4;
        context.keepState = [this](FitState state) { last = std::move(state); };
        context.progress = [this, stopAt](const FitProgress &value) {
            silent += value.iteration == 0 ? 1 : 0;
            if (++reports == stopAt)
                stop.request_stop();
        };
    }
};

} // namespace

/// Networks that learn to be small from a whole one.
class TestOwnTeacher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSmallNetworkLearnsMoreFromATeacher_data()
    {
        QTest::addColumn<const Learner *>("learner");
        QTest::addColumn<QString>("teacher");
        QTest::newRow("nn") << &networkLearner() << "floats";
        QTest::newRow("realmlp") << &realMlpLearner() << "floats";
        QTest::newRow("realmlp, ensemble") << &realMlpLearner() << "ensemble";
    }
    void aSmallNetworkLearnsMoreFromATeacher()
    {
        QFETCH(const Learner *, learner);
        QFETCH(QString, teacher);
        const Data data = mixedData(2000, 3, 11);
        double losses[2] = {};
        for (const std::uint64_t seed : {1})
            for (const bool taught : {false, true}) {
                Configuration configuration = learner->defaults(shapeOf(data.train)).front();
                configuration.set("members", std::int64_t{1});
                configuration.set("sparsity", 0.9);
                configuration.set("weight_bits", std::int64_t{3});
                configuration.set("teacher", taught ? teacher.toStdString() : "none");
                FitContext context;
                context.seed = seed;
                const auto predictor =
                    learner->fit(data.train, data.validation, configuration, context);
                losses[taught] += logLoss(answers(*predictor, data.test), data.test.labels());
            }
        QVERIFY2(losses[1] < losses[0], qPrintable(QString("%1 %2").arg(losses[0]).arg(losses[1])));
    }

    void numbersAreLearntFromATeacherToo()
    {
        const Data data = mixedData(700, 0, 12);
        const auto predictor =
            networkLearner().fit(data.train, data.validation, smallNetwork("floats"), {});
        const double reached = quality(*predictor, data.test);
        QVERIFY2(reached > 0.45, qPrintable(QString::number(reached)));
    }

    void aStoppedFitGoesOnWhereItWas_data()
    {
        QTest::addColumn<int>("reports");
        QTest::newRow("while the teacher learns") << 7;
        QTest::newRow("while the student learns") << 29;
    }
    void aStoppedFitGoesOnWhereItWas()
    {
        QFETCH(int, reports);
        const Data data = mixedData(500, 3, 13);
        const Configuration configuration = smallNetwork("floats");
        const auto fit = [&](Watched &watched) {
            return networkLearner().fit(data.train, data.validation, configuration,
                                        watched.context);
        };
        Watched whole;
        const auto expected = fit(whole);
        QVERIFY(whole.silent > 10 && whole.reports - whole.silent > 10);
        Watched first(reports);
        const auto partial = fit(first);
        QCOMPARE(partial == nullptr, reports <= whole.silent);
        QVERIFY(!first.last.empty());
        Watched second;
        second.context.from = std::make_shared<const FitState>(first.last);
        const auto continued = fit(second);
        QVERIFY2(first.reports + second.reports <= whole.reports + 1,
                 "what was done is not done again");
        QCOMPARE(second.silent > 0, reports < whole.silent);
        QCOMPARE(answers(*continued, data.test).values, answers(*expected, data.test).values);
    }

    void aStateOfOtherRowsIsLeftAside()
    {
        const Data data = mixedData(500, 3, 13), other = mixedData(500, 3, 14);
        Watched of(29), on;
        (void)networkLearner().fit(other.train, other.validation, smallNetwork("floats"),
                                   of.context);
        on.context.from = std::make_shared<const FitState>(of.last);
        const auto predictor =
            networkLearner().fit(data.train, data.validation, smallNetwork("floats"), on.context);
        QVERIFY(predictor && on.silent > 10);
        FitState damaged = of.last;
        damaged.resize(damaged.size() / 2);
        on.context.from = std::make_shared<const FitState>(damaged);
        QVERIFY(
            networkLearner().fit(data.train, data.validation, smallNetwork("floats"), on.context));
    }

    void theTeacherLeavesHalfOfTheTime()
    {
        const Data data = mixedData(3000, 3, 15);
        Configuration configuration = smallNetwork("floats");
        configuration.set("epochs", std::int64_t{1000});
        configuration.set("width", std::int64_t{128});
        Watched watched;
        watched.context.deadline = Deadline::inSeconds(2.0);
        const Stopwatch watch;
        std::optional<double> begun;
        watched.context.progress = [&](const FitProgress &value) {
            if (value.iteration > 0 && !begun)
                begun = watch.seconds();
        };
        const auto predictor =
            networkLearner().fit(data.train, data.validation, configuration, watched.context);
        QVERIFY(predictor && begun && *begun < 1.5);
        QVERIFY(predictor->wasCutShort());
    }

    void aRefitHasATeacherOfItsOwn()
    {
        const Data data = mixedData(700, 3, 16);
        FitContext context;
        context.fixedIterations = 15;
        const auto predictor = networkLearner().fit(data.all, {}, smallNetwork("floats"), context);
        QCOMPARE(predictor->bestIteration(), 15);
    }

    void itsTimeIsPartOfThePrice()
    {
        const DataShape shape = shapeOf(mixedData(700, 3, 16).train);
        const double alone = networkLearner().cost(shape, smallNetwork("none")).operations;
        const double taught = networkLearner().cost(shape, smallNetwork("floats")).operations;
        const double ensemble = networkLearner().cost(shape, smallNetwork("ensemble")).operations;
        QVERIFY(taught > 1.5 * alone && ensemble > 1.5 * taught);
    }

    void anUnknownTeacherIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(teacherOf(smallNetwork("professor")), Error);
        QVERIFY(!teacherOf(smallNetwork("none")));
        QVERIFY(!teacherOf({}));
    }
};

QTEST_GUILESS_MAIN(TestOwnTeacher)
#include "tst_own_teacher.moc"
