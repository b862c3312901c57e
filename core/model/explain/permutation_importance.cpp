// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/permutation_importance.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/data/split.h"
#include "core/model/column_needs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kFirstRows = 100;

double scoreOf(const Model &model, const RawBatch &batch, const Target &truth, MetricKind metric)
{
    return evaluateScore(metric, {truth, model.predict(batch).outputs(), model.decision()});
}

template <typename T>
void reorder(std::vector<T> &values, const std::vector<std::uint32_t> &order)
{
    if (values.empty())
        return;
    const std::vector<T> copy = values;
    for (std::size_t i = 0; i < order.size(); ++i)
        values[i] = copy[order[i]];
}

/// Losses of one column over the rounds.
struct Losses {
    double sum = 0.0;
    double squares = 0.0;
    int count = 0;

    void add(double loss)
    {
        sum += loss;
        squares += loss * loss;
        ++count;
    }
    double mean() const { return sum / count; }
    double deviation() const { return std::sqrt(std::max(0.0, squares / count - mean() * mean())); }
};

/// Shuffles one column after the other, round by round.
class Permuter {
public:
    Permuter(const Model &model, const ImportanceData &data, const ImportanceEffort &effort)
        : m_model(model), m_metric(data.metric), m_effort(effort)
    {
        const std::vector<bool> isRead = readColumns(model.graph(), model.schema().columns.size());
        for (std::size_t column = 0; column < isRead.size(); ++column)
            (isRead[column] ? m_columns : m_unread).push_back(column);
        m_losses.resize(m_columns.size());
        takeRows(data);
    }

    PermutationImportance run()
    {
        for (int round = 0; round < m_effort.repeats; ++round) {
            const auto threads = static_cast<std::size_t>(std::max(1, m_effort.threads));
            parallelFor(threads, m_effort.threads,
                        [&](std::size_t first) { runRound(round, first, threads); });
        }
        PermutationImportance result;
        result.rows = m_batch.rows;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (const Losses &losses = m_losses[i];
                losses.count > 0 && std::isfinite(losses.mean()))
                result.columns.push_back(
                    {m_columns[i], losses.mean(), losses.deviation(), losses.count});
        for (const std::size_t column : m_unread)
            result.columns.push_back({column, 0.0, 0.0, 0});
        std::ranges::stable_sort(result.columns, std::greater{}, &ColumnLoss::mean);
        return result;
    }

private:
    /// A seeded sample, small enough that one round over all columns fits the time.
    void takeRows(const ImportanceData &data)
    {
        const auto total = static_cast<std::uint32_t>(data.batch.rows);
        const std::size_t most = std::min<std::size_t>(total, m_effort.maxRows);
        RandomStream random(m_effort.seed, 0x1a9);
        Rows rows = random.sample(total, static_cast<std::uint32_t>(most));
        if (const std::size_t affordable = affordableRows(data, rows); affordable < rows.size()) {
            RandomStream again(m_effort.seed, 0x1aa);
            rows = again.sample(total, static_cast<std::uint32_t>(affordable));
        }
        m_batch = data.batch.gathered(rows);
        m_truth = data.truth.gathered(rows);
        m_whole = scoreOf(m_model, m_batch, m_truth, m_metric);
    }

    std::size_t affordableRows(const ImportanceData &data, const Rows &rows) const
    {
        if (!m_effort.deadline.exists() || rows.size() <= kFirstRows || m_columns.empty())
            return rows.size();
        const Rows few(rows.begin(), rows.begin() + kFirstRows);
        const RawBatch batch = data.batch.gathered(few);
        const Target truth = data.truth.gathered(few);
        const Stopwatch watch;
        scoreOf(m_model, batch, truth, m_metric);
        const double round =
            watch.seconds() * static_cast<double>(m_columns.size()) / std::max(1, m_effort.threads);
        const double times =
            std::max(1.0, 0.5 * m_effort.deadline.remaining() / std::max(1e-9, round));
        return static_cast<std::size_t>(
            std::min(static_cast<double>(rows.size()), times * static_cast<double>(kFirstRows)));
    }

    /// Every `step`-th column from `first` on, each with a random stream of its own.
    void runRound(int round, std::size_t first, std::size_t step)
    {
        RawBatch shuffled = m_batch;
        for (std::size_t i = first; i < m_columns.size(); i += step) {
            if (m_effort.isOver())
                return;
            std::vector<std::uint32_t> order(m_batch.rows);
            std::iota(order.begin(), order.end(), 0U);
            RandomStream random(mixSeeds(m_effort.seed, static_cast<std::uint64_t>(round)),
                                m_columns[i]);
            random.shuffle(std::span(order));
            RawCells &cells = shuffled.columns[m_columns[i]];
            reorder(cells.numbers, order);
            reorder(cells.codes, order);
            m_losses[i].add(m_whole - scoreOf(m_model, shuffled, m_truth, m_metric));
            cells = m_batch.columns[m_columns[i]];
        }
    }

    const Model &m_model;
    MetricKind m_metric;
    ImportanceEffort m_effort;
    std::vector<std::size_t> m_columns, m_unread;
    std::vector<Losses> m_losses;
    RawBatch m_batch;
    Target m_truth;
    double m_whole = 0.0;
};

} // namespace

double ColumnLoss::standardError() const
{
    // The deviation is that of the rounds themselves: one degree of freedom less.
    return rounds > 1 ? deviation / std::sqrt(rounds - 1.0) : 0.0;
}

PermutationImportance permutationImportance(const Model &model, const ImportanceData &data,
                                            const ImportanceEffort &effort)
{
    return Permuter(model, data, effort).run();
}

} // namespace leptune
