// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metrics/evaluation.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace leptune;
using nlohmann::json;

namespace {

/// Truth and answers of a golden case, kept alive for its Scored.
struct Case {
    Target target;
    FloatMatrix prediction;
    std::vector<float> weights;
    float threshold = 0.5F;
    json expected;
    Scored scored() const { return {target, prediction, threshold, weights}; }
};

std::vector<Case> goldenCases()
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/metrics.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Case> cases;
    const json document = json::parse(file.readAll().toStdString());
    for (const json &entry : document["cases"]) {
        Case item;
        item.expected = entry;
        const auto classes = entry["classes"].get<std::size_t>();
        const std::string task = entry["task"];
        item.target.task = task == "binary"       ? TaskKind::Binary
                           : task == "multiclass" ? TaskKind::MultiClass
                                                  : TaskKind::Regression;
        for (std::size_t c = 0; c < classes; ++c)
            item.target.classes.push_back("c" + std::to_string(c));
        item.target.positive = entry["positive"];
        item.target.values = entry["truth"].get<std::vector<float>>();
        item.prediction = FloatMatrix(item.target.values.size(), std::max<std::size_t>(1, classes));
        item.prediction.values = entry["prediction"].get<std::vector<float>>();
        item.weights = entry["weights"].get<std::vector<float>>();
        item.threshold = entry["threshold"];
        cases.push_back(std::move(item));
    }
    return cases;
}

void addCaseRows()
{
    QTest::addColumn<std::size_t>("index");
    const auto cases = goldenCases();
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i].expected["name"].get<std::string>().c_str()) << i;
}

MetricKind kindNamed(const std::string &name)
{
    for (int kind = 0; kind <= static_cast<int>(MetricKind::Ndcg); ++kind)
        if (name == metricName(static_cast<MetricKind>(kind)))
            return static_cast<MetricKind>(kind);
    return MetricKind::Accuracy;
}

bool isClose(double actual, double expected, double tolerance = 1e-9)
{
    return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

Target binaryTarget(std::vector<float> values)
{
    Target target;
    target.task = TaskKind::Binary;
    target.classes = {"no", "yes"};
    target.positive = 1;
    target.values = std::move(values);
    return target;
}

FloatMatrix answers(const std::vector<float> &ofPositive)
{
    FloatMatrix matrix(ofPositive.size(), 2);
    for (std::size_t i = 0; i < ofPositive.size(); ++i) {
        matrix.at(i, 0) = 1.0F - ofPositive[i];
        matrix.at(i, 1) = ofPositive[i];
    }
    return matrix;
}

} // namespace

