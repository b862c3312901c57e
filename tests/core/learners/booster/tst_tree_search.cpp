// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/gradient_words.h"
#include "core/learners/booster/tree_search.h"
#include "tests/core/learners/booster/booster_samples.h"

#include <QTest>
#include <numeric>

using namespace leptune;
using namespace leptune::samples;

/// The search against a plain search in doubles that knows no histograms.
class TestTreeSearch : public QObject {
    Q_OBJECT
private:
    struct Plain {
        const Sample &sample;
        const std::vector<float> &gradients; ///< [outputs, rows]
        const BoosterOptions &options;
        std::size_t outputs;

        static bool right(const SymmetricSplit &split, std::uint8_t bin)
        {
            return bin == 0 ? !split.missingLeft : bin > split.bin;
        }
        double score(const std::vector<SymmetricSplit> &splits) const
        {
            const std::size_t rows = sample.columns.rows, leaves = std::size_t{1} << splits.size();
            std::vector<double> sums(leaves * outputs, 0.0), weights(leaves, 0.0);
            for (std::size_t row = 0; row < rows; ++row) {
                std::size_t leaf = 0;
                for (std::size_t level = 0; level < splits.size(); ++level) {
                    const auto f = static_cast<std::size_t>(splits[level].feature);
                    if (right(splits[level], sample.columns.features[f].values(0)[row]))
                        leaf |= std::size_t{1} << level;
                }
                const double weight = sample.labels.weight(row);
                weights[leaf] += weight;
                for (std::size_t k = 0; k < outputs; ++k)
                    sums[leaf * outputs + k] += weight * gradients[k * rows + row];
            }
            double fit = 0.0, square = 0.0;
            for (std::size_t leaf = 0; leaf < leaves; ++leaf)
                for (std::size_t k = 0; k < outputs; ++k) {
                    if (weights[leaf] == 0.0)
                        continue;
                    const double answer = sums[leaf * outputs + k] / (weights[leaf] + options.l2);
                    fit += sums[leaf * outputs + k] * answer;
                    square += weights[leaf] * answer * answer;
                }
            return options.score == SplitScore::Cosine ? fit / std::sqrt(square) : std::sqrt(fit);
        }
        double bestNext(std::vector<SymmetricSplit> splits) const
        {
            double best = 0.0;
            for (std::size_t f = 0; f < sample.columns.features.size(); ++f)
                for (int bin = 1; bin <= sample.columns.features[f].bins; ++bin)
                    for (const bool left : {true, false}) {
                        splits.push_back(
                            {static_cast<int>(f), static_cast<std::uint8_t>(bin), left});
                        best = std::max(best, score(splits));
                        splits.pop_back();
                    }
            return best;
        }
    };

private Q_SLOTS:
    void findsTheBestSplitOfEveryLevel_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<bool>("cosine");
        QTest::addColumn<bool>("weighted");
        QTest::addColumn<int>("bins");
        QTest::newRow("one output, cosine") << 1 << true << false << 30;
        QTest::newRow("one output, squared error") << 1 << false << false << 30;
        QTest::newRow("one output, weighted") << 1 << true << true << 100;
        QTest::newRow("three outputs") << 3 << true << false << 12;
        QTest::newRow("five outputs, weighted") << 5 << false << true << 12;
        QTest::newRow("twelve outputs") << 12 << true << false << 3;
    }
    void findsTheBestSplitOfEveryLevel()
    {
        QFETCH(int, outputs);
        QFETCH(bool, cosine);
        QFETCH(bool, weighted);
        QFETCH(int, bins);
        Sample sample = make(400, 11, BoosterLoss::Squared, 9, bins);
        RandomStream random(4);
        for (std::size_t row = 0; row < 400; row += 7)
            sample.columns.features[1].versions[0][row] = 0;
        sample.columns.features[1].missing = true;
        sample.columns.features[4].bins = 1; // constant: must be left alone
        std::fill(sample.columns.features[4].versions[0].begin(),
                  sample.columns.features[4].versions[0].end(), std::uint8_t{1});
        if (weighted)
            for (std::size_t row = 0; row < 400; ++row)
                sample.labels.weights.push_back(static_cast<float>(random.uniform(0.1, 3.0)));
        std::vector<float> gradients;
        for (int k = 0; k < outputs; ++k)
            for (std::size_t row = 0; row < 400; ++row)
                gradients.push_back(static_cast<float>(sample.labels.values[row] * std::cos(k) +
                                                       0.5 * random.normal()));
        BoosterOptions settings = options(BoosterLoss::Squared);
        settings.depth = 3;
        settings.l2 = 1.5;
        settings.score = cosine ? SplitScore::Cosine : SplitScore::SquaredError;
        WorkerTeam team(2);
        GradientWords words;
        makeGradientWords(gradients, outputs, sample.labels.weights, 400, 1, team, words);
        TreeSearch search(sample.columns, settings, team);
        std::vector<std::uint32_t> rows(400);
        std::iota(rows.begin(), rows.end(), 0U);
        const auto splits = search.find({&words, rows, 0, 0.0, 1, {}});
        QVERIFY(splits && splits->size() == 3);
        const Plain plain{sample, gradients, settings, static_cast<std::size_t>(outputs)};
        for (std::size_t level = 0; level < 3; ++level) {
            const std::vector<SymmetricSplit> before(splits->begin(),
                                                     splits->begin() + static_cast<long>(level));
            const std::vector<SymmetricSplit> after(splits->begin(),
                                                    splits->begin() + static_cast<long>(level) + 1);
            const double best = plain.bestNext(before);
            QVERIFY(std::abs(plain.score(after) - best) <= 1e-4 * best);
        }
    }

    void tellsWhenItWasToldToEnd()
    {
        const Sample sample = make(200, 3, BoosterLoss::Squared, 9);
        BoosterOptions settings = options(BoosterLoss::Squared);
        WorkerTeam team(1);
        GradientWords words;
        makeGradientWords(sample.labels.values, 1, {}, 200, 1, team, words);
        TreeSearch search(sample.columns, settings, team);
        const std::vector<std::uint32_t> rows{1, 5, 9, 50};
        QVERIFY(!search.find({&words, rows, 0, 0.0, 1, [] { return true; }}));
    }

    void usesOnlyTheShareOfColumnsThatWasDrawn()
    {
        const Sample sample = make(500, 30, BoosterLoss::Squared, 9);
        BoosterOptions settings = options(BoosterLoss::Squared);
        settings.columnShare = 0.1;
        WorkerTeam team(1);
        GradientWords words;
        makeGradientWords(sample.labels.values, 1, {}, 500, 1, team, words);
        TreeSearch search(sample.columns, settings, team);
        std::vector<std::uint32_t> rows(500);
        std::iota(rows.begin(), rows.end(), 0U);
        std::vector<bool> met(30, false);
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            std::vector<bool> used(30, false);
            const auto splits = search.find({&words, rows, 0, 0.0, seed, {}});
            for (const SymmetricSplit &split : *splits)
                used[static_cast<std::size_t>(split.feature)] =
                    met[static_cast<std::size_t>(split.feature)] = true;
            QVERIFY(std::count(used.begin(), used.end(), true) <= 3);
        }
        QVERIFY(std::count(met.begin(), met.end(), true) > 25);
    }
};

QTEST_GUILESS_MAIN(TestTreeSearch)
#include "tst_tree_search.moc"
