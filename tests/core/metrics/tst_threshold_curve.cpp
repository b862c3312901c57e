// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/threshold_curve.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;

namespace {

struct Sample {
    Target truth;
    FloatMatrix answers;

    Sample(const std::vector<float> &probabilities, const std::vector<float> &labels)
        : answers(probabilities.size(), 2)
    {
        truth.task = TaskKind::Binary;
        truth.classes = {"no", "yes"};
        truth.positive = 1;
        truth.values = labels;
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            answers.at(i, 0) = 1.0F - probabilities[i];
            answers.at(i, 1) = probabilities[i];
        }
    }
    ThresholdCurve curve(int label = 1) const { return {{truth, answers, 0.5F, {}}, label}; }
};

Sample large()
{
    RandomStream random(3);
    std::vector<float> probabilities, labels;
    for (int i = 0; i < 500; ++i) {
        probabilities.push_back(static_cast<float>(std::floor(random.uniform() * 64.0) / 64.0));
        labels.push_back(random.uniform() < probabilities.back() ? 1.0F : 0.0F);
    }
    return {probabilities, labels};
}

} // namespace

class TestThresholdCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatAThresholdGives()
    {
        const Sample sample({0.1F, 0.4F, 0.6F, 0.9F}, {0, 1, 0, 1});
        const ThresholdCounts counts = sample.curve().at(0.5);
        QCOMPARE(counts.hits, 1.0);
        QCOMPARE(counts.misses, 1.0);
        QCOMPARE(counts.falseAlarms, 1.0);
        QCOMPARE(counts.rejections, 1.0);
        QCOMPARE(counts.recall(), 0.5);
        QCOMPARE(counts.precision(), 0.5);
        QCOMPARE(counts.falsePositiveRate(), 0.5);
        QCOMPARE(counts.cost({5.0, 2.0}), 7.0);
    }

    void rowsCountByTheirWeights()
    {
        const Sample sample({0.1F, 0.4F, 0.6F, 0.9F}, {0, 1, 0, 1});
        const std::vector<float> weights{0.5F, 2.0F, 4.0F, 8.0F};
        const ThresholdCounts counts =
            ThresholdCurve({sample.truth, sample.answers, 0.5F, weights}, 1).at(0.5);
        QCOMPARE(counts.hits, 8.0);
        QCOMPARE(counts.misses, 2.0);
        QCOMPARE(counts.falseAlarms, 4.0);
        QCOMPARE(counts.rejections, 0.5);
        QCOMPARE(counts.rows(), 14.5);
    }

    void agreesWithTheMetrics_data()
    {
        QTest::addColumn<double>("threshold");
        for (const double threshold : {0.0, 0.25, 0.5, 0.515625, 0.9})
            QTest::addRow("%g", threshold) << threshold;
    }
    void agreesWithTheMetrics()
    {
        QFETCH(double, threshold);
        const Sample sample = large();
        const Scored scored{sample.truth, sample.answers, static_cast<float>(threshold), {}};
        const ThresholdCounts counts = sample.curve().at(threshold);
        QCOMPARE(counts.recall(), evaluateMetric(MetricKind::Recall, scored));
        QCOMPARE(counts.precision(), evaluateMetric(MetricKind::Precision, scored));
    }

    void theCheapestIsNoDearerThanAnyOther_data()
    {
        QTest::addColumn<double>("miss");
        QTest::addColumn<double>("alarm");
        QTest::newRow("equal") << 1.0 << 1.0;
        QTest::newRow("misses are dear") << 20.0 << 1.0;
        QTest::newRow("alarms are dear") << 1.0 << 20.0;
        QTest::newRow("misses are free") << 0.0 << 1.0;
    }
    void theCheapestIsNoDearerThanAnyOther()
    {
        QFETCH(double, miss);
        QFETCH(double, alarm);
        const ThresholdCurve curve = large().curve();
        const double best = curve.cheapest({miss, alarm});
        QVERIFY(best >= 0.0 && best <= 1.0);
        for (int i = 0; i <= 1000; ++i)
            QVERIFY(curve.at(best).cost({miss, alarm}) <= curve.at(i / 1000.0).cost({miss, alarm}));
    }

    void misssesThatAreDearLowerIt()
    {
        const ThresholdCurve curve = large().curve();
        QVERIFY(curve.cheapest({10.0, 1.0}) < curve.cheapest({1.0, 10.0}));
    }

    void anUnknownProbabilityIsNeverAnsweredWithTheClass()
    {
        const Sample sample({std::nanf(""), 0.8F}, {1, 1});
        QCOMPARE(sample.curve().at(0.0).misses, 1.0);
    }

    void withoutRowsNothingIsKnown()
    {
        QVERIFY(std::isnan(ThresholdCurve().at(0.5).recall()));
        QCOMPARE(ThresholdCurve().cheapest({1.0, 1.0}), 0.5);
    }
};

QTEST_GUILESS_MAIN(TestThresholdCurve)
#include "tst_threshold_curve.moc"
