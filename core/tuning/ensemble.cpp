// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/ensemble.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace leptune {

namespace {

/// Of the best score's size: targets may be of any scale.
constexpr double kTie = 1e-9;

double toleranceAt(double best, const EnsembleLimits &limits)
{
    return std::max(limits.tolerance, kTie * std::abs(best));
}

/// The running sum of the chosen predictions and what one more member would give.
class GreedySelection {
public:
    GreedySelection(MetricKind metric, const Target &truth, std::span<const float> weights,
                    const std::vector<EnsembleCandidate> &candidates)
        : m_metric(metric),
          m_truth(truth),
          m_weights(weights),
          m_candidates(candidates),
          m_sum(candidates.front().prediction->rows, candidates.front().prediction->columns),
          m_mean(m_sum),
          m_counts(candidates.size(), 0)
    {
    }

    double scoreWith(std::size_t candidate)
    {
        const FloatMatrix &added = *m_candidates[candidate].prediction;
        const float share = 1.0F / static_cast<float>(m_size + 1);
        for (std::size_t i = 0; i < m_sum.values.size(); ++i)
            m_mean.values[i] = (m_sum.values[i] + added.values[i]) * share;
        const double score = evaluateScore(m_metric, {m_truth, m_mean, 0.5F, m_weights});
        return std::isnan(score) ? -std::numeric_limits<double>::infinity() : score;
    }
    void take(std::size_t candidate)
    {
        const FloatMatrix &added = *m_candidates[candidate].prediction;
        for (std::size_t i = 0; i < m_sum.values.size(); ++i)
            m_sum.values[i] += added.values[i];
        ++m_counts[candidate];
        ++m_size;
    }
    bool holds(std::size_t candidate) const { return m_counts[candidate] > 0; }
    int size() const { return m_size; }
    const std::vector<int> &counts() const { return m_counts; }

private:
    MetricKind m_metric;
    const Target &m_truth;
    std::span<const float> m_weights;
    const std::vector<EnsembleCandidate> &m_candidates;
    FloatMatrix m_sum;
    FloatMatrix m_mean;
    std::vector<int> m_counts;
    int m_size = 0;
};

bool mayJoin(std::size_t candidate, const GreedySelection &selection,
             const std::vector<EnsembleCandidate> &candidates, const EnsembleLimits &limits)
{
    if (selection.holds(candidate))
        return true;
    int members = 0;
    int ofFamily = 0;
    double bytes = candidates[candidate].bytes;
    double microseconds = candidates[candidate].microseconds;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!selection.holds(i))
            continue;
        ++members;
        ofFamily += candidates[i].family == candidates[candidate].family ? 1 : 0;
        bytes += candidates[i].bytes;
        microseconds += candidates[i].microseconds;
    }
    return members < limits.maxMembers && ofFamily < limits.membersPerFamily &&
           bytes <= limits.maxBytes && microseconds <= limits.maxMicroseconds;
}

/// The candidate to add next, candidates.size() where none may join; `reached` receives the score.
std::size_t chooseNext(GreedySelection &selection, const std::vector<EnsembleCandidate> &candidates,
                       const EnsembleLimits &limits, double &reached)
{
    const double none = -std::numeric_limits<double>::infinity();
    std::vector<double> scores(candidates.size(), none);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (mayJoin(i, selection, candidates, limits))
            scores[i] = selection.scoreWith(i);
    const double best = *std::ranges::max_element(scores);
    std::size_t taken = candidates.size();
    const auto price = [&](std::size_t i) {
        return std::tuple(!selection.holds(i), limits.tolerance > 0.0 ? candidates[i].bytes : 0.0,
                          -scores[i]);
    };
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (scores[i] > none && scores[i] >= best - toleranceAt(best, limits) &&
            (taken == candidates.size() || price(i) < price(taken)))
            taken = i;
    reached = taken < candidates.size() ? scores[taken] : none;
    return taken;
}

} // namespace

int EnsembleChoice::members() const
{
    return static_cast<int>(std::ranges::count_if(weights, [](double w) { return w > 0.0; }));
}

EnsembleChoice selectEnsemble(MetricKind metric, const Target &truth,
                              std::span<const float> weights,
                              const std::vector<EnsembleCandidate> &candidates,
                              const EnsembleLimits &limits)
{
    EnsembleChoice choice;
    choice.weights.assign(candidates.size(), 0.0);
    if (candidates.empty())
        return choice;
    GreedySelection selection(metric, truth, weights, candidates);
    std::vector<std::pair<double, std::vector<int>>> prefixes;
    for (int step = 0; step < limits.steps; ++step) {
        double reached = 0.0;
        const std::size_t taken = chooseNext(selection, candidates, limits, reached);
        if (taken == candidates.size())
            break;
        selection.take(taken);
        prefixes.emplace_back(reached, selection.counts());
    }
    if (prefixes.empty())
        return choice;
    const double best = std::ranges::max_element(prefixes, {}, [](const auto &prefix) {
                            return prefix.first;
                        })->first;
    const auto &[bestScore, bestCounts] = *std::ranges::find_if(prefixes, [&](const auto &prefix) {
        return prefix.first >= best - toleranceAt(best, limits);
    });
    int total = 0;
    for (const int count : bestCounts)
        total += count;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        choice.weights[i] = static_cast<double>(bestCounts[i]) / total;
    choice.score = bestScore;
    return choice;
}

FloatMatrix blend(const std::vector<EnsembleCandidate> &candidates,
                  const std::vector<double> &weights)
{
    FloatMatrix mean(candidates.front().prediction->rows, candidates.front().prediction->columns);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (weights[i] <= 0.0)
            continue;
        const auto share = static_cast<float>(weights[i]);
        for (std::size_t j = 0; j < mean.values.size(); ++j)
            mean.values[j] += share * candidates[i].prediction->values[j];
    }
    return mean;
}

} // namespace leptune
