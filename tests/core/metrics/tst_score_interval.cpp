// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/closed_intervals.h"
#include "core/metrics/score_interval.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Rows of class c, `counts[c]` of them, and what a model says of each.
struct Answers {
    explicit Answers(const std::vector<std::size_t> &counts)
    {
        target.task = counts.size() == 2 ? TaskKind::Binary : TaskKind::MultiClass;
        for (std::size_t c = 0; c < counts.size(); ++c) {
            target.classes.push_back("c" + std::to_string(c));
            target.values.insert(target.values.end(), counts[c], static_cast<float>(c));
        }
        target.positive = counts.size() == 2 ? 1 : -1;
        prediction = FloatMatrix(target.values.size(), counts.size());
    }
    /// Gives the true class `sure` and the others the rest.
    Answers &areRight(float sure)
    {
        const float rest = (1.0F - sure) / static_cast<float>(prediction.columns - 1);
        for (std::size_t row = 0; row < prediction.rows; ++row)
            for (std::size_t c = 0; c < prediction.columns; ++c)
                prediction.at(row, c) = static_cast<float>(c) == target.values[row] ? sure : rest;
        return *this;
    }
    /// Noise, which leans to the truth.
    Answers &lean(double strength)
    {
        RandomStream random(9);
        for (std::size_t row = 0; row < prediction.rows; ++row) {
            const double score = random.normal() + strength * target.values[row];
            prediction.at(row, 1) = static_cast<float>(1.0 / (1.0 + std::exp(-score)));
            prediction.at(row, 0) = 1.0F - prediction.at(row, 1);
        }
        return *this;
    }
    Interval interval(MetricKind metric) const
    {
        return scoreInterval(metric, {target, prediction}, 3);
    }

    Target target;
    FloatMatrix prediction;
};

} // namespace

