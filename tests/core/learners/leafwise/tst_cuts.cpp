// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/leafwise/curvature_words.h"
#include "core/learners/leafwise/random_cuts.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace leptune;

/// Cuts beside the same sums in doubles, one after the other.
class TestCuts : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 700;
    BinColumns m_columns;
    BoosterLabels m_labels;
    BoosterOptions m_options;
    std::vector<float> m_gradients;
    std::vector<std::uint32_t> m_rows; ///< two in three
    GradientWords m_words;
    std::vector<BinBlock> m_blocks;

    struct Side {
        double gradient = 0.0, curvature = 0.0;
    };
    double fitOf(const Side &side, double l1, double l2) const
    {
        const double soft = std::max(0.0, std::abs(side.gradient) - l1);
        return soft * soft / (side.curvature + l2);
    }
    Side sideOf(const SymmetricSplit &question, bool right, bool all) const
    {
        Side side;
        for (const std::uint32_t row : m_rows) {
            const std::uint8_t bin =
                m_columns.features[static_cast<std::size_t>(question.feature)].values(0)[row];
            const bool goesLeft = bin == 0 ? question.missingLeft : bin <= question.bin;
            if (!all && goesLeft == right)
                continue;
            const double p = m_labels.values[row] - m_gradients[row];
            side.gradient += m_labels.weight(row) * m_gradients[row];
            side.curvature += m_labels.weight(row) * p * (1.0 - p);
        }
        return side;
    }
    double gainOf(const SymmetricSplit &question, double l1, double l2) const
    {
        return fitOf(sideOf(question, false, false), l1, l2) +
               fitOf(sideOf(question, true, false), l1, l2) -
               fitOf(sideOf(question, false, true), l1, l2);
    }
    LeafTotals totals() const
    {
        LeafTotals leaf{0, static_cast<std::uint32_t>(m_rows.size())};
        typedef std::uint64_t Word __attribute__((aligned(4), may_alias));
        for (const std::uint32_t row : m_rows)
            leaf.sum += reinterpret_cast<const Word *>(m_words.data())[row];
        return leaf;
    }
    GainRules rules(double l1, double l2, int leastRows) const
    {
        return {m_words.weightUnit, m_words.gradientUnit, static_cast<float>(l1),
                static_cast<float>(l2), leastRows};
    }

