// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/gradient_words.h"
#include "core/learners/booster/sorted_rows.h"
#include "tests/core/learners/booster/booster_samples.h"

#include <QTest>
#include <numeric>

using namespace leptune;
using namespace leptune::samples;

/// The walk over sorted rows against histograms: two ways to the same sums.
class TestSortedRows : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 300;

    /// Rows of a sample in 16 leaves, some of them with one row or none.
    static RowPartition parted(const Sample &sample, WorkerTeam &team)
    {
        std::vector<std::uint32_t> drawn;
        for (std::uint32_t row = 0; row < kRows; ++row)
            if (row % 5 != 2)
                drawn.push_back(row);
        RowPartition partition;
        partition.reset(drawn);
        for (const SymmetricSplit &split :
             {SymmetricSplit{0, 50, true}, SymmetricSplit{1, 97, true}, SymmetricSplit{2, 4, false},
              SymmetricSplit{3, 30, true}})
            partition.split(
                split, sample.columns.features[static_cast<std::size_t>(split.feature)].values(0),
                team);
        return partition;
    }

private Q_SLOTS:
    void sortsRowsByBinAndRow()
    {
        const SortedRows sorted = sortRows(column({3, 0, 255, 3, 1}, 255), 0);
        const SortedRows expected{1U, (1U << 24) | 4U, 3U << 24, (3U << 24) | 3U,
                                  (255U << 24) | 2U};
        QVERIFY(sorted == expected);
    }

    void walkAndHistogramsGiveTheSameSums_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<double>("l2");
        QTest::addColumn<bool>("weighted");
        QTest::newRow("one output") << 1 << 3.0 << false;
        QTest::newRow("one output, weights") << 1 << 0.5 << true;
        QTest::newRow("one output, no l2") << 1 << 0.0 << true;
        QTest::newRow("three outputs") << 3 << 1.0 << true;
        QTest::newRow("six outputs, no l2") << 6 << 0.0 << false;
        QTest::newRow("fifteen outputs") << 15 << 1.0 << true;
        QTest::newRow("forty outputs, mixed into fifteen") << 40 << 1.0 << false;
    }
    void walkAndHistogramsGiveTheSameSums()
    {
        QFETCH(int, outputs);
        QFETCH(double, l2);
        QFETCH(bool, weighted);
        Sample sample = make(kRows, 8, BoosterLoss::Squared, 2);
        for (std::size_t row = 0; row < kRows; row += 6)
            sample.columns.features[5].versions[0][row] = 0;
        sample.columns.features[5].missing = true;
        RandomStream random(1);
        std::vector<float> gradients, weights;
        for (std::size_t i = 0; i < kRows * static_cast<std::size_t>(outputs); ++i)
            gradients.push_back(static_cast<float>(random.normal()));
        for (std::size_t row = 0; weighted && row < kRows; ++row)
            weights.push_back(static_cast<float>(random.uniform(0.2, 5.0)));
        WorkerTeam team(1);
        GradientWords words;
        makeGradientWords(gradients, outputs, weights, kRows, 7, team, words);
        const RowPartition partition = parted(sample, team);
        const ScanRules rules{words.lanes, words.outputs, words.weightUnit, words.gradientUnit,
                              static_cast<float>(l2)};
        LeafLevel level;
        level.set(rules, partition, words, kRows);
        SortedWalk walk;
        for (const std::size_t f : {std::size_t{5}, std::size_t{6}}) {
            const BinColumn &feature = sample.columns.features[f];
            BinColumns alone{kRows, {feature}};
            const BinBlock block = packBlocks(alone, team).at(0);
            CutSums wanted, got;
            wanted.fill(feature.bins, 0.0F, 0.0F);
            for (std::size_t leaf = 0; leaf < partition.leaves(); ++leaf) {
                std::vector<std::int32_t> histogram(histogramSize(block, words.lanes) + 64, 0);
                if (partition.leaf(leaf).empty())
                    continue;
                addRows(block, 0, partition.leaf(leaf), words, histogram.data());
                scanLeaf(rules, histogram.data(), feature.bins, feature.missing, 0, wanted);
            }
            walk.scan(rules, level, sortRows(feature, 0), feature.bins, feature.missing, got);
            const float size = wanted.leftFit[0];
            for (int bin = feature.missing ? 1 : 0; bin <= feature.bins; ++bin) {
                QVERIFY(std::abs(got.leftFit[bin] - wanted.leftFit[bin]) < 1e-4F * size);
                QVERIFY(std::abs(got.leftSquare[bin] - wanted.leftSquare[bin]) < 1e-4F * size);
                if (!feature.missing)
                    continue;
                QVERIFY(std::abs(got.rightFit[bin] - wanted.rightFit[bin]) < 1e-4F * size);
                QVERIFY(std::abs(got.rightSquare[bin] - wanted.rightSquare[bin]) < 1e-4F * size);
            }
        }
    }

    void takenRowsLeaveNothingBehind()
    {
        const Sample sample = make(kRows, 8, BoosterLoss::Squared, 2);
        WorkerTeam team(1);
        GradientWords words;
        makeGradientWords(sample.labels.values, 1, {}, kRows, 7, team, words);
        const BinBlock block = packBlocks(sample.columns, team).at(0);
        std::vector<std::uint32_t> rows(kRows);
        std::iota(rows.begin(), rows.end(), 0U);
        std::vector<std::int32_t> all(histogramSize(block, words.lanes), 0), rest = all;
        addRows(block, 0, rows, words, all.data());
        takeRows(block, 0, std::span(rows).first(70), words, all.data());
        addRows(block, 0, std::span(rows).subspan(70), words, rest.data());
        QVERIFY(all == rest);
    }
};

QTEST_GUILESS_MAIN(TestSortedRows)
#include "tst_sorted_rows.moc"
