// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/evaluation.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace leptune;
using nlohmann::json;

namespace {

json goldenDocument()
{
    QFile file(QStringLiteral(LEPTUNE_GOLDEN "/metrics.json"));
    return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString()) : json{};
}

/// A classification case of the golden file.
struct Case {
    explicit Case(const json &entry) : expected(entry)
    {
        const auto classes = entry["classes"].get<std::size_t>();
        target.task = entry["task"] == "binary" ? TaskKind::Binary : TaskKind::MultiClass;
        for (std::size_t c = 0; c < classes; ++c)
            target.classes.push_back("c" + std::to_string(c));
        target.positive = entry["positive"];
        target.values = entry["truth"].get<std::vector<float>>();
        prediction = FloatMatrix(target.values.size(), classes);
        prediction.values = entry["prediction"].get<std::vector<float>>();
        weights = entry["weights"].get<std::vector<float>>();
        threshold = entry["threshold"];
    }
    Scored scored() const { return {target, prediction, threshold, weights}; }

    json expected;
    Target target;
    FloatMatrix prediction;
    std::vector<float> weights;
    float threshold = 0.5F;
};

void addRows(const char *needed)
{
    QTest::addColumn<std::size_t>("index");
    const json cases = goldenDocument()["cases"];
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (cases[i].contains(needed))
            QTest::newRow(cases[i]["name"].get<std::string>().c_str()) << i;
}

bool isSameOrUndefined(double actual, const json &expected)
{
    return expected.is_null() ? std::isnan(actual)
                              : std::abs(actual - expected.get<double>()) < 1e-9;
}

