// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/booster.h"

#include "core/base/random.h"
#include "core/learners/booster/gradient_words.h"
#include "core/learners/booster/leaf_values.h"
#include "core/learners/booster/row_sampler.h"
#include "core/learners/booster/tree_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Weighted sum of squares, in eight lanes.
double squaresOf(std::span<const float> values, const std::vector<float> &weights)
{
    double lanes[8] = {};
    const auto term = [&](std::size_t i) {
        const double value = values[i];
        return value * value * (weights.empty() ? 1.0 : double{weights[i]});
    };
    std::size_t i = 0;
    for (; i + 8 <= values.size(); i += 8)
        for (std::size_t lane = 0; lane < 8; ++lane)
            lanes[lane] += term(i + lane);
    for (; i < values.size(); ++i)
        lanes[0] += term(i);
    double sum = 0.0;
    for (const double lane : lanes)
        sum += lane;
    return sum;
}

/// Rows with their scores under the trees so far.
class ScoredRows {
public:
    ScoredRows(const BoosterOptions &options, const BoosterRows &rows, WorkerTeam &team)
        : m_options(options),
          m_rows(rows),
          m_team(team),
          m_count(rows.labels->rows()),
          m_outputs(static_cast<std::size_t>(options.outputs()))
    {
    }

    void start(const std::vector<float> &start)
    {
        m_scores.resize(m_count * m_outputs);
        for (std::size_t k = 0; k < m_outputs; ++k)
            std::fill_n(m_scores.begin() + static_cast<std::ptrdiff_t>(k * m_count), m_count,
                        start[k]);
    }
    void route(const SymmetricTree &tree, std::size_t version)
    {
        routeRows(tree.splits, *m_rows.columns, version, m_team, m_leaf);
    }
    /// Adds a tree whose rows are routed.
    void add(const SymmetricTree &tree)
    {
        forBlocks([&](std::size_t begin, std::size_t end) {
            for (std::size_t k = 0; k < m_outputs; ++k)
                for (std::size_t row = begin; row < end; ++row)
                    m_scores[k * m_count + row] += tree.values[m_leaf[row] * m_outputs + k];
        });
    }
    void gradients(std::vector<float> &result) const
    {
        result.resize(m_count * m_outputs);
        forBlocks([&](std::size_t begin, std::size_t end) {
            lossGradients(m_options, std::span(m_rows.labels->values).subspan(begin, end - begin),
                          m_scores.data() + begin, m_count, result.data() + begin);
        });
    }
    double meanLoss() const
    {
        const BoosterLabels &labels = *m_rows.labels;
        std::vector<double> sums((m_count + kLossRows - 1) / kLossRows, 0.0);
        forBlocks([&](std::size_t begin, std::size_t end) {
            const auto part = [&](const std::vector<float> &list) {
                return list.empty() ? std::span<const float>()
                                    : std::span(list).subspan(begin, end - begin);
            };
            sums[begin / kLossRows] = lossSum(m_options, part(labels.values), part(labels.weights),
                                              m_scores.data() + begin, m_count);
        });
        double sum = 0.0;
        for (const double value : sums)
            sum += value;
        return sum / std::max(labels.totalWeight(), 1e-300);
    }
    std::span<const float> scores() const { return m_scores; }
    std::span<const std::uint16_t> leaf() const { return m_leaf; }

private:
    template <typename Work>
    void forBlocks(Work work) const
    {
        m_team.run((m_count + kLossRows - 1) / kLossRows, [&](std::size_t block) {
            work(block * kLossRows, std::min(m_count, (block + 1) * kLossRows));
        });
    }
    const BoosterOptions &m_options;
    BoosterRows m_rows;
    WorkerTeam &m_team;
    std::size_t m_count, m_outputs;
    std::vector<float> m_scores;
    std::vector<std::uint16_t> m_leaf;
};

class Boosting {
public:
    Boosting(const BoosterOptions &options, const BoosterRows &train, const BoosterRows *validation,
             BoosterState state, const BoosterWatch &watch)
        : m_options(options),
          m_train(train),
          m_watch(watch),
          m_state(std::move(state)),
          m_team(options.threads),
          m_search(*train.columns, options, m_team),
          m_scored(options, train, m_team)
    {
        if (validation)
            m_validation.emplace(options, *validation, m_team);
    }

    BoosterState run()
    {
        restore();
        while (static_cast<int>(m_state.trees.size()) < m_options.rounds && !isDone()) {
            if (m_watch.shouldEnd && m_watch.shouldEnd()) {
                m_state.cutShort = true;
                break;
            }
            if (!addTree())
                break;
            report();
        }
        return std::move(m_state);
    }

private:
    void restore()
    {
        m_state.cutShort = false;
        if (m_state.start.empty())
            m_state.start = startScores(m_options, *m_train.labels);
        m_scored.start(m_state.start);
        if (m_validation)
            m_validation->start(m_state.start);
        for (std::size_t i = 0; i < m_state.trees.size(); ++i) {
            m_search.know(m_state.trees[i].splits);
            m_scored.route(m_state.trees[i], versionOf(i));
            m_scored.add(m_state.trees[i]);
            if (!m_validation)
                continue;
            m_validation->route(m_state.trees[i], 0);
            m_validation->add(m_state.trees[i]);
        }
    }

