// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/threshold_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

double ratio(std::uint64_t part, std::uint64_t rest)
{
    return static_cast<double>(part) / static_cast<double>(part + rest);
}

} // namespace

double ThresholdCounts::recall() const
{
    return ratio(hits, misses);
}

double ThresholdCounts::precision() const
{
    return ratio(hits, falseAlarms);
}

double ThresholdCounts::falsePositiveRate() const
{
    return ratio(falseAlarms, rejections);
}

ThresholdCurve::ThresholdCurve(const Scored &scored, int label)
{
    std::vector<std::pair<double, bool>> rows;
    for (std::size_t row = 0; row < scored.prediction.rows; ++row) {
        const double score = scored.prediction.at(row, static_cast<std::size_t>(label));
        rows.emplace_back(std::isnan(score) ? -std::numeric_limits<double>::infinity() : score,
                          scored.target.values[row] == static_cast<float>(label));
    }
    std::ranges::sort(rows);
    m_scores.reserve(rows.size());
    m_positivesBelow.reserve(rows.size() + 1);
    for (const auto &[score, isPositive] : rows) {
        m_scores.push_back(score);
        m_positivesBelow.push_back(m_positives);
        ++(isPositive ? m_positives : m_negatives);
    }
    m_positivesBelow.push_back(m_positives);
}

ThresholdCounts ThresholdCurve::at(double threshold) const
{
    ThresholdCounts counts;
    if (m_scores.empty())
        return counts;
    const auto below = static_cast<std::uint64_t>(std::ranges::lower_bound(m_scores, threshold) -
                                                  m_scores.begin());
    counts.misses = m_positivesBelow[below];
    counts.hits = m_positives - counts.misses;
    counts.rejections = below - counts.misses;
    counts.falseAlarms = m_negatives - counts.rejections;
    return counts;
}

double ThresholdCurve::cheapest(double costOfMiss, double costOfFalseAlarm) const
{
    // Between two scores nothing changes: their middle is as good as any, and the least exact.
    std::vector<double> candidates{0.0, 0.5, 1.0};
    for (std::size_t i = 1; i < m_scores.size(); ++i)
        if (m_scores[i] > m_scores[i - 1] && std::isfinite(m_scores[i - 1]))
            candidates.push_back(std::clamp(0.5 * (m_scores[i] + m_scores[i - 1]), 0.0, 1.0));
    double best = 0.5, least = at(0.5).cost(costOfMiss, costOfFalseAlarm);
    for (const double threshold : candidates) {
        const double cost = at(threshold).cost(costOfMiss, costOfFalseAlarm);
        if (cost < least || (cost == least && std::abs(threshold - 0.5) < std::abs(best - 0.5))) {
            least = cost;
            best = threshold;
        }
    }
    return best;
}

} // namespace leptune
