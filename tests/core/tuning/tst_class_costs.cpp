// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metrics/prepared_metric.h"
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

/// Three kinds of accidents that overlap; few are fatal.
Table accidents(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<double> speed, age;
    std::vector<std::string> kind;
    for (std::size_t row = 0; row < rows; ++row) {
        speed.push_back(random.uniform(0.0, 10.0));
        age.push_back(random.normal());
        const double harm = speed.back() + 0.5 * age.back() + 2.0 * random.normal();
        kind.emplace_back(harm > 9.0 ? "fatal" : harm > 5.0 ? "severe" : "minor");
    }
    return Table({Column::numeric("speed", speed), Column::numeric("age", age),
                  Column::fromTexts("kind", ColumnType::Categorical, kind)});
}

StudyInput inputFor(Table table, const ErrorCosts &costs, const char *target = "kind")
{
    StudyInput input;
    input.table = std::move(table);
    input.options.target = target;
    input.options.trials = 4;
    input.options.families = {"linear", "boosting"};
    input.options.metric = input.options.target == "kind" ? "accuracy" : "";
    input.options.costs = costs;
    return input;
}

StudyRecord run(StudyInput input)
{
    Study study(std::move(input));
    study.start();
    return study.wait();
}

const ErrorCosts kDear{0.0, 0.0, {{"fatal", 20.0}, {"severe", 4.0}}};

/// New rows, what a study's best Model answers and how often.
struct Answers {
    Target truth;
    Prediction prediction;

    explicit Answers(const StudyRecord &record)
    {
        const Table rows = accidents(2000, 77);
        std::vector<std::uint32_t> used;
        truth = makeTarget(rows.column("kind"), true, {}, used);
        prediction = record.model("best")->predict(rows);
        const auto &classes = record.schema.classes;
        for (float &value : truth.values)
            value = static_cast<float>(
                std::ranges::find(classes, truth.classes[static_cast<std::size_t>(value)]) -
                classes.begin());
        truth.classes = classes;
    }
    double shareOf(const std::string &name) const
    {
        double count = 0.0;
        for (const int label : prediction.labels)
            count += truth.classes[static_cast<std::size_t>(label)] == name ? 1.0 : 0.0;
        return count / static_cast<double>(prediction.labels.size());
    }
    double cost(const Model &model) const
    {
        return costARow(kDear, {truth, prediction.probabilities, model.decision()});
    }
};

} // namespace

/// What it costs to miss each of several classes, from the options to labels.
class TestClassCosts : public QObject {
    Q_OBJECT
private:
    StudyRecord m_plain, m_dear;

private Q_SLOTS:
    void initTestCase()
    {
        m_plain = run(inputFor(accidents(1000, 3), {}));
        m_dear = run(inputFor(accidents(1000, 3), kDear));
    }

    void dearClassesAreAnsweredMoreOftenAndUnseenRowsCostLess()
    {
        const Answers plain(m_plain), dear(m_dear);
        QVERIFY2(dear.shareOf("fatal") > 1.3 * plain.shareOf("fatal"),
                 qPrintable(QString::number(dear.shareOf("fatal"))));
        const double usual = plain.cost(*m_plain.model("best"));
        const double least = dear.cost(*m_dear.model("best"));
        QVERIFY2(least < 0.9 * usual, qPrintable(QStringLiteral("%1 %2").arg(least).arg(usual)));
        QVERIFY(least < constantCostARow(kDear, dear.truth));
    }

    void everyModelCarriesTheWeights()
    {
        const std::vector<float> weights = classWeights(kDear, m_dear.schema.classes);
        QCOMPARE(weights.size(), std::size_t{3});
        int models = 0;
        for (const LeaderboardEntry &entry : m_dear.entries)
            if (entry.model) {
                QCOMPARE(entry.model->decision().classWeights, weights);
                ++models;
            }
        QVERIFY(models > 3);
        QVERIFY(m_plain.model("best")->decision().classWeights.empty());
    }

    void scoresAreThoseOfTheLabelsThatAreAnswered()
    {
        QCOMPARE(m_dear.resultDecision().classWeights,
                 m_dear.model("best")->decision().classWeights);
        const Scored scored{m_dear.resultTruth, m_dear.resultPrediction, m_dear.resultDecision()};
        QCOMPARE(evaluateMetric(m_dear.metric, scored), m_dear.score.test);
        // The price of cheaper answers: fewer of them are right.
        QVERIFY(m_dear.score.test < m_plain.score.test);
    }

    void aContinuedStudyKeepsThem()
    {
        StudyInput input = inputFor(accidents(1000, 3), kDear);
        input.options.trials = 6;
        input.continued = m_dear;
        const StudyRecord longer = run(std::move(input));
        QVERIFY(longer.options.costs == kDear);
        QCOMPARE(longer.model("best")->decision().classWeights,
                 m_dear.model("best")->decision().classWeights);
    }

    void whatDoesNotFitTheTargetIsRefused_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("why");
        QTest::newRow("no such class") << 0 << "the classes are";
        QTest::newRow("a number") << 1 << "a number is predicted";
        QTest::newRow("two classes") << 2 << "there are two classes";
        QTest::newRow("a miss of three") << 3 << "such as";
        QTest::newRow("none costs anything") << 4 << "above 0";
    }
    void whatDoesNotFitTheTargetIsRefused()
    {
        QFETCH(int, which);
        QFETCH(QString, why);
        const ErrorCosts one{0.0, 0.0, {{"deadly", 2.0}}};
        const ErrorCosts none{0.0, 0.0, {{"fatal", 0.0}, {"severe", 0.0}, {"minor", 0.0}}};
        StudyInput inputs[] = {
            inputFor(accidents(300, 1), one), inputFor(regressionTable(300, 1), one, "value"),
            inputFor(binaryTable(300, 1), one, "answer"), inputFor(accidents(300, 1), {5.0, 1.0}),
            inputFor(accidents(300, 1), none)};
        try {
            run(std::move(inputs[which]));
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::BadOption);
            QVERIFY2(QString::fromStdString(error.detail()).contains(why), error.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestClassCosts)
#include "tst_class_costs.moc"
