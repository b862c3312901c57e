// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/leafwise_boosting.h"

#include "core/base/random.h"
#include "core/learners/booster/quantile.h"
#include "core/learners/booster/row_sampler.h"
#include "core/learners/leafwise/curvature_words.h"
#include "core/learners/leafwise/leaf_grower.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace leptune {

namespace {

/// Rows with their scores under the rounds so far, [outputs, rows].
class ScoredRows {
public:
    ScoredRows(const LeafwiseOptions &options, const BoosterRows &rows, WorkerTeam &team,
               const std::vector<float> &start)
        : m_options(options), m_rows(rows), m_team(team), m_count(rows.labels->rows())
    {
        m_all.resize(m_count);
        std::iota(m_all.begin(), m_all.end(), 0U);
        for (const float value : start)
            m_scores.insert(m_scores.end(), m_count, value);
    }

    void add(const LeafTree &tree, std::size_t output, const RowPartition &partition)
    {
        float *const scores = m_scores.data() + output * m_count;
        m_team.run(partition.leaves(), [&](std::size_t leaf) {
            for (const std::uint32_t row : partition.leaf(leaf))
                scores[row] += tree.values[leaf];
        });
    }
    /// Gives the leaves a quantile of what is left of their rows' targets (Friedman 2001), drawn to
    /// 0 as other answers are.
    void answerQuantiles(LeafTree &tree, const RowPartition &partition) const
    {
        m_team.run(partition.leaves(), [&](std::size_t leaf) {
            std::vector<float> rests, weights;
            double mass = 0.0;
            for (const std::uint32_t row : partition.leaf(leaf)) {
                rests.push_back(m_rows.labels->values[row] - m_scores[row]);
                mass += static_cast<double>(m_rows.labels->weight(row));
                if (!m_rows.labels->weights.empty())
                    weights.push_back(m_rows.labels->weights[row]);
            }
            const double answer = weightedQuantile(rests, weights, m_options.quantileLevel());
            tree.values[leaf] = static_cast<float>(m_options.learningRate * answer * mass /
                                                   std::max(mass + m_options.l2, 1e-300));
        });
    }
    /// Adds the tree for rows that it was not grown on.
    void addTo(std::span<const std::uint32_t> rows, const LeafTree &tree, std::size_t output,
               std::size_t version)
    {
        m_partition.reset(rows);
        for (const LeafSplit &split : tree.splits)
            m_partition.splitLeaf(
                static_cast<std::size_t>(split.leaf), split.question,
                m_rows.columns->features[static_cast<std::size_t>(split.question.feature)].values(
                    version));
        add(tree, output, m_partition);
    }
    void addToAll(const LeafTree &tree, std::size_t output, std::size_t version)
    {
        addTo(m_all, tree, output, version);
    }
    void gradients(std::vector<float> &result) const
    {
        result.resize(m_scores.size());
        forBlocks([&](std::size_t begin, std::size_t size) {
            lossGradients(m_options, std::span(m_rows.labels->values).subspan(begin, size),
                          m_scores.data() + begin, m_count, result.data() + begin);
        });
    }
    double meanLoss() const
    {
        const BoosterLabels &labels = *m_rows.labels;
        std::vector<double> sums((m_count + kLossRows - 1) / kLossRows, 0.0);
        forBlocks([&](std::size_t begin, std::size_t size) {
            const auto weights = labels.weights.empty()
                                     ? std::span<const float>()
                                     : std::span(labels.weights).subspan(begin, size);
            sums[begin / kLossRows] =
                lossSum(m_options, std::span(labels.values).subspan(begin, size), weights,
                        m_scores.data() + begin, m_count);
        });
        return std::accumulate(sums.begin(), sums.end(), 0.0) /
               std::max(labels.totalWeight(), 1e-300);
    }

private:
    template <typename Work>
    void forBlocks(Work work) const
    {
        m_team.run((m_count + kLossRows - 1) / kLossRows, [&](std::size_t block) {
            work(block * kLossRows, std::min(kLossRows, m_count - block * kLossRows));
        });
    }
    const LeafwiseOptions &m_options;
    BoosterRows m_rows;
    WorkerTeam &m_team;
    std::size_t m_count;
    std::vector<std::uint32_t> m_all;
    std::vector<float> m_scores;
    RowPartition m_partition;
};

/// The rows that are not among `drawn` (both ascending).
std::vector<std::uint32_t> othersThan(const std::vector<std::uint32_t> &drawn, std::size_t rows)
{
    std::vector<std::uint32_t> others;
    others.reserve(rows - drawn.size());
    std::size_t next = 0;
    for (std::uint32_t row = 0; row < rows; ++row)
        if (next < drawn.size() && drawn[next] == row)
            ++next;
        else
            others.push_back(row);
    return others;
}

class Boosting {
public:
    Boosting(const LeafwiseOptions &options, const BoosterRows &train,
             const BoosterRows *validation, LeafwiseState state, const BoosterWatch &watch)
        : m_options(options),
          m_train(train),
          m_watch(watch),
          m_state(withStart(std::move(state), options, *train.labels)),
          m_outputs(m_state.start.size()),
          m_team(options.threads),
          m_grower(*train.columns, options, m_team),
          m_scored(options, train, m_team, m_state.start)
    {
        // Rows of small weight count less, but as rows; which ones a round sees depends on chance.
        m_options.sampling = RowSampling::Bernoulli;
        if (validation)
            m_validation.emplace(options, *validation, m_team, m_state.start);
    }