class TestScoreInterval : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPerfectScoreOnAFewRowsIsNotCertain_data()
    {
        QTest::addColumn<int>("metric");
        for (const MetricKind metric : metricsFor(TaskKind::Binary))
            QTest::newRow(metricName(metric)) << static_cast<int>(metric);
    }
    void aPerfectScoreOnAFewRowsIsNotCertain()
    {
        QFETCH(int, metric);
        const auto kind = static_cast<MetricKind>(metric);
        const Interval few = Answers({6, 6}).areRight(1.0F).interval(kind);
        const Interval many = Answers({600, 600}).areRight(1.0F).interval(kind);
        QVERIFY2(few.high - few.low > (kind == MetricKind::Brier ? 0.04 : 0.1),
                 qPrintable(QString::number(few.low)));
        QVERIFY(many.high - many.low < 0.02);
        QVERIFY(many.high - many.low > 0.0);
    }
    void severalClassesWithoutAMistakeAreNotCertain()
    {
        // The 17 rows of one hold-out part, all answered with certainty.
        const Answers answers = Answers({2, 6, 4, 5}).areRight(0.9999999F);
        QVERIFY(answers.interval(MetricKind::LogLoss).high > 0.05);
        QVERIFY(answers.interval(MetricKind::Accuracy).low < 0.9);
        QVERIFY(answers.interval(MetricKind::BalancedAccuracy).low < 0.9);
        QVERIFY(answers.interval(MetricKind::Auc).low < 0.95);
        QVERIFY(answers.interval(MetricKind::F1).low < 0.9);
    }
    void oneRowOfAClassTellsNextToNothing()
    {
        const Interval interval = Answers({79, 1}).lean(-0.4).interval(MetricKind::Auc);
        QVERIFY2(interval.high - interval.low > 0.6,
                 qPrintable(QString::number(interval.high - interval.low)));
    }
    void ofManyRowsItIsTheBootstraps_data()
    {
        QTest::addColumn<int>("metric");
        for (const MetricKind metric : metricsFor(TaskKind::Binary))
            QTest::newRow(metricName(metric)) << static_cast<int>(metric);
    }
    void ofManyRowsItIsTheBootstraps()
    {
        QFETCH(int, metric);
        const auto kind = static_cast<MetricKind>(metric);
        const Answers answers = Answers({1500, 500}).lean(1.5);
        const Interval drawn = bootstrapInterval(kind, {answers.target, answers.prediction}, 3);
        const Interval shown = answers.interval(kind);
        QVERIFY(shown.low <= drawn.low && drawn.high <= shown.high);
        QVERIFY(shown.high - shown.low < 1.3 * (drawn.high - drawn.low));
    }
    void theBootstrapNeverLosesAClass()
    {
        // The one row of the third class is wrong; a third of the draws of all rows would be
        // without it.
        Answers answers({20, 20, 1});
        answers.areRight(0.9F);
        answers.prediction.at(40, 2) = 0.0F;
        answers.prediction.at(40, 0) = 1.0F;
        const Interval interval = bootstrapInterval(MetricKind::BalancedAccuracy,
                                                    {answers.target, answers.prediction}, 3);
        QVERIFY(std::abs(interval.low - 2.0 / 3.0) < 1e-12);
        QVERIFY(std::abs(interval.high - 2.0 / 3.0) < 1e-12);
    }
    void numbersOfAFewRowsAreLessCertainThanTheirSpreadSays()
    {
        RandomStream random(4);
        int held = 0;
        constexpr int kTimes = 400;
        for (int time = 0; time < kTimes; ++time) { // the mean of |N(0, 1)| is sqrt(2 / pi)
            Target target;
            FloatMatrix prediction(8, 1);
            for (std::size_t row = 0; row < 8; ++row)
                target.values.push_back(static_cast<float>(random.normal()));
            const Interval interval = scoreInterval(MetricKind::Mae, {target, prediction},
                                                    static_cast<std::uint64_t>(time));
            held += interval.low <= 0.79788 && 0.79788 <= interval.high ? 1 : 0;
        }
        QVERIFY2(held > 0.92 * kTimes, qPrintable(QString::number(held)));
    }
    void heavyRowsCountAsFew()
    {
        const Answers answers = Answers({50, 50}).areRight(0.9F);
        std::vector<float> weights(100, 0.01F);
        weights[0] = weights[99] = 49.5F;
        const Interval even = answers.interval(MetricKind::Accuracy);
        const Interval heavy = scoreInterval(
            MetricKind::Accuracy, {answers.target, answers.prediction, 0.5F, weights}, 3);
        QVERIFY(heavy.low < 0.5 && even.low > 0.95);
    }
    void undefinedScoresHaveNoInterval()
    {
        Answers answers({5, 0});
        answers.lean(1.0);
        QVERIFY(std::isnan(answers.interval(MetricKind::Auc).low));
    }

    void noScoreIsSurerThanItsRowsAllow()
    {
        const Answers answers({900, 100});
        const double area = leastStandardError(MetricKind::Auc, answers.target);
        QCOMPARE(area, wilsonInterval(0.0, 100.0).high / 3.92);
        QVERIFY(leastStandardError(MetricKind::Accuracy, answers.target) < 0.2 * area);
        QCOMPARE(leastStandardError(MetricKind::Rmse, Target{}), 0.0);
    }
    void hullHoldsBoth()
    {
        const Interval both = hull({0.2, 0.5}, {0.3, 0.9});
        QCOMPARE(both.low, 0.2);
        QCOMPARE(both.high, 0.9);
        QCOMPARE(hull({std::nan(""), std::nan("")}, {0.3, 0.9}).low, 0.3);
    }
    void countsTheRarestClassThatIsThere()
    {
        QCOMPARE(rowsOfRarestClass(Answers({7, 0, 3}).target), std::size_t(3));
        QCOMPARE(rowsOfRarestClass(Target{}), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestScoreInterval)
#include "tst_score_interval.moc"
