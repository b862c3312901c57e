// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/explain/contributions.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/column_needs.h"
#include "core/model/explain/joined_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kFewestBackgroundRows = 10;
constexpr std::size_t kMostBackgroundRows = 200;
constexpr std::size_t kRowsAtOnce = 2000; ///< that the Model answers between looks at the clock

/// Cells of the pool's rows, column by column from different rows.
class MixedRows {
public:
    MixedRows(const RawBatch &pool, const std::vector<std::size_t> &columns)
        : m_pool(pool), m_columns(columns), m_sources(columns.size())
    {
    }
    /// One row more; `sources`: the pool's row for each column.
    void add(const std::vector<std::uint32_t> &sources)
    {
        for (std::size_t i = 0; i < sources.size(); ++i)
            m_sources[i].push_back(sources[i]);
        ++m_rows;
    }
    std::size_t rows() const { return m_rows; }
    RawBatch batch() const
    {
        RawBatch mixed;
        mixed.rows = m_rows;
        mixed.columns.resize(m_pool.columns.size());
        // What the Model does not read is the same for all.
        const std::vector<std::uint32_t> unread(m_rows, 0);
        for (std::size_t column = 0; column < mixed.columns.size(); ++column) {
            const auto at = std::ranges::lower_bound(m_columns, column);
            const bool isRead = at != m_columns.end() && *at == column;
            const auto &rows =
                isRead ? m_sources[static_cast<std::size_t>(at - m_columns.begin())] : unread;
            const RawCells &from = m_pool.columns[column];
            RawCells &to = mixed.columns[column];
            to.dictionary = from.dictionary;
            to.pictures = from.pictures;
            pick(from.numbers, rows, to.numbers);
            pick(from.codes, rows, to.codes);
        }
        return mixed;
    }

private:
    template <typename T>
    static void pick(const std::vector<T> &from, const std::vector<std::uint32_t> &rows,
                     std::vector<T> &to)
    {
        if (from.empty())
            return;
        to.reserve(rows.size());
        for (const std::uint32_t row : rows)
            to.push_back(from[row]);
    }

    const RawBatch &m_pool;
    const std::vector<std::size_t> &m_columns;
    std::vector<std::vector<std::uint32_t>> m_sources; ///< a column that is read
    std::size_t m_rows = 0;
};

/// What one column added, over the background rows; each counts once, as its pair of orders is not
/// independent.
struct Gains {
    double sum = 0.0, squares = 0.0;

    void add(double gain)
    {
        sum += gain;
        squares += gain * gain;
    }
    double standardError(double count) const
    {
        if (count < 2.0)
            return 0.0;
        const double mean = sum / count;
        return std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1.0));
    }
};

class RowExplainer {
public:
    RowExplainer(const Model &model, const RawBatch &row, const RawBatch &background, int output,
                 const ExplainEffort &effort)
        : m_model(model), m_output(static_cast<std::size_t>(output)), m_effort(effort)
    {
        const std::vector<bool> isRead = readColumns(model.graph(), model.schema().columns.size());
        for (std::size_t column = 0; column < isRead.size(); ++column)
            if (isRead[column])
                m_columns.push_back(column);
        m_gains.resize(m_columns.size());
        m_pool = joinedRows(background.gathered(chosenRows(background.rows)), row);
    }

    Contributions run()
    {
        Contributions result;
        result.columns.resize(m_model.schema().columns.size());
        for (std::size_t column = 0; column < result.columns.size(); ++column)
            result.columns[column].column = column;
        const std::vector<double> ends = answers(m_pool); // of the background, then of the row
        result.answer = ends.back();
        std::size_t done = 0;
        while (done + 1 < ends.size() && (done == 0 || !m_effort.deadline.passed())) {
            checkStop(m_effort);
            done = walk(done, ends);
        }
        const auto count = static_cast<double>(done);
        result.meanAnswer =
            std::accumulate(ends.begin(), ends.begin() + static_cast<long>(done), 0.0) / count;
        result.backgroundRows = done;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            result.columns[m_columns[i]] = {m_columns[i], m_gains[i].sum / count,
                                            m_gains[i].standardError(count)};
        return result;
    }

private:
    /// So many that two walks from each fit the answers that are allowed.
    std::vector<std::uint32_t> chosenRows(std::size_t rows) const
    {
        const std::size_t steps = 2 * std::max<std::size_t>(1, m_columns.size());
        const std::size_t most =
            std::clamp(m_effort.maxAnswers / steps, kFewestBackgroundRows, kMostBackgroundRows);
        RandomStream random(m_effort.seed, 0xc0);
        std::vector<std::uint32_t> chosen = random.sample(
            static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(std::min(rows, most)));
        random.shuffle(std::span(chosen)); // a deadline then leaves a fair part
        return chosen;
    }