    LeafwiseState run()
    {
        m_state.cutShort = false;
        for (std::size_t i = 0; i < m_state.trees.size(); ++i) {
            m_grower.know(m_state.trees[i]);
            m_scored.addToAll(m_state.trees[i], i % m_outputs, versionOf(i / m_outputs));
            if (m_validation)
                m_validation->addToAll(m_state.trees[i], i % m_outputs, 0);
        }
        while (static_cast<int>(rounds()) < m_options.rounds && !isDone()) {
            if (m_watch.shouldEnd && m_watch.shouldEnd()) {
                m_state.cutShort = true;
                break;
            }
            if (!addRound())
                break;
            report();
        }
        return std::move(m_state);
    }

private:
    static LeafwiseState withStart(LeafwiseState state, const LeafwiseOptions &options,
                                   const BoosterLabels &labels)
    {
        if (state.start.empty())
            state.start = startScores(options, labels);
        return state;
    }
    std::size_t rounds() const { return m_state.trees.size() / m_outputs; }
    std::uint64_t seedOf(std::size_t round) const { return mixSeeds(m_options.seed, round); }
    std::size_t versionOf(std::size_t round) const
    {
        const std::size_t versions = m_train.columns->versions();
        return versions > 1 ? mixSeeds(seedOf(round), 0xe7) % versions : 0;
    }
    bool isDone() const
    {
        if (!m_validation || m_options.patience <= 0)
            return false;
        const double grown = 20.0 + m_options.patienceShare * m_state.best;
        const double patience =
            std::max<double>(m_options.patience, m_options.patienceShare > 0.0 ? grown : 0.0);
        return static_cast<double>(m_state.validationLosses.size()) - m_state.best >= patience;
    }

    /// False: it was told to end, or nothing is left to learn.
    bool addRound()
    {
        const std::size_t round = rounds(), rows = m_train.labels->rows();
        const std::uint64_t seed = seedOf(round);
        m_scored.gradients(m_gradients);
        const RowSample sample = sampleRows(m_options, {}, {}, rows, seed, m_team);
        std::vector<LeafTree> trees(m_outputs);
        bool learned = false;
        for (std::size_t k = 0; k < m_outputs; ++k) {
            const auto gradients = std::span(m_gradients).subspan(k * rows, rows);
            makeCurvatureWords(m_options, *m_train.labels, static_cast<int>(k), gradients, m_team,
                               m_words);
            const GrowTask task{&m_words, sample.rows, versionOf(round), mixSeeds(seed, k),
                                &m_watch.shouldEnd};
            m_state.cutShort = !m_grower.grow(task, trees[k]);
            if (m_state.cutShort)
                return false;
            learned = learned || !trees[k].splits.empty();
            if (m_options.answersQuantiles())
                m_scored.answerQuantiles(trees[k], m_grower.partition());
            // Gradients of this round are known, so the scores may move on.
            m_scored.add(trees[k], k, m_grower.partition());
            if (sample.rows.size() < rows) {
                if (k == 0)
                    m_others = othersThan(sample.rows, rows);
                m_scored.addTo(m_others, trees[k], k, task.version);
            }
        }
        if (!learned && m_options.rowShare >= 1.0 && m_options.columnShare >= 1.0 &&
            !m_options.randomCuts)
            return false;
        std::ranges::move(trees, std::back_inserter(m_state.trees));
        return true;
    }

    void report()
    {
        const int round = static_cast<int>(rounds());
        double loss = std::numeric_limits<double>::quiet_NaN();
        if (m_validation) {
            for (std::size_t k = 0; k < m_outputs; ++k)
                m_validation->addToAll(m_state.trees[(rounds() - 1) * m_outputs + k], k, 0);
            loss = m_validation->meanLoss();
            auto &losses = m_state.validationLosses;
            losses.push_back(loss);
            if (m_state.best == 0 || loss < losses[static_cast<std::size_t>(m_state.best) - 1])
                m_state.best = round;
        } else {
            m_state.best = round;
        }
        if (m_watch.progress)
            m_watch.progress(round, m_options.rounds, m_scored.meanLoss(), loss);
    }

    LeafwiseOptions m_options;
    BoosterRows m_train;
    const BoosterWatch &m_watch;
    LeafwiseState m_state;
    std::size_t m_outputs;
    WorkerTeam m_team;
    LeafGrower m_grower;
    ScoredRows m_scored;
    std::optional<ScoredRows> m_validation;
    std::vector<float> m_gradients;
    std::vector<std::uint32_t> m_others;
    GradientWords m_words;
};

} // namespace

LeafwiseState boostLeafwise(const LeafwiseOptions &options, const BoosterRows &train,
                            const BoosterRows *validation, LeafwiseState state,
                            const BoosterWatch &watch)
{
    return Boosting(options, train, validation, std::move(state), watch).run();
}

} // namespace leptune
