// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/portfolio_review.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/learners/registry.h"
#include "core/metalearn/ranking.h"
#include "core/tuning/ensemble.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kMostRows = 3000; // of a table, to compare ensembles on
constexpr double kTie = 1e-4;
constexpr double kInfinite = std::numeric_limits<double>::infinity();

struct Means {
    int trials = std::numeric_limits<int>::max();
    double coreSeconds = kInfinite;
};
constexpr Means kMeans[] = {{4, kInfinite},
                            {8, kInfinite},
                            {12, kInfinite},
                            {16, kInfinite},
                            {std::numeric_limits<int>::max(), 10.0},
                            {std::numeric_limits<int>::max(), 30.0},
                            {std::numeric_limits<int>::max(), 100.0}};

/// One measured configuration of the table under review.
struct Run {
    const MeasuredRow *row;
    Configuration configuration;
    double operations;
    std::shared_ptr<const FloatMatrix> prediction;
};

class TableReview {
public:
    TableReview(const PortfolioLog &log, const PortfolioLog::Table &table,
                const std::vector<PortfolioCandidate> &candidates)
        : m_head(table.head)
    {
        auto truth = log.truth(m_head.name);
        if (!truth)
            return;
        Rows some;
        const std::size_t count = std::min(kMostRows, truth->values.size());
        for (std::size_t i = 0; i < count; ++i)
            some.push_back(static_cast<std::uint32_t>(i * truth->values.size() / count));
        m_truth = truth->gathered(some);
        m_metric = metricFromName(m_head.metric, m_truth.task);
        for (const PortfolioCandidate &candidate : candidates)
            load(log, table, candidate, truth->values.size(), some);
    }
    bool usable() const { return !m_runs.empty(); }

    /// The families' defaults: all first ones, cheapest first, then all second ones, ...
    std::vector<std::size_t> fixedOrder() const
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_runs.size(); ++i)
            if (m_runs[i].row->candidate.defaultIndex >= 0)
                order.push_back(i);
        std::ranges::stable_sort(order, {}, [&](std::size_t i) {
            return std::pair(m_runs[i].row->candidate.defaultIndex, m_runs[i].operations);
        });
        return order;
    }
    std::vector<std::size_t> portfolioOrder(const Portfolio &others, const Means &means,
                                            bool likeness) const
    {
        RankingRequest request;
        request.features = m_head.features;
        request.shape = m_head.shape;
        request.fitsPerTrial = m_head.fits;
        request.coreSeconds = means.coreSeconds;
        request.byLikeness = likeness;
        std::vector<std::size_t> order;
        for (const PortfolioPick &pick : rankPortfolio(others, request))
            for (std::size_t i = 0; i < m_runs.size(); ++i)
                if (m_runs[i].row->candidate.family == pick.family &&
                    m_runs[i].configuration == pick.configuration) {
                    order.push_back(i);
                    break;
                }
        return order;
    }
    /// Score of the ensemble of what gets done in this order.
    double reached(const std::vector<std::size_t> &order, const Means &means) const
    {
        std::vector<EnsembleCandidate> members;
        double seconds = 0.0;
        for (const std::size_t i : order) {
            seconds += m_runs[i].row->seconds;
            if (static_cast<int>(members.size()) >= means.trials || seconds > means.coreSeconds)
                break;
            members.push_back({m_runs[i].prediction, m_runs[i].row->candidate.family});
        }
        if (members.empty())
            return m_head.constantScore;
        return std::max(m_head.constantScore, selectEnsemble(m_metric, m_truth, {}, members).score);
    }
    std::vector<std::size_t> all() const
    {
        std::vector<std::size_t> order(m_runs.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        return order;
    }
    double constant() const { return m_head.constantScore; }

private:
    void load(const PortfolioLog &log, const PortfolioLog::Table &table,
              const PortfolioCandidate &candidate, std::size_t rows, const Rows &some)
    {
        const MeasuredRow *row = table.find(candidate);
        if (!row || !row->isScored())
            return;
        const auto configuration = resolveCandidate(candidate, m_head.shape);
        const auto prediction = log.prediction(m_head.name, candidate);
        if (!configuration || !prediction || prediction->rows != rows)
            return;
        const double operations =
            learnerNamed(candidate.family).cost(m_head.shape, *configuration).operations;
        m_runs.push_back({row, *configuration, operations,
                          std::make_shared<const FloatMatrix>(gatherRows(*prediction, some))});
    }

    const MeasuredTable &m_head;
    Target m_truth;
    MetricKind m_metric = MetricKind::Rmse;
    std::vector<Run> m_runs;
};

