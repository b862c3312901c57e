// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/booster/row_sampler.h"

#include <QTest>
#include <cmath>
#include <numeric>

using namespace leptune;

class TestRowSampler : public QObject {
    Q_OBJECT
private:
    static std::vector<float> gradients(std::size_t rows)
    {
        RandomStream random(3);
        std::vector<float> result;
        for (std::size_t i = 0; i < rows; ++i)
            result.push_back(static_cast<float>(random.normal() * (i % 10 == 0 ? 10.0 : 1.0)));
        return result;
    }
    static BoosterOptions sampling(RowSampling kind, double share)
    {
        BoosterOptions options;
        options.sampling = kind;
        options.rowShare = share;
        return options;
    }

private Q_SLOTS:
    void drawsTheWantedShare_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("share");
        for (const double share : {0.2, 0.8}) {
            QTest::addRow("Bernoulli %.1f", share)
                << static_cast<int>(RowSampling::Bernoulli) << share;
            QTest::addRow("minimal variance %.1f", share)
                << static_cast<int>(RowSampling::MinimalVariance) << share;
        }
    }
    void drawsTheWantedShare()
    {
        QFETCH(int, kind);
        QFETCH(double, share);
        WorkerTeam team(1);
        const auto sample = sampleRows(sampling(static_cast<RowSampling>(kind), share),
                                       gradients(20000), {}, 20000, 7, team);
        QVERIFY(std::abs(static_cast<double>(sample.rows.size()) / 20000.0 - share) < 0.015);
        QVERIFY(std::is_sorted(sample.rows.begin(), sample.rows.end()));
    }

    void minimalVarianceKeepsLargeGradientsAndTheSum()
    {
        const std::vector<float> all = gradients(20000);
        WorkerTeam team(1);
        double drawn = 0.0, weights = 0.0, large = 0.0;
        constexpr int kTimes = 20;
        for (std::uint64_t seed = 0; seed < kTimes; ++seed) {
            const auto sample =
                sampleRows(sampling(RowSampling::MinimalVariance, 0.3), all, {}, 20000, seed, team);
            for (const std::uint32_t row : sample.rows) {
                drawn += all[row] * sample.weights[row];
                weights += sample.weights[row];
                large += std::abs(all[row]) > 8.0F ? 1.0 : 0.0;
            }
        }
        const auto isLarge = [](float g) { return std::abs(g) > 8.0F; };
        QCOMPARE(large,
                 kTimes * static_cast<double>(std::count_if(all.begin(), all.end(), isLarge)));
        const double sum = std::accumulate(all.begin(), all.end(), 0.0);
        QVERIFY(std::abs(drawn / kTimes - sum) < 150.0);
        QVERIFY(std::abs(weights / kTimes / 20000.0 - 1.0) < 0.01);
    }

    void rowsThatWereNotDrawnWeighNothing()
    {
        const std::vector<float> all = gradients(1000), weights(1000, 2.0F);
        WorkerTeam team(1);
        const auto sample =
            sampleRows(sampling(RowSampling::Bernoulli, 0.5), all, weights, 1000, 7, team);
        std::vector<float> expected(1000, 0.0F);
        for (const std::uint32_t row : sample.rows)
            expected[row] = 2.0F;
        QCOMPARE(sample.weights, expected);
    }

    void bayesianWeightsAreExponentialTimesThoseGiven()
    {
        WorkerTeam one(1), three(3);
        const BoosterOptions options = sampling(RowSampling::Bayesian, 0.5);
        const std::vector<float> all = gradients(40000);
        const auto plain = sampleRows(options, all, {}, 40000, 7, one);
        QCOMPARE(plain.rows.size(), std::size_t{40000});
        double sum = 0.0, squares = 0.0;
        for (const float weight : plain.weights) {
            QVERIFY(weight >= 0.0F && std::isfinite(weight));
            sum += double{weight};
            squares += double{weight} * double{weight};
        }
        QVERIFY(std::abs(sum / 40000.0 - 1.0) < 0.02);
        QVERIFY(std::abs(squares / 40000.0 - 2.0) < 0.1); // the second moment of that law
        QCOMPARE(sampleRows(options, all, {}, 40000, 7, three).weights, plain.weights);
        QVERIFY(sampleRows(options, all, {}, 40000, 8, one).weights != plain.weights);
        const std::vector<float> twos(40000, 2.0F);
        const auto doubled = sampleRows(options, all, twos, 40000, 7, one);
        for (std::size_t row = 0; row < 40000; row += 100)
            QCOMPARE(doubled.weights[row], 2.0F * plain.weights[row]);
    }

    void atLeastOneRowIsDrawn()
    {
        WorkerTeam team(1);
        const auto sample =
            sampleRows(sampling(RowSampling::Bernoulli, 1e-9), gradients(5), {}, 5, 7, team);
        QCOMPARE(sample.rows.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestRowSampler)
#include "tst_row_sampler.moc"