    std::uint64_t seedOf(std::size_t round) const { return mixSeeds(m_options.seed, round); }

    std::size_t versionOf(std::size_t round) const
    {
        const std::size_t versions = m_train.columns->versions();
        return versions > 1 ? mixSeeds(seedOf(round), 0xe7) % versions : 0;
    }

    bool isDone() const
    {
        return m_validation && m_options.patience > 0 &&
               static_cast<int>(m_state.validationLosses.size()) - m_state.best >=
                   m_options.patience;
    }

    /// Noise fades as the model grows (Dorogush et al. 2018).
    double noise() const
    {
        if (m_options.randomStrength <= 0.0)
            return 0.0;
        double squares = 0.0;
        const BoosterLabels &labels = *m_train.labels;
        for (std::size_t begin = 0; begin < m_gradients.size(); begin += labels.rows())
            squares += squaresOf({m_gradients.data() + begin, labels.rows()}, labels.weights);
        const double length = m_options.learningRate * static_cast<double>(m_state.trees.size());
        const double left = static_cast<double>(labels.rows()) * std::exp(-length);
        const double deviation = std::sqrt(squares / static_cast<double>(labels.rows()));
        return m_options.randomStrength * deviation * left / (1.0 + left);
    }

    /// False: it was told to end, or nothing is left to learn.
    bool addTree()
    {
        const std::size_t round = m_state.trees.size(), rows = m_train.labels->rows();
        const std::uint64_t seed = seedOf(round);
        m_scored.gradients(m_gradients);
        const RowSample sample =
            sampleRows(m_options, m_gradients, m_train.labels->weights, rows, seed, m_team);
        makeGradientWords(m_gradients, m_options.outputs(), sample.weights, rows, seed, m_team,
                          m_words);
        TreeTask task{&m_words, sample.rows, versionOf(round), noise(), seed, m_watch.shouldEnd};
        auto splits = m_search.find(task);
        m_state.cutShort = !splits;
        if (!splits || splits->empty())
            return false;
        SymmetricTree tree{std::move(*splits), {}};
        m_scored.route(tree, task.version);
        tree.values = valuesOf(tree);
        m_scored.add(tree);
        m_state.trees.push_back(std::move(tree));
        return true;
    }

    std::vector<float> valuesOf(const SymmetricTree &tree)
    {
        const LeafRows rows{m_train.labels, m_scored.scores(), m_gradients, m_scored.leaf(),
                            tree.leaves()};
        std::vector<float> values = leafValues(m_options, rows, m_team);
        if (!m_options.monotone.empty() && m_options.outputs() == 1) {
            std::vector<int> directions;
            for (const SymmetricSplit &split : tree.splits)
                directions.push_back(m_options.monotone[static_cast<std::size_t>(split.feature)]);
            enforceMonotone(values, leafWeights(rows), directions);
        }
        for (float &value : values)
            value *= static_cast<float>(m_options.learningRate);
        return values;
    }

    void report()
    {
        const SymmetricTree &tree = m_state.trees.back();
        const int round = static_cast<int>(m_state.trees.size());
        double loss = kUnknown;
        if (m_validation) {
            m_validation->route(tree, 0);
            m_validation->add(tree);
            loss = m_validation->meanLoss();
            m_state.validationLosses.push_back(loss);
            const auto &losses = m_state.validationLosses;
            if (m_state.best == 0 || loss < losses[static_cast<std::size_t>(m_state.best) - 1])
                m_state.best = round;
        } else {
            m_state.best = round;
        }
        if (m_watch.progress)
            m_watch.progress(round, m_options.rounds, m_scored.meanLoss(), loss);
    }

    const BoosterOptions &m_options;
    BoosterRows m_train;
    const BoosterWatch &m_watch;
    BoosterState m_state;
    WorkerTeam m_team;
    TreeSearch m_search;
    ScoredRows m_scored;
    std::optional<ScoredRows> m_validation;
    std::vector<float> m_gradients;
    GradientWords m_words;
};

} // namespace

BoosterState boost(const BoosterOptions &options, const BoosterRows &train,
                   const BoosterRows *validation, BoosterState state, const BoosterWatch &watch)
{
    return Boosting(options, train, validation, std::move(state), watch).run();
}

double automaticLearningRate(BoosterLoss loss, std::size_t rows, int rounds)
{
    const double n = static_cast<double>(std::max<std::size_t>(rows, 10)) / 10000.0;
    const double forRounds = std::pow(1000.0 / std::max(rounds, 1), 0.6);
    // Few rows of two classes are learned by heart soonest.
    const double rate = loss == BoosterLoss::Logistic  ? 0.055 * std::pow(n, 0.5)
                        : loss == BoosterLoss::Softmax ? 0.09 * std::pow(n, 0.05)
                                                       : 0.059 * std::pow(n, 0.16);
    return std::clamp(rate * forRounds, 0.002, 0.3);
}

} // namespace leptune
