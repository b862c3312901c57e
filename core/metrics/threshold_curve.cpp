// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/threshold_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

double ratio(double part, double rest)
{
    return part / (part + rest);
}

struct RankedRow {
    double score = 0.0;
    bool isPositive = false;
    double weight = 1.0;
};

/// By rising score; unknown ones first.
std::vector<RankedRow> rankedRows(const Scored &scored, int label)
{
    std::vector<RankedRow> rows(scored.prediction.rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const double score = scored.prediction.at(row, static_cast<std::size_t>(label));
        rows[row] = {std::isnan(score) ? -std::numeric_limits<double>::infinity() : score,
                     scored.target.values[row] == static_cast<float>(label),
                     scored.weights.empty() ? 1.0 : static_cast<double>(scored.weights[row])};
    }
    std::ranges::stable_sort(rows, {}, &RankedRow::score);
    return rows;
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
    const std::vector<RankedRow> rows = rankedRows(scored, label);
    m_scores.reserve(rows.size());
    m_positivesBelow.reserve(rows.size() + 1);
    m_negativesBelow.reserve(rows.size() + 1);
    for (const RankedRow &row : rows) {
        m_scores.push_back(row.score);
        m_positivesBelow.push_back(m_positivesBelow.back() + (row.isPositive ? row.weight : 0.0));
        m_negativesBelow.push_back(m_negativesBelow.back() + (row.isPositive ? 0.0 : row.weight));
    }
}

ThresholdCounts ThresholdCurve::at(double threshold) const
{
    const auto below =
        static_cast<std::size_t>(std::ranges::lower_bound(m_scores, threshold) - m_scores.begin());
    ThresholdCounts counts;
    counts.misses = m_positivesBelow[below];
    counts.hits = m_positivesBelow.back() - counts.misses;
    counts.rejections = m_negativesBelow[below];
    counts.falseAlarms = m_negativesBelow.back() - counts.rejections;
    return counts;
}

double ThresholdCurve::cheapest(const ErrorCosts &costs) const
{
    // Between two scores nothing changes: their middle is as good as any, and the least exact.
    std::vector<double> candidates{0.0, 0.5, 1.0};
    for (std::size_t i = 1; i < m_scores.size(); ++i)
        if (m_scores[i] > m_scores[i - 1] && std::isfinite(m_scores[i - 1]))
            candidates.push_back(std::clamp(0.5 * (m_scores[i] + m_scores[i - 1]), 0.0, 1.0));
    double best = 0.5, least = at(0.5).cost(costs);
    for (const double threshold : candidates) {
        const double cost = at(threshold).cost(costs);
        if (cost < least || (cost == least && std::abs(threshold - 0.5) < std::abs(best - 0.5))) {
            least = cost;
            best = threshold;
        }
    }
    return best;
}

} // namespace leptune
