// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/chosen_score.h"

#include "core/base/random.h"
#include "core/metrics/percentile.h"
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

namespace leptune {

namespace {

constexpr int kDraws = 200, kFewestDraws = 20;
constexpr std::size_t kMostRows = 5000, kMostCandidates = 100;
constexpr double kTail = 0.025;

class Chooser {
public:
    explicit Chooser(const ChoiceOf &choice) : m_choice(choice)
    {
        const std::size_t count = std::min(choice.candidates.size(), kMostCandidates);
        for (std::size_t i = 0; i < count; ++i) {
            const ChoiceOf::Candidate &one = choice.candidates[i];
            m_scored.push_back(Scored{*choice.truth, *one.answers, one.decision, choice.weights});
            m_metrics.emplace_back(choice.metric, m_scored.back());
        }
    }

    /// The score by `tested` of the best by `drawn`, weights a row; NaN where it can't be told.
    double score(std::span<const double> drawn, std::span<const double> tested) const
    {
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t i = 0; i < m_metrics.size(); ++i)
            if (const double score = toScore(m_choice.metric, m_metrics[i].value(drawn));
                !std::isnan(score))
                order.emplace_back(-score, i);
        const auto most = static_cast<std::size_t>(std::max(1, m_choice.members));
        const std::size_t members = std::min(order.size(), most);
        if (members == 0)
            return std::nan("");
        std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(members));
        if (members == 1)
            return m_metrics[order.front().second].value(tested);
        FloatMatrix mean = *m_choice.candidates[order.front().second].answers;
        for (std::size_t k = 1; k < members; ++k) {
            const FloatMatrix &other = *m_choice.candidates[order[k].second].answers;
            for (std::size_t i = 0; i < mean.values.size(); ++i)
                mean.values[i] += (other.values[i] - mean.values[i]) / static_cast<float>(k + 1);
        }
        const Scored scored{*m_choice.truth, mean,
                            m_choice.candidates[order.front().second].decision, m_choice.weights};
        return PreparedMetric(m_choice.metric, scored).value(tested);
    }

private:
    const ChoiceOf &m_choice;
    std::deque<Scored> m_scored; ///< stays where it is: metrics refer to it
    std::deque<PreparedMetric> m_metrics;
};

} // namespace

std::optional<ChosenScore> scoreOfChosen(const ChoiceOf &choice, std::uint64_t seed)
{
    const std::size_t rows = choice.truth->values.size();
    if (choice.candidates.size() < 2 || rows < 2 || rows > kMostRows)
        return std::nullopt;
    const Chooser chooser(choice);
    std::vector<double> weights(rows, 1.0);
    std::ranges::copy(choice.weights, weights.begin());
    RandomStream random(seed);
    std::vector<double> values;
    for (int draw = 0; draw < kDraws; ++draw) {
        std::vector<double> drawn(rows, 0.0), left = weights;
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t row = random.below(static_cast<std::uint32_t>(rows));
            drawn[row] += weights[row];
            left[row] = 0.0;
        }
        if (const double value = chooser.score(drawn, left); !std::isnan(value))
            values.push_back(value);
    }
    if (values.size() < kFewestDraws)
        return std::nullopt;
    ChosenScore result;
    result.all = chooser.score(weights, weights);
    result.value =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    std::ranges::sort(values);
    result.interval = {percentile(values, kTail), percentile(values, 1.0 - kTail)};
    return result;
}

} // namespace leptune