/// Whether the points are those of the golden curve; with `all` false, golden ones may be missing.
bool isCurve(const std::vector<CurvePoint> &points, const json &expected)
{
    if (points.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (std::abs(points[i].x - expected[i][0].get<double>()) > 1e-9 ||
            std::abs(points[i].y - expected[i][1].get<double>()) > 1e-9)
            return false;
    return true;
}

Target numbers(std::vector<float> values)
{
    Target target;
    target.values = std::move(values);
    return target;
}

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classTableAgreesWithScikitLearn_data() { addRows("per_class"); }
    void classTableAgreesWithScikitLearn()
    {
        QFETCH(std::size_t, index);
        const Case item(goldenDocument()["cases"][index]);
        const Evaluation evaluation = evaluatePrediction(MetricKind::Auc, item.scored());
        QCOMPARE(evaluation.rows, item.target.values.size());
        QCOMPARE(evaluation.scores.size(), metricsFor(item.target.task).size());
        QCOMPARE(evaluation.confusion,
                 item.expected["confusion"].get<std::vector<std::vector<std::uint64_t>>>());
        QCOMPARE(evaluation.classes.size(), item.target.classes.size());
        for (std::size_t c = 0; c < evaluation.classes.size(); ++c) {
            const json &expected = item.expected["per_class"][c];
            QVERIFY(isSameOrUndefined(evaluation.classes[c].precision, expected[0]));
            QVERIFY(isSameOrUndefined(evaluation.classes[c].recall, expected[1]));
            QVERIFY(isSameOrUndefined(evaluation.classes[c].f1, expected[2]));
        }
    }

    void curvesAgreeWithScikitLearn_data() { addRows("curves"); }
    void curvesAgreeWithScikitLearn()
    {
        QFETCH(std::size_t, index);
        const Case item(goldenDocument()["cases"][index]);
        const json &curves = item.expected["curves"];
        QVERIFY(isCurve(rocCurve(item.scored(), item.target.positive), curves["roc"]));
        if (curves.contains("calibration"))
            QVERIFY(isCurve(calibrationCurve(item.scored(), item.target.positive),
                            curves["calibration"]));
        // scikit-learn stops where recall reaches 1; we go on to the last threshold.
        auto points = precisionRecallCurve(item.scored(), item.target.positive);
        while (points.size() > curves["pr"].size() && points[points.size() - 2].x >= 1.0 - 1e-12)
            points.pop_back();
        QVERIFY(isCurve(points, curves["pr"]));
    }

    void thinnedCurvesKeepBothEndsAndTheShape()
    {
        RandomStream random(3);
        Target target;
        target.task = TaskKind::Binary;
        target.classes = {"a", "b"};
        target.positive = 1;
        FloatMatrix prediction(20000, 2);
        for (std::size_t i = 0; i < prediction.rows; ++i) {
            target.values.push_back(random.uniform() < 0.3 ? 1.0F : 0.0F);
            prediction.at(i, 1) =
                static_cast<float>(0.5 + 0.1 * target.values[i] + 0.1 * random.normal());
        }
        const Scored scored{target, prediction};
        const auto full = rocCurve(scored, 1, 1000000);
        const auto thin = rocCurve(scored, 1, 100);
        QVERIFY(full.size() > 10000);
        QVERIFY(thin.size() <= 100 && thin.size() > 90);
        QCOMPARE(thin.front().x + thin.front().y, 0.0);
        QCOMPARE(thin.back().x + thin.back().y, 2.0);
        double area = 0.0;
        for (std::size_t i = 1; i < thin.size(); ++i)
            area += (thin[i].x - thin[i - 1].x) * (thin[i].y + thin[i - 1].y) / 2.0;
        QVERIFY(std::abs(area - evaluateMetric(MetricKind::Auc, scored)) < 2e-3);
        QVERIFY(precisionRecallCurve(scored, 1, 50).size() <= 50);
    }

    void curvesOfOneClassAreEmpty()
    {
        Target target;
        target.task = TaskKind::Binary;
        target.classes = {"a", "b"};
        target.values = {0, 0};
        const FloatMatrix prediction(2, 2);
        QVERIFY(rocCurve({target, prediction}, 1).empty());
        QVERIFY(precisionRecallCurve({target, prediction}, 1).empty());
    }

    void areaCountsTiesHalf()
    {
        const std::vector<float> scores{0.1F, 0.5F, 0.5F, 0.9F};
        const std::vector<std::uint8_t> truth{0, 0, 1, 1};
        QCOMPARE(areaUnderRoc(scores, truth), 0.875);
        QCOMPARE(areaUnderRoc(scores, truth, std::vector<float>{1, 0, 1, 1}), 1.0);
        QVERIFY(std::isnan(areaUnderRoc(scores, std::vector<std::uint8_t>{1, 1, 1, 1})));
    }

    void intervalHoldsTheValueAndNarrowsWithRows()
    {
        RandomStream random(11);
        double width = 1e9;
        for (const std::size_t rows : {100U, 10000U}) {
            Target target = numbers({});
            FloatMatrix prediction(rows, 1);
            for (std::size_t i = 0; i < rows; ++i) {
                target.values.push_back(static_cast<float>(random.normal()));
                prediction.at(i, 0) = static_cast<float>(random.normal());
            }
            const Scored scored{target, prediction};
            const Interval interval = bootstrapInterval(MetricKind::Mae, scored, 5);
            const double value = evaluateMetric(MetricKind::Mae, scored);
            QVERIFY(interval.low < value && value < interval.high);
            QVERIFY(interval.high - interval.low < width / 5.0);
            width = interval.high - interval.low;
            // Mean of |N(0,2)| has a standard error of 0.8525 / sqrt(n).
            const double expected = 2.0 * 1.96 * 0.8525 / std::sqrt(static_cast<double>(rows));
            QVERIFY(std::abs(width / expected - 1.0) < 0.3);
        }
    }

    void intervalIsTheSameForTheSameSeed()
    {
        const Target target = numbers({1, 2, 3, 4, 5, 6});
        FloatMatrix prediction(6, 1);
        prediction.values = {1.5F, 2, 2, 4.5F, 5, 9};
        const Scored scored{target, prediction};
        const Interval a = bootstrapInterval(MetricKind::Rmse, scored, 1);
        const Interval b = bootstrapInterval(MetricKind::Rmse, scored, 1);
        QCOMPARE(a.low, b.low);
        QCOMPARE(a.high, b.high);
        QVERIFY(std::isnan(
            bootstrapInterval(MetricKind::Rmse, {numbers({}), FloatMatrix(0, 1)}, 1).low));
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
