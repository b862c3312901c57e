// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/error_costs.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Noisy probabilities of the positive class (1), a quarter of the rows positive.
struct Rows {
    Target target;
    FloatMatrix probabilities;

    explicit Rows(std::size_t count) : probabilities(count, 2)
    {
        RandomStream random(3);
        target.task = TaskKind::Binary;
        target.classes = {"no", "yes"};
        target.positive = 1;
        for (std::size_t row = 0; row < count; ++row) {
            const bool positive = random.uniform() < 0.25;
            const double p = 1.0 / (1.0 + std::exp(-(random.normal() + (positive ? 1.0 : -1.0))));
            target.values.push_back(positive ? 1.0F : 0.0F);
            probabilities.at(row, 1) = static_cast<float>(p);
            probabilities.at(row, 0) = static_cast<float>(1.0 - p);
        }
    }
    double cost(const ErrorCosts &costs, float threshold) const
    {
        return costARow(costs, {target, probabilities, threshold, {}});
    }
};

} // namespace

class TestErrorCosts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noThresholdCostsLess_data()
    {
        QTest::addColumn<double>("miss");
        QTest::addColumn<double>("falseAlarm");
        QTest::newRow("misses are dear") << 10.0 << 1.0;
        QTest::newRow("alarms are dear") << 1.0 << 10.0;
        QTest::newRow("alike") << 1.0 << 1.0;
        QTest::newRow("only misses cost") << 1.0 << 0.0;
    }
    void noThresholdCostsLess()
    {
        QFETCH(double, miss);
        QFETCH(double, falseAlarm);
        const Rows rows(500);
        const ErrorCosts costs{miss, falseAlarm};
        const float best =
            decisionThreshold(MetricKind::Auc, costs, rows.target, rows.probabilities);
        for (int step = 1; step < 1000; ++step)
            QVERIFY(rows.cost(costs, best) <=
                    rows.cost(costs, static_cast<float>(step) / 1000.0F) + 1e-12);
        QVERIFY(rows.cost(costs, best) <= constantCostARow(costs, rows.target) + 1e-12);
    }

    void dearMissesLowerTheThreshold()
    {
        const Rows rows(500);
        const auto threshold = [&](double miss, double alarm) {
            return decisionThreshold(MetricKind::Auc, {miss, alarm}, rows.target,
                                     rows.probabilities);
        };
        QVERIFY(threshold(10.0, 1.0) < threshold(1.0, 1.0));
        QVERIFY(threshold(1.0, 1.0) < threshold(1.0, 10.0));
    }

    void withoutCostsTheMetricDecides()
    {
        const Rows rows(300);
        QCOMPARE(decisionThreshold(MetricKind::F1, {}, rows.target, rows.probabilities),
                 bestThreshold(MetricKind::F1, rows.target, rows.probabilities));
        QCOMPARE(decisionThreshold(MetricKind::Auc, {}, rows.target, rows.probabilities), 0.5F);
        QCOMPARE(rows.cost({}, 0.5F), 0.0);
    }

    void countsWhatIsAnswered()
    {
        Rows rows(4);
        rows.target.values = {1.0F, 1.0F, 0.0F, 0.0F};
        const float p[] = {0.9F, 0.2F, 0.7F, 0.1F};
        for (std::size_t row = 0; row < 4; ++row)
            rows.probabilities.at(row, 1) = p[row];
        QCOMPARE(rows.cost({5.0, 3.0}, 0.5F), (5.0 + 3.0) / 4.0);
        QCOMPARE(constantCostARow({5.0, 3.0}, rows.target), 6.0 / 4.0);
        const std::vector<float> weights{1.0F, 2.0F, 1.0F, 0.0F};
        QCOMPARE(costARow({5.0, 3.0}, {rows.target, rows.probabilities, 0.5F, weights}),
                 (2.0 * 5.0 + 3.0) / 4.0);
    }

    void ofMoreClassesCountsByWhatIsMissed()
    {
        Target target;
        target.task = TaskKind::MultiClass;
        target.classes = {"minor", "severe", "1"};
        target.values = {0.0F, 1.0F, 2.0F, 2.0F};
        FloatMatrix answers(4, 3);
        for (const auto &[row, label] : {std::pair{0, 1}, {1, 1}, {2, 0}, {3, 2}})
            answers.at(static_cast<std::size_t>(row), static_cast<std::size_t>(label)) = 1.0F;
        // The first row costs 1, the third 6: "1.0" is the same class.
        const ErrorCosts costs{0.0, 0.0, {{"severe", 3.0}, {"1.0", 6.0}}};
        QCOMPARE(costARow(costs, {target, answers}), 7.0 / 4.0);
        QCOMPARE(constantCostARow(costs, target), 4.0 / 4.0);
        const std::vector<float> weights{2.0F, 1.0F, 1.0F, 0.0F};
        QCOMPARE(costARow(costs, {target, answers, {}, weights}), 8.0 / 4.0);
        QCOMPARE(constantCostARow(costs, target, weights), 5.0 / 4.0);
        QCOMPARE(costARow({5.0, 1.0}, {target, answers}), 0.0);
        QCOMPARE(classWeights(costs, target.classes), (std::vector<float>{1.0F / 6.0F, 0.5F, 1.0F}));
        QVERIFY(classWeights({0.0, 0.0, {{"severe", 1.0}}}, target.classes).empty());
        QVERIFY(decisionFor(MetricKind::LogLoss, costs, target, answers).classWeights ==
                classWeights(costs, target.classes));
    }

    void refusesCostsThatAreNone()
    {
        QVERIFY_EXCEPTION_THROWN(checkCosts({0.0, 0.0, {{"a", -1.0}}}), Error);
        QVERIFY_EXCEPTION_THROWN(checkCosts({0.0, 0.0, {{"a", HUGE_VAL}}}), Error);
        checkCosts({0.0, 2.5});
        QVERIFY_EXCEPTION_THROWN(checkCosts({-1.0, 1.0}), Error);
        QVERIFY_EXCEPTION_THROWN(checkCosts({std::nan(""), 1.0}), Error);
        QVERIFY_EXCEPTION_THROWN(checkCosts({HUGE_VAL, 1.0}), Error);
    }
};

QTEST_GUILESS_MAIN(TestErrorCosts)
#include "tst_error_costs.moc"
