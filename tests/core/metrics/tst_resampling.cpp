// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/resampling.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

/// Rows of two classes and two answers, the second a blurred copy of the first.
struct Pair {
    explicit Pair(std::size_t rows, double blur) : first(rows, 2), second(rows, 2)
    {
        target.task = TaskKind::Binary;
        target.classes = {"no", "yes"};
        target.positive = 1;
        RandomStream random(4);
        for (std::size_t row = 0; row < rows; ++row) {
            target.values.push_back(random.uniform() < 0.4 ? 1.0F : 0.0F);
            const double score = 1.5 * target.values.back() - 0.7 + random.normal();
            set(first, row, score);
            set(second, row, score + blur * random.normal());
        }
    }
    static void set(FloatMatrix &answers, std::size_t row, double score)
    {
        answers.at(row, 1) = static_cast<float>(1.0 / (1.0 + std::exp(-score)));
        answers.at(row, 0) = 1.0F - answers.at(row, 1);
    }
    double error(MetricKind metric, std::uint64_t seed = 1) const
    {
        return differenceError(metric, {target, first}, {target, second}, seed);
    }

    Target target;
    FloatMatrix first, second;
};

} // namespace

class TestResampling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theErrorOfAMeanIsThatOfItsRows()
    {
        const Pair pair(2000, 0.5);
        double sum = 0.0, squares = 0.0;
        for (std::size_t row = 0; row < 2000; ++row) {
            const auto c = static_cast<std::size_t>(pair.target.values[row]);
            const double difference =
                std::log(pair.first.at(row, c)) - std::log(pair.second.at(row, c));
            sum += difference;
            squares += difference * difference;
        }
        const double expected = std::sqrt(squares / 2000 - sum * sum / 4e6) / std::sqrt(2000.0);
        const double error = pair.error(MetricKind::LogLoss);
        QVERIFY2(std::abs(error / expected - 1.0) < 0.25, // of 100 resamples: 7 % itself
                 qPrintable(QStringLiteral("%1 for %2").arg(error).arg(expected)));
    }
    void equalAnswersDifferByNothing()
    {
        const Pair pair(300, 0.0);
        QCOMPARE(pair.error(MetricKind::Auc), 0.0);
    }
    void theNearerTheAnswersTheSmallerTheError()
    {
        QVERIFY(Pair(500, 0.1).error(MetricKind::Auc) < Pair(500, 1.0).error(MetricKind::Auc) / 3);
    }
    void moreRowsMakeItSmaller()
    {
        const double ratio =
            Pair(400, 0.5).error(MetricKind::Auc) / Pair(6400, 0.5).error(MetricKind::Auc);
        QVERIFY2(ratio > 2.5 && ratio < 6.0, qPrintable(QString::number(ratio)));
    }
    void theSameSeedGivesTheSame()
    {
        const Pair pair(200, 0.3);
        QCOMPARE(pair.error(MetricKind::Brier, 7), pair.error(MetricKind::Brier, 7));
        QVERIFY(pair.error(MetricKind::Brier, 7) != pair.error(MetricKind::Brier, 8));
    }
    void everyClassKeepsItsRowsWhereTheMetricIsAboutThem()
    {
        Pair pair(50, 0.3);
        std::ranges::fill(pair.target.values, 0.0F);
        pair.target.values[3] = 1.0F;
        Resampling resampling(MetricKind::Auc, {pair.target, pair.first}, 2);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(resampling.draw(i)[3], 1.0);
        QCOMPARE(resampling.fewestRows(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestResampling)
#include "tst_resampling.moc"