class TestMetric : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithScikitLearn_data() { addCaseRows(); }
    void agreesWithScikitLearn()
    {
        QFETCH(std::size_t, index);
        const Case item = goldenCases()[index];
        QVERIFY(item.expected["values"].size() >= 4);
        for (const auto &[name, value] : item.expected["values"].items()) {
            // log_loss sums float32 logarithms there.
            const double tolerance = name == "logloss" ? 1e-6 : 1e-9;
            const double actual = evaluateMetric(kindNamed(name), item.scored());
            QVERIFY2(isClose(actual, value.get<double>(), tolerance),
                     qPrintable(QStringLiteral("%1: %2, expected %3")
                                    .arg(QString::fromStdString(name))
                                    .arg(actual, 0, 'g', 17)
                                    .arg(value.get<double>(), 0, 'g', 17)));
        }
    }

    void scoreIsAlwaysHigherForBetterAnswers()
    {
        const Target target = binaryTarget({0, 1, 1, 0, 1, 0});
        const FloatMatrix good = answers({0.1F, 0.9F, 0.8F, 0.2F, 0.7F, 0.3F});
        const FloatMatrix bad = answers({0.9F, 0.1F, 0.8F, 0.7F, 0.2F, 0.6F});
        for (const MetricKind metric : metricsFor(TaskKind::Binary))
            QVERIFY2(evaluateScore(metric, {target, good}) > evaluateScore(metric, {target, bad}),
                     metricName(metric));
        QCOMPARE(toScore(MetricKind::Rmse, 2.0), -2.0);
        QCOMPARE(toMetric(MetricKind::Rmse, -2.0), 2.0);
        QCOMPARE(toScore(MetricKind::R2, 0.5), 0.5);
    }

    void isUndefinedWhereOneClassIsMissing()
    {
        const Target target = binaryTarget({0, 0, 0});
        const FloatMatrix prediction = answers({0.1F, 0.2F, 0.3F});
        for (const MetricKind metric :
             {MetricKind::Auc, MetricKind::Recall, MetricKind::Precision, MetricKind::F1})
            QVERIFY2(std::isnan(evaluateMetric(metric, {target, prediction})), metricName(metric));
        QCOMPARE(evaluateMetric(MetricKind::Accuracy, {target, prediction}), 1.0);
    }

    void isUndefinedForNoRowsAndForNaN()
    {
        const Target none = binaryTarget({});
        const FloatMatrix nothing(0, 2);
        for (const MetricKind metric : metricsFor(TaskKind::Binary))
            QVERIFY2(std::isnan(evaluateMetric(metric, {none, nothing})), metricName(metric));
        const Target target = binaryTarget({0, 1});
        const FloatMatrix broken = answers({0.4F, std::nanf("")});
        QVERIFY(std::isnan(evaluateMetric(MetricKind::Auc, {target, broken})));
        QVERIFY(std::isnan(evaluateMetric(MetricKind::LogLoss, {target, broken})));
        QCOMPARE(evaluateMetric(MetricKind::Accuracy, {target, broken}), 0.5);
    }

    void rowsOfWeightZeroDoNotCount()
    {
        const Target target = binaryTarget({0, 1, 1, 0});
        const FloatMatrix prediction = answers({0.2F, 0.7F, 0.1F, 0.9F});
        const std::vector<float> weights{1, 1, 0, 0};
        const Target first = binaryTarget({0, 1});
        const FloatMatrix firstAnswers = answers({0.2F, 0.7F});
        for (const MetricKind metric : metricsFor(TaskKind::Binary))
            QCOMPARE(evaluateMetric(metric, {target, prediction, 0.5F, weights}),
                     evaluateMetric(metric, {first, firstAnswers}));
    }

    void namesFitTheirTask()
    {
        QCOMPARE(metricFromName("balanced_accuracy", TaskKind::MultiClass),
                 MetricKind::BalancedAccuracy);
        QCOMPARE(metricsFor(TaskKind::Binary).size(), std::size_t(8));
        QCOMPARE(metricsFor(TaskKind::Regression).size(), std::size_t(4));
        QVERIFY(!fitsTask(MetricKind::Ndcg, TaskKind::Regression));
        QCOMPARE(defaultMetric(TaskKind::Binary), MetricKind::Auc);
        QCOMPARE(defaultMetric(TaskKind::MultiClass), MetricKind::LogLoss);
        QCOMPARE(defaultMetric(TaskKind::Regression), MetricKind::Rmse);
        for (const char *name : {"rmse", "ndcg", "nonsense", ""}) {
            try {
                metricFromName(name, TaskKind::Binary);
                QFAIL(name);
            } catch (const Error &error) {
                QCOMPARE(error.code(), ErrorCode::BadOption);
                QVERIFY(error.detail().find("auc") != std::string::npos);
            }
        }
    }

    void bestThresholdBeatsEveryOther_data()
    {
        QTest::addColumn<int>("metric");
        QTest::newRow("accuracy") << static_cast<int>(MetricKind::Accuracy);
        QTest::newRow("balanced accuracy") << static_cast<int>(MetricKind::BalancedAccuracy);
        QTest::newRow("f1") << static_cast<int>(MetricKind::F1);
    }
    void bestThresholdBeatsEveryOther()
    {
        QFETCH(int, metric);
        const auto kind = static_cast<MetricKind>(metric);
        RandomStream random(7);
        for (int repeat = 0; repeat < 20; ++repeat) {
            std::vector<float> truth, scores;
            for (int i = 0; i < 60; ++i) {
                truth.push_back(random.uniform() < 0.2 ? 1.0F : 0.0F);
                const double score = 0.2 + 0.15 * truth.back() + 0.1 * random.normal();
                scores.push_back(
                    static_cast<float>(std::clamp(std::round(score * 50) / 50, 0.0, 1.0)));
            }
            truth[0] = 1.0F;
            const Target target = binaryTarget(truth);
            const FloatMatrix prediction = answers(scores);
            const float best = bestThreshold(kind, target, prediction);
            const double value = evaluateMetric(kind, {target, prediction, best});
            for (int step = 1; step < 400; ++step)
                QVERIFY(evaluateMetric(kind, {target, prediction,
                                              static_cast<float>(step) / 400.0F}) <= value + 1e-12);
        }
    }

    void thresholdStaysAtHalfWhereNothingIsGained()
    {
        const Target target = binaryTarget({0, 0, 1, 1});
        QCOMPARE(bestThreshold(MetricKind::F1, target, answers({0.1F, 0.4F, 0.6F, 0.9F})), 0.5F);
        QCOMPARE(bestThreshold(MetricKind::Recall, target, answers({0.1F, 0.2F, 0.3F, 0.4F})),
                 0.5F);
        QCOMPARE(bestThreshold(MetricKind::F1, binaryTarget({0, 0}), answers({0.1F, 0.2F})), 0.5F);
        const float low = bestThreshold(MetricKind::F1, target, answers({0.1F, 0.2F, 0.3F, 0.4F}));
        QVERIFY(low > 0.2F && low <= 0.3F);
    }
};

QTEST_GUILESS_MAIN(TestMetric)
#include "tst_metric.moc"
