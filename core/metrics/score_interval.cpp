// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/score_interval.h"

#include "core/metrics/closed_intervals.h"
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace leptune {

namespace {

constexpr double kIntervalInErrors = 2.0 * 1.96;

/// Rows that as many of equal weight would be worth (Kish 1965), a row.
double worthOfWeights(std::span<const float> weights)
{
    double sum = 0.0;
    double squares = 0.0;
    for (const float weight : weights) {
        sum += weight;
        squares += static_cast<double>(weight) * weight;
    }
    return squares > 0.0 ? sum / squares : 1.0;
}

/// What a mistake costs at least: the true class got half the probability or less.
double costOfMistake(MetricKind metric, TaskKind task)
{
    if (metric == MetricKind::LogLoss)
        return std::numbers::ln2;
    return task == TaskKind::Binary ? 0.25 : 0.5; // Brier's squares
}

/// The closed forms of one scored set.
class ClosedForms {
public:
    ClosedForms(MetricKind metric, const Scored &scored)
        : m_metric(metric),
          m_scored(scored),
          m_worth(worthOfWeights(scored.weights)),
          m_counts(scored.target, decideLabels(scored), rowWeights(scored))
    {
    }

    Interval interval(double value) const
    {
        switch (m_metric) {
        case MetricKind::Accuracy:
            return wilsonInterval(m_worth * hits(), m_worth * rows());
        case MetricKind::LogLoss:
        case MetricKind::Brier:
            return {value,
                    value + hiddenMistakes() * costOfMistake(m_metric, m_scored.target.task)};
        default:
            return meanInterval(shares());
        }
    }

private:
    double rows() const
    {
        return std::accumulate(m_counts.truth.begin(), m_counts.truth.end(), 0.0);
    }
    double hits() const { return std::accumulate(m_counts.hit.begin(), m_counts.hit.end(), 0.0); }
    /// The share of rows that could be mistakes beyond those seen.
    double hiddenMistakes() const
    {
        const double wrong = rows() - hits();
        return wilsonInterval(m_worth * wrong, m_worth * rows()).high - wrong / rows();
    }
    std::vector<ShareInterval> shares() const
    {
        std::vector<ShareInterval> shares;
        const bool ofOne =
            m_scored.target.task == TaskKind::Binary && m_metric != MetricKind::BalancedAccuracy;
        const auto positive = static_cast<std::size_t>(positiveClass(m_scored.target));
        for (std::size_t c = 0; c < m_counts.truth.size(); ++c)
            if (ofOne ? c == positive : m_counts.truth[c] > 0.0)
                shares.push_back(m_metric == MetricKind::Auc ? areaOf(c) : shareOf(c));
        return shares;
    }
    ShareInterval areaOf(std::size_t c) const
    {
        std::vector<float> scores(m_scored.prediction.rows);
        std::vector<std::uint8_t> truth(scores.size());
        for (std::size_t row = 0; row < scores.size(); ++row) {
            scores[row] = m_scored.prediction.at(row, c);
            truth[row] = m_scored.target.values[row] == static_cast<float>(c) ? 1 : 0;
        }
        const double area = areaUnderRoc(scores, truth, m_scored.weights);
        const Interval range = rocAreaInterval(area, m_worth * m_counts.truth[c],
                                               m_worth * (rows() - m_counts.truth[c]));
        return {std::isnan(area) ? 0.5 : area, range.low, range.high};
    }
    ShareInterval shareOf(std::size_t c) const
    {
        const double hit = m_counts.hit[c];
        double trials = m_counts.truth[c];
        if (m_metric == MetricKind::Precision)
            trials = m_counts.answered[c];
        if (m_metric == MetricKind::F1) // 2J / (1 + J) of Jaccard's share J
            trials += m_counts.answered[c] - hit;
        const Interval range = wilsonInterval(m_worth * hit, m_worth * trials);
        const ShareInterval share{trials > 0.0 ? hit / trials : 0.0, range.low, range.high};
        const auto f1 = [](double jaccard) { return 2.0 * jaccard / (1.0 + jaccard); };
        return m_metric == MetricKind::F1
                   ? ShareInterval{f1(share.share), f1(share.low), f1(share.high)}
                   : share;
    }

    MetricKind m_metric;
    const Scored &m_scored;
    double m_worth;
    ClassCounts m_counts;
};

} // namespace

Interval hull(const Interval &a, const Interval &b)
{
    return {std::fmin(a.low, b.low), std::fmax(a.high, b.high)};
}

std::size_t rowsOfRarestClass(const Target &target)
{
    if (!target.isClassification())
        return target.values.size();
    std::vector<std::size_t> counts(target.classes.size());
    for (const float value : target.values)
        ++counts[static_cast<std::size_t>(value)];
    std::erase(counts, 0U);
    return counts.empty() ? 0 : *std::ranges::min_element(counts);
}

Interval scoreInterval(MetricKind metric, const Scored &scored, std::uint64_t seed)
{
    const Interval drawn = bootstrapInterval(metric, scored, seed);
    const double value = evaluateMetric(metric, scored);
    if (!scored.target.isClassification() || std::isnan(value))
        return drawn;
    return hull(drawn, ClosedForms(metric, scored).interval(value));
}

double leastStandardError(MetricKind metric, const Target &target)
{
    if (!target.isClassification())
        return 0.0;
    const bool isMean = metric == MetricKind::LogLoss || metric == MetricKind::Brier;
    const std::size_t rows =
        isMean || metric == MetricKind::Accuracy ? target.values.size() : rowsOfRarestClass(target);
    const double width = wilsonInterval(0.0, static_cast<double>(rows)).high;
    return (isMean ? costOfMistake(metric, target.task) : 1.0) * width / kIntervalInErrors;
}

} // namespace leptune