Portfolio withoutTable(const Portfolio &portfolio, const MeasuredTable &table)
{
    Portfolio others = portfolio;
    std::erase_if(others.tables, [&](const MeasuredTable &other) {
        return other.name == table.name || other.hash == table.hash || other.rows == table.rows;
    });
    return others;
}

struct Reached {
    double fixed = 0.0, average = 0.0, likely = 0.0;
};

/// Normalised results for all means, or nothing where the table tells nothing.
std::vector<Reached> reviewTable(const TableReview &table, const Portfolio &others)
{
    if (!table.usable())
        return {};
    std::vector<Reached> results;
    double best = table.reached(table.all(), {});
    for (const Means &means : kMeans) {
        const Reached reached{table.reached(table.fixedOrder(), means),
                              table.reached(table.portfolioOrder(others, means, false), means),
                              table.reached(table.portfolioOrder(others, means, true), means)};
        best = std::max({best, reached.fixed, reached.average, reached.likely});
        results.push_back(reached);
    }
    const double range = best - table.constant();
    if (!(range > 1e-9))
        return {};
    for (Reached &reached : results)
        for (double *score : {&reached.fixed, &reached.average, &reached.likely})
            *score = (*score - table.constant()) / range;
    return results;
}

} // namespace

PortfolioReview reviewPortfolio(const Portfolio &all, std::size_t keptPerTask,
                                const PortfolioLog &log, int workers, const std::stop_token &stop)
{
    std::vector<const PortfolioLog::Table *> tables;
    for (const MeasuredTable &table : all.tables)
        tables.push_back(&log.tables().at(table.name));
    std::vector<std::vector<Reached>> results(tables.size());
    parallelFor(tables.size(), workers, [&](std::size_t i) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, "", "interrupted");
        Portfolio others = withoutTable(all, tables[i]->head);
        const auto sameTask = [&](const MeasuredTable &other) {
            return other.features.task == tables[i]->head.features.task;
        };
        if (std::ranges::none_of(others.tables, sameTask))
            return;
        others = others.restrictedTo(selectCandidates(others, keptPerTask));
        results[i] = reviewTable(TableReview(log, *tables[i], all.candidates), others);
    });
    PortfolioReview review;
    for (std::size_t at = 0; at < std::size(kMeans); ++at) {
        ReviewLine line;
        line.trials = kMeans[at].trials == std::numeric_limits<int>::max() ? 0 : kMeans[at].trials;
        line.coreSeconds = line.trials > 0 ? 0.0 : kMeans[at].coreSeconds;
        for (const std::vector<Reached> &result : results) {
            if (result.empty())
                continue;
            const Reached &reached = result[at];
            ++line.tables;
            line.fixed += reached.fixed;
            line.average += reached.average;
            line.likely += reached.likely;
            const double ahead = reached.likely - reached.fixed;
            line.wins += ahead > kTie ? 1.0 : ahead < -kTie ? 0.0 : 0.5;
        }
        for (double *mean : {&line.fixed, &line.average, &line.likely, &line.wins})
            *mean /= std::max(1, line.tables);
        review.push_back(line);
    }
    return review;
}

} // namespace leptune
