// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/resampling.h"

#include "core/base/random.h"
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kErrorResamples = 100;

std::vector<std::vector<std::uint32_t>> resampledParts(MetricKind metric, const Target &target)
{
    const bool byClass = metric == MetricKind::Auc || metric == MetricKind::BalancedAccuracy ||
                         metric == MetricKind::Recall;
    std::vector<std::vector<std::uint32_t>> parts(byClass ? target.classes.size() : 1);
    for (std::uint32_t row = 0; row < target.values.size(); ++row)
        parts[byClass ? static_cast<std::size_t>(target.values[row]) : 0].push_back(row);
    std::erase_if(parts, [](const auto &rows) { return rows.empty(); });
    return parts;
}

} // namespace

Resampling::Resampling(MetricKind metric, const Scored &scored, std::uint64_t seed)
    : m_parts(resampledParts(metric, scored.target)),
      m_given(rowWeights(scored)),
      m_weights(scored.target.values.size()),
      m_seed(seed)
{
}

std::span<const double> Resampling::draw(int number)
{
    RandomStream random(m_seed, static_cast<std::uint64_t>(number));
    std::ranges::fill(m_weights, 0.0);
    for (const auto &part : m_parts)
        for (std::size_t drawn = 0; drawn < part.size(); ++drawn)
            m_weights[part[random.below(part.size())]] += 1.0;
    for (std::size_t row = 0; row < m_given.size(); ++row)
        m_weights[row] *= m_given[row];
    return m_weights;
}

std::size_t Resampling::fewestRows() const
{
    return std::ranges::min_element(m_parts, {}, [](const auto &part) { return part.size(); })
        ->size();
}

double differenceError(MetricKind metric, const Scored &a, const Scored &b, std::uint64_t seed)
{
    const PreparedMetric first(metric, a), second(metric, b);
    Resampling resampling(metric, a, seed);
    double count = 0.0, sum = 0.0, squares = 0.0;
    for (int i = 0; !a.target.values.empty() && i < kErrorResamples; ++i) {
        const std::span<const double> weights = resampling.draw(i);
        const double difference = first.value(weights) - second.value(weights);
        if (std::isnan(difference))
            continue;
        count += 1.0;
        sum += difference;
        squares += difference * difference;
    }
    return count > 1.0 ? std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1.0))
                       : 0.0;
}

} // namespace leptune