private Q_SLOTS:
    void initTestCase()
    {
        RandomStream random(5);
        m_columns.rows = kRows;
        for (const int bins : {255, 30, 2, 90, 255, 12, 3, 200, 7}) {
            BinColumn column{bins, bins % 3 == 0, {std::vector<std::uint8_t>(kRows)}};
            for (std::uint8_t &value : column.versions[0])
                value = static_cast<std::uint8_t>(
                    column.missing && random.below(4) == 0
                        ? 0
                        : 1 + random.below(static_cast<std::uint64_t>(bins)));
            m_columns.features.push_back(std::move(column));
        }
        m_options.loss = BoosterLoss::Logistic;
        for (std::size_t row = 0; row < kRows; ++row) {
            const std::uint64_t high = m_columns.features[0].values(0)[row];
            m_labels.values.push_back(high + random.below(200) > 200 ? 1.0F : 0.0F);
            m_labels.weights.push_back(static_cast<float>(0.5 + random.uniform()));
            m_gradients.push_back(m_labels.values.back() -
                                  static_cast<float>(0.1 + 0.8 * random.uniform()));
            if (row % 3 != 1)
                m_rows.push_back(static_cast<std::uint32_t>(row));
        }
        WorkerTeam team(1);
        makeCurvatureWords(m_options, m_labels, 0, m_gradients, team, m_words);
        m_blocks = packBlocks(m_columns, team);
    }

    void theBestCutIsFound_data()
    {
        QTest::addColumn<double>("l1");
        QTest::addColumn<double>("l2");
        QTest::addColumn<int>("leastRows");
        QTest::newRow("no penalties") << 0.0 << 0.0 << 1;
        QTest::newRow("penalties") << 1.5 << 2.0 << 1;
        QTest::newRow("large leaves") << 0.0 << 1.0 << 60;
    }
    void theBestCutIsFound()
    {
        QFETCH(double, l1);
        QFETCH(double, l2);
        QFETCH(int, leastRows);
        const LeafTotals leaf = totals();
        const double perRow = sideOf({0, 1, true}, false, true).curvature / leaf.rows;
        for (const BinBlock &block : m_blocks)
            for (int i = 0; i < block.count; ++i) {
                const int feature = block.features[i];
                const BinColumn &column = m_columns.features[static_cast<std::size_t>(feature)];
                // Alone, as a part of its block.
                BlockPart part{1, block.stride, {feature}, {8 * i}};
                std::vector<std::int32_t> histogram(histogramSize(part), 0);
                addRows(part, block.words(0), m_rows, m_words, histogram.data());
                LeafCut found;
                scanCuts(rules(l1, l2, leastRows), UsedCuts(m_columns.features.size(), 0.0), leaf,
                         feature, histogram.data(), column.bins, column.missing, found);
                double most = 0.0;
                for (const bool missingLeft : {true, false})
                    for (int bin = 1; bin < column.bins + (missingLeft ? 0 : 1); ++bin) {
                        const SymmetricSplit question{feature, static_cast<std::uint8_t>(bin),
                                                      missingLeft};
                        const double least = std::min(sideOf(question, false, false).curvature,
                                                      sideOf(question, true, false).curvature);
                        if (least >= std::max(1e-3, (leastRows - 0.5) * perRow) &&
                            (column.missing || missingLeft))
                            most = std::max(most, gainOf(question, l1, l2));
                    }
                QVERIFY(most > 0.0 || found.gain <= 0.0);
                if (most <= 0.0)
                    continue;
                QVERIFY(std::abs(found.gain - most) < 1e-4 * most);
                QVERIFY(std::abs(gainOf(found.question, l1, l2) - most) < 1e-4 * most);
            }
    }

    void randomCutsAreRatedAsTheyAre()
    {
        const LeafTotals leaf = totals();
        const GainRules gains = rules(0.3, 1.0, 1);
        std::vector<int> asked(m_columns.features.size(), 0);
        for (std::uint64_t seed = 0; seed < 60; ++seed)
            for (const BinBlock &block : m_blocks) {
                BlockPart part{0, block.stride, {}, {}};
                for (int i = static_cast<int>(seed % 2); i < block.count; i += 2) {
                    part.features[part.count] = block.features[i];
                    part.shifts[part.count++] = 8 * i;
                }
                LeafCut cut;
                rateRandomCuts(
                    {gains, leaf, m_columns, part, block.words(0), m_rows, m_words, seed}, cut);
                if (cut.gain <= 0.0)
                    continue;
                ++asked[static_cast<std::size_t>(cut.question.feature)];
                QVERIFY(std::abs(gainOf(cut.question, 0.3, 1.0) - cut.gain) < 1e-4 * cut.gain);
                QVERIFY(std::abs(gains.curvature(cut.left) -
                                 sideOf(cut.question, false, false).curvature) < 1e-4);
            }
        QVERIFY(std::ranges::count(asked, 0) < 3);
    }

    void noSumOverflows()
    {
        // One row has nearly all the weight.
        BoosterLabels labels{std::vector<float>(1000, 1.0F), std::vector<float>(1000, 1e-6F)};
        labels.weights[3] = 1e6F;
        const std::vector<float> gradients(1000, 0.5F);
        WorkerTeam team(1);
        GradientWords words;
        makeCurvatureWords(m_options, labels, 0, gradients, team, words);
        std::int64_t curvature = 0, gradient = 0;
        for (std::size_t row = 0; row < 1000; ++row) {
            QVERIFY(words.values[2 * row] >= 0);
            curvature += words.values[2 * row];
            gradient += words.values[2 * row + 1];
        }
        QVERIFY(curvature < std::numeric_limits<std::int32_t>::max());
        QVERIFY(gradient < std::numeric_limits<std::int32_t>::max());
        QVERIFY(std::abs(static_cast<double>(gradient) * words.gradientUnit / 5e5 - 1.0) < 1e-3);
    }
};

QTEST_GUILESS_MAIN(TestCuts)
#include "tst_cuts.moc"
