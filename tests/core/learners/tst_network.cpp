// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/learners/network.h"
#include "core/learners/realmlp.h"
#include "tests/core/learners/fit_harness.h"

#include <QTest>

using namespace leptune;
using namespace leptune::harness;

class TestNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersStayNearTheRangeOfTheTarget()
    {
        const Data data = mixedData(600, 0, 3);
        Configuration configuration = quickNetwork();
        configuration.set("learning_rate", 0.03);
        const auto predictor = networkLearner().fit(data.train, data.validation, configuration, {});
        const std::vector<float> labels = data.train.labels();
        const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
        RawBatch extreme = data.study->batch().gathered(data.test.rows());
        for (float &cell : extreme.columns[0].numbers)
            cell = 1e6F;
        const FloatMatrix answer =
            Interpreter(graphOf(*predictor, data.study->schema())).run(extreme);
        const float margin = 0.051F * (*high - *low);
        for (const float value : answer.values)
            QVERIFY(value >= *low - margin && value <= *high + margin);
    }

    void theLossToldIsThatOfTheGraph()
    {
        const Data data = mixedData(600, 4, 3);
        std::vector<double> losses;
        FitContext context;
        context.progress = [&](const FitProgress &progress) {
            losses.push_back(progress.validationLoss);
        };
        for (const char *activation : {"relu", "silu", "mish", "selu", "tanh", "elu", "gelu"}) {
            losses.clear();
            Configuration configuration = quickNetwork();
            configuration.set("activation", std::string(activation));
            const auto predictor =
                networkLearner().fit(data.train, data.validation, configuration, context);
            const double loss =
                logLoss(answers(*predictor, data.validation), data.validation.labels());
            const double told = losses[static_cast<std::size_t>(predictor->bestIteration() - 1)];
            // Eight bits a weight move the loss a little.
            QVERIFY2(std::abs(loss - told) < 1e-3,
                     qPrintable(QString("%1 %2").arg(activation).arg(loss - told)));
        }
    }

    void wholeNumbersAnswerNearlyAsFloatsDo_data()
    {
        QTest::addColumn<bool>("tangent");
        QTest::addColumn<int>("classes");
        QTest::addColumn<bool>("shrunk");
        QTest::newRow("nn") << false << 3 << false;
        QTest::newRow("realmlp") << true << 2 << false;
        QTest::newRow("realmlp, numbers") << true << 0 << false;
        QTest::newRow("shrunk too") << false << 3 << true;
    }
    void wholeNumbersAnswerNearlyAsFloatsDo()
    {
        QFETCH(bool, tangent);
        QFETCH(int, classes);
        QFETCH(bool, shrunk);
        const Learner &learner = tangent ? realMlpLearner() : networkLearner();
        const Data data = mixedData(1200, classes, 3);
        Configuration configuration = learner.defaults(shapeOf(data.train)).front();
        configuration.set("epochs", std::int64_t{30});
        if (shrunk)
            configuration.set("weight_bits", std::int64_t{4});
        const auto floats = learner.fit(data.train, data.validation, configuration, {});
        configuration.set("arithmetic", std::string("int8"));
        const auto integers = learner.fit(data.train, data.validation, configuration, {});
        const auto graph = graphOf(*integers, data.study->schema());
        QVERIFY(std::ranges::any_of(graph->nodes, [](const Node &node) {
            return std::holds_alternative<IntegerDense>(node.op);
        }));
        const double lost = quality(*floats, data.test) - quality(*integers, data.test);
        QVERIFY2(std::abs(lost) < 0.01, qPrintable(QString::number(lost)));
    }

    void aMeanFarAboveTheDeviationCostsNothing_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("shrunk") << "shrunk";
        QTest::newRow("int8") << "int8";
    }
    void aMeanFarAboveTheDeviationCostsNothing()
    {
        QFETCH(QString, how);
        Data data = mixedData(1500, 0, 3);
        Target target = data.target;
        for (float &value : target.values)
            value += 2e5F;
        const Data far = makeData(data.table, target);
        Configuration configuration = realMlpLearner().defaults(shapeOf(far.train)).front();
        configuration.set("epochs", std::int64_t{40});
        if (how == QStringLiteral("shrunk")) {
            configuration.set("sparsity", 0.3);
            configuration.set("weight_bits", std::int64_t{6});
        } else {
            configuration.set("arithmetic", std::string("int8"));
        }
        const auto predictor = realMlpLearner().fit(far.train, far.validation, configuration, {});
        const double reached = quality(*predictor, far.test);
        QVERIFY2(reached > 0.85, qPrintable(QString::number(reached)));
    }

    void whoIsTaughtComesCloserToTheTeacher_data()
    {
        QTest::addColumn<bool>("tangent");
        QTest::addColumn<int>("classes");
        QTest::newRow("nn, two classes") << false << 2;
        QTest::newRow("nn, three classes") << false << 3;
        QTest::newRow("nn, numbers") << false << 0;
        QTest::newRow("realmlp, three classes") << true << 3;
        QTest::newRow("realmlp, numbers") << true << 0;
    }
    /// The teacher has seen 3,000 rows with much noise, the pupils 200 of them.
    void whoIsTaughtComesCloserToTheTeacher()
    {
        QFETCH(bool, tangent);
        QFETCH(int, classes);
        const Data clean = mixedData(5000, classes, 3);
        Target target = clean.target;
        RandomStream random(8);
        for (float &value : target.values)
            if (classes == 0)
                value += static_cast<float>(100.0 * random.normal());
            else if (random.below(3) == 0)
                value = static_cast<float>(random.below(static_cast<std::uint64_t>(classes)));
        const Data data = makeData(clean.table, target);
        Configuration large = realMlpLearner().defaults(shapeOf(data.train)).front();
        large.set("epochs", std::int64_t{40});
        large.set("members",
                  std::int64_t{1}); // of its pupils' kind: 200 rows show no other's bends
        large.set("embedding", std::string("none"));
        const auto teacher = realMlpLearner().fit(data.train, data.validation, large, {});
        const FloatMatrix wanted = predictView(*teacher, data.test);
        const View few = viewOf(data.study, 0, 200);
        const Learner &learner = tangent ? realMlpLearner() : networkLearner();
        Configuration configuration = quickNetwork();
        configuration.set("epochs", std::int64_t{60});
        FitContext context;
        const auto distance = [&] {
            const auto pupil = learner.fit(few, data.validation, configuration, context);
            const FloatMatrix answer = predictView(*pupil, data.test);
            double sum = 0.0;
            for (std::size_t i = 0; i < answer.values.size(); ++i)
                sum += std::pow(answer.values[i] - wanted.values[i], 2);
            return std::sqrt(sum / static_cast<double>(answer.values.size()));
        };
        const double alone = distance();
        context.teacher = std::make_shared<const FloatMatrix>(predictView(*teacher, data.all));
        const double taught = distance();
        QVERIFY2(taught < 0.8 * alone, qPrintable(QString("%1 %2").arg(taught).arg(alone)));
        configuration.set("distillation", 0.0);
        QCOMPARE(distance(), alone);
    }

    void aTeacherOfOtherRowsIsRefused()
    {
        const Data data = mixedData(100, 2, 3);
        FitContext context;
        for (const auto &[rows, outputs] : {std::pair{99, 2}, {100, 3}}) {
            context.teacher = std::make_shared<const FloatMatrix>(rows, outputs);
            try {
                networkLearner().fit(data.train, data.validation, quickNetwork(), context);
                QFAIL("no exception");
            } catch (const Error &error) {
                QCOMPARE(error.subject(), std::string("teacher"));
            }
        }
    }

    void whatRegularisesIsTakenFromAConfiguration_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("wrong");
        QTest::newRow("label_smoothing") << "label_smoothing" << 0.1 << 0.5;
        QTest::newRow("mixup") << "mixup" << 0.2 << -1.0;
        QTest::newRow("ema") << "ema" << 0.9 << 1.0;
    }
    void whatRegularisesIsTakenFromAConfiguration()
    {
        QFETCH(QString, name);
        QFETCH(double, value);
        QFETCH(double, wrong);
        const Data data = mixedData(1500, 3, 3);
        Configuration configuration = quickNetwork();
        const auto plain = networkLearner().fit(data.train, data.validation, configuration, {});
        configuration.set(name.toStdString(), value);
        const auto other = networkLearner().fit(data.train, data.validation, configuration, {});
        QVERIFY(answers(*plain, data.test).values != answers(*other, data.test).values);
        const double lost = quality(*plain, data.test) - quality(*other, data.test);
        QVERIFY2(lost < 0.05, qPrintable(QString::number(lost)));
        configuration.set(name.toStdString(), wrong);
        QVERIFY_EXCEPTION_THROWN(
            networkLearner().fit(data.train, data.validation, configuration, {}), Error);
    }

    void wrongChoicesAreNamed_data()
    {
        QTest::addColumn<QString>("parameter");
        QTest::newRow("activation") << "activation";
        QTest::newRow("schedule") << "schedule";
        QTest::newRow("arithmetic") << "arithmetic";
        QTest::newRow("keep_of") << "keep_of";
    }
    void wrongChoicesAreNamed()
    {
        QFETCH(QString, parameter);
        const Data data = mixedData(100, 2, 3);
        Configuration configuration = quickNetwork();
        configuration.set(parameter.toStdString(), std::string("zigzag"));
        try {
            networkLearner().fit(data.train, data.validation, configuration, {});
            QFAIL("no exception");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadOption);
            QVERIFY(error.detail().find("zigzag") != std::string::npos);
        }
    }

    void anExplosionIsAFailureWithAReason()
    {
        const Data data = mixedData(300, 0, 3);
        Configuration configuration = quickNetwork();
        configuration.set("learning_rate", 1e30);
        try {
            networkLearner().fit(data.train, data.validation, configuration, {});
            QFAIL("no exception");
        } catch (const Error &error) {
            QVERIFY(error.detail().find("lower learning rate") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