    std::vector<double> answers(const RawBatch &batch) const
    {
        const FloatMatrix outputs = m_model.predict(batch).outputs();
        std::vector<double> result(outputs.rows);
        for (std::size_t i = 0; i < outputs.rows; ++i)
            result[i] = outputs.at(i, m_output);
        return result;
    }

    std::vector<std::size_t> orderFor(std::size_t background) const
    {
        std::vector<std::size_t> order(m_columns.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        RandomStream random(mixSeeds(m_effort.seed, 0xc1), background);
        random.shuffle(std::span(order));
        return order;
    }

    /// Both walks from as many background rows, `first` on, as are answered at once; gives the
    /// next.
    std::size_t walk(std::size_t first, const std::vector<double> &ends)
    {
        MixedRows steps(m_pool, m_columns);
        std::size_t last = first;
        while (last + 1 < ends.size() && (last == first || steps.rows() < kRowsAtOnce)) {
            std::vector<std::size_t> order = orderFor(last);
            addSteps(order, last, steps);
            std::ranges::reverse(order);
            addSteps(order, last, steps);
            ++last;
        }
        const std::vector<double> between =
            steps.rows() > 0 ? answers(steps.batch()) : std::vector<double>();
        auto at = between.begin();
        for (std::size_t row = first; row < last; ++row) {
            std::vector<double> gained(m_columns.size(), 0.0);
            std::vector<std::size_t> order = orderFor(row);
            addGains(order, ends[row], at, ends.back(), gained);
            std::ranges::reverse(order);
            addGains(order, ends[row], at, ends.back(), gained);
            for (std::size_t i = 0; i < gained.size(); ++i)
                m_gains[i].add(0.5 * gained[i]);
        }
        return last;
    }

    /// The rows strictly between the background row and the row.
    void addSteps(const std::vector<std::size_t> &order, std::size_t background,
                  MixedRows &steps) const
    {
        const auto own = static_cast<std::uint32_t>(m_pool.rows - 1);
        std::vector<std::uint32_t> sources(m_columns.size(),
                                           static_cast<std::uint32_t>(background));
        for (std::size_t i = 0; i + 1 < order.size(); ++i) {
            sources[order[i]] = own;
            steps.add(sources);
        }
    }

    static void addGains(const std::vector<std::size_t> &order, double from,
                         std::vector<double>::const_iterator &between, double to,
                         std::vector<double> &gained)
    {
        for (std::size_t i = 0; i < order.size(); ++i) {
            const double next = i + 1 < order.size() ? *between++ : to;
            gained[order[i]] += next - from;
            from = next;
        }
    }

    const Model &m_model;
    std::size_t m_output;
    ExplainEffort m_effort;
    std::vector<std::size_t> m_columns; ///< that the Model reads, ascending
    std::vector<Gains> m_gains;
    RawBatch m_pool; ///< background rows, the row last
};

} // namespace

double Contributions::sum() const
{
    return std::accumulate(columns.begin(), columns.end(), 0.0,
                           [](double sum, const Contribution &c) { return sum + c.amount; });
}

Contributions explainRow(const Model &model, const RawBatch &row, const RawBatch &background,
                         int output, const ExplainEffort &effort)
{
    if (background.rows == 0 || row.rows != 1)
        throw Error(ErrorCode::BadInput, {},
                    "one row is explained by comparing it with others; there are none");
    return RowExplainer(model, row, background, output, effort).run();
}

} // namespace leptune
