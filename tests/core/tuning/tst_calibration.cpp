// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/calibration.h"

#include "core/base/random.h"
#include "core/metrics/metric.h"
#include "core/model/interpreter.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Labels drawn from probabilities, which are then told too boldly: logits times `boldness`, plus `shift`.
struct Told {
    Target truth;
    FloatMatrix probabilities;
};

Told told(std::size_t rows, std::size_t classes, double boldness, double shift)
{
    Told result;
    result.truth.task = classes == 2 ? TaskKind::Binary : TaskKind::MultiClass;
    for (std::size_t k = 0; k < classes; ++k)
        result.truth.classes.push_back(std::to_string(k));
    result.probabilities = FloatMatrix(rows, classes);
    RandomStream random(classes);
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<double> logits(classes), shares(classes);
        double total = 0.0, boldTotal = 0.0, drawn = random.uniform();
        for (std::size_t k = 0; k < classes; ++k) {
            logits[k] = random.normal();
            total += std::exp(logits[k]);
            boldTotal += shares[k] = std::exp(boldness * logits[k] + (k == 1 ? shift : 0.0));
        }
        std::size_t label = 0;
        while (label + 1 < classes && (drawn -= std::exp(logits[label]) / total) > 0.0)
            ++label;
        result.truth.values.push_back(static_cast<float>(label));
        for (std::size_t k = 0; k < classes; ++k)
            result.probabilities.at(row, k) = static_cast<float>(shares[k] / boldTotal);
    }
    return result;
}

double logLoss(const Target &truth, const FloatMatrix &probabilities)
{
    return -evaluateScore(MetricKind::LogLoss, {truth, probabilities});
}

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesBackWhatWasToldTooBoldly_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("boldness");
        QTest::newRow("two classes, bold") << 2 << 3.0;
        QTest::newRow("five classes, bold") << 5 << 4.0;
        QTest::newRow("three classes, timid") << 3 << 0.3;
    }
    void takesBackWhatWasToldTooBoldly()
    {
        QFETCH(int, classes);
        QFETCH(double, boldness);
        const Told data = told(4000, static_cast<std::size_t>(classes), boldness, 0.0);
        const auto map = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(map.has_value());
        QVERIFY(std::abs(static_cast<double>(map->map.slope[0]) * boldness - 1.0) < 0.1);
        QVERIFY(logLoss(data.truth, calibrated(map->map, data.probabilities)) <
                0.99 * logLoss(data.truth, data.probabilities));
    }
    void takesBackAShiftBetweenTwoClasses()
    {
        const Told data = told(4000, 2, 1.0, 1.5);
        const auto map = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(map.has_value());
        QVERIFY(std::abs(map->map.intercept[1] + 1.5F) < 0.2F);
    }
    void leavesGoodProbabilitiesAlone()
    {
        const Told data = told(4000, 3, 1.0, 0.0);
        QVERIFY(!fitCalibration(data.truth, {}, data.probabilities).has_value());
    }
    void leavesFewRowsAndNumbersAlone()
    {
        const Told few = told(60, 2, 5.0, 0.0);
        QVERIFY(!fitCalibration(few.truth, {}, few.probabilities).has_value());
        Told numbers = told(400, 2, 5.0, 0.0);
        numbers.truth.task = TaskKind::Regression;
        QVERIFY(!fitCalibration(numbers.truth, {}, numbers.probabilities).has_value());
    }
    void keepsTheOrderOfTwoClasses()
    {
        const Told data = told(2000, 2, 3.0, 1.0);
        const auto map = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(map.has_value());
        const auto auc = [&](const FloatMatrix &p) { return evaluateScore(MetricKind::Auc, {data.truth, p}); };
        QVERIFY(std::abs(auc(calibrated(map->map, data.probabilities)) - auc(data.probabilities)) < 1e-6);
    }
    void rowsOfNoWeightDoNotCount()
    {
        Told data = told(2000, 2, 3.0, 0.0);
        const auto clean = fitCalibration(data.truth, {}, data.probabilities);
        std::vector<float> weights(2000, 1.0F);
        for (std::size_t row = 0; row < 2000; row += 4) { // contradicted
            weights[row] = 0.0F;
            data.truth.values[row] = data.probabilities.at(row, 1) > 0.5F ? 0.0F : 1.0F;
        }
        const auto weighted = fitCalibration(data.truth, weights, data.probabilities);
        QVERIFY(clean && weighted);
        QVERIFY(std::abs(clean->map.slope[0] - weighted->map.slope[0]) < 0.1F);
    }
    void whatIsScoredKnowsNothingOfItsOwnPart()
    {
        Told data = told(1000, 2, 3.0, 0.5);
        const auto before = fitCalibration(data.truth, {}, data.probabilities);
        data.truth.values[0] = 1.0F - data.truth.values[0];
        const auto after = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(before && after);
        for (std::size_t row = 0; row < 1000; ++row)
            QCOMPARE(before->unseen.at(row, 1) == after->unseen.at(row, 1), row % 5 == 0);
    }
    void scoringUnseenRowsPromisesLess()
    {
        const Told data = told(150, 2, 3.0, 0.5);
        const auto fitted = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(fitted.has_value());
        QVERIFY(logLoss(data.truth, fitted->unseen) >
                logLoss(data.truth, calibrated(fitted->map, data.probabilities)));
    }
    void theGraphAnswersTheSame()
    {
        const Told data = told(500, 3, 4.0, 0.0);
        const auto map = fitCalibration(data.truth, {}, data.probabilities);
        QVERIFY(map.has_value());
        Graph graph;
        graph.nodes.push_back({InputMatrix{}, {}, 3});
        graph.output = 0;
        QVERIFY(!calibrationOf(graph));
        const Graph longer = withCalibration(graph, map->map);
        QVERIFY(calibrationOf(longer) == map->map);
        const FloatMatrix expected = calibrated(map->map, data.probabilities);
        const FloatMatrix answered = Interpreter(std::make_shared<const Graph>(longer)).run(data.probabilities);
        for (std::size_t i = 0; i < expected.values.size(); ++i)
            QVERIFY(std::abs(expected.values[i] - answered.values[i]) < 1e-5F);
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
