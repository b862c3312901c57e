// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/evaluation.h"

#include "core/base/random.h"
#include "core/metrics/closed_intervals.h"
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace leptune {

namespace {

constexpr int kResamples = 1000;
constexpr int kFewestResamples = 100;
constexpr double kRowsAtFullResamples = 20000.0;

/// Value at a share of sorted values, interpolated.
double percentile(const std::vector<double> &sorted, double share)
{
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

int resamplesFor(std::size_t rows)
{
    const double share =
        std::min(1.0, kRowsAtFullResamples / static_cast<double>(std::max<std::size_t>(1, rows)));
    return std::max(kFewestResamples, static_cast<int>(kResamples * share));
}

/// What resamples are drawn within: the rows of each class where the metric is about what happens
/// to them, which a draw of all rows could lose; else all rows.
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

/// The lower percentile that makes the interval of a mean as wide as Student's of `rows` values
/// (Hesterberg 2015, The American Statistician 69:371).
double expandedTail(std::size_t rows)
{
    const double n = static_cast<double>(rows);
    const double deviations = studentQuantile(n - 1.0) * std::sqrt(n / (n - 1.0));
    return rows < 2 ? 0.0 : 0.5 * std::erfc(deviations / std::numbers::sqrt2);
}

void countClasses(Evaluation &evaluation, const Scored &scored)
{
    const Target &target = scored.target;
    const std::vector<int> labels = decideLabels(scored);
    const ClassCounts counts(target, labels, rowWeights(scored));
    const std::size_t classes = target.classes.size();
    evaluation.confusion.assign(classes, std::vector<std::uint64_t>(classes));
    for (std::size_t row = 0; row < labels.size(); ++row)
        ++evaluation.confusion[static_cast<std::size_t>(target.values[row])]
                              [static_cast<std::size_t>(labels[row])];
    for (std::size_t c = 0; c < classes; ++c) {
        ClassScores scores{target.classes[c], counts.precision(c), counts.recall(c), counts.f1(c),
                           0};
        for (const std::uint64_t rows : evaluation.confusion[c])
            scores.rows += rows;
        evaluation.classes.push_back(scores);
    }
}

} // namespace

Evaluation evaluatePrediction(MetricKind metric, const Scored &scored)
{
    Evaluation evaluation;
    evaluation.rows = scored.target.values.size();
    evaluation.metric = metric;
    for (const MetricKind kind : metricsFor(scored.target.task))
        evaluation.scores.emplace_back(kind, evaluateMetric(kind, scored));
    if (scored.target.isClassification())
        countClasses(evaluation, scored);
    return evaluation;
}

Interval bootstrapInterval(MetricKind metric, const Scored &scored, std::uint64_t seed)
{
    const std::size_t rows = scored.target.values.size();
    const PreparedMetric prepared(metric, scored);
    const std::vector<double> given = rowWeights(scored);
    const auto parts = resampledParts(metric, scored.target);
    std::vector<double> values;
    std::vector<double> weights(rows);
    const int resamples = resamplesFor(rows);
    for (int i = 0; rows > 0 && i < resamples; ++i) {
        RandomStream random(seed, static_cast<std::uint64_t>(i));
        std::ranges::fill(weights, 0.0);
        for (const auto &part : parts)
            for (std::size_t drawn = 0; drawn < part.size(); ++drawn)
                weights[part[random.below(part.size())]] += 1.0;
        for (std::size_t row = 0; row < given.size(); ++row)
            weights[row] *= given[row];
        const double value = prepared.value(weights);
        if (!std::isnan(value))
            values.push_back(value);
    }
    if (values.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    std::ranges::sort(values);
    const auto fewest =
        std::ranges::min_element(parts, {}, [](const auto &part) { return part.size(); });
    const double tail = expandedTail(fewest->size());
    return {percentile(values, tail), percentile(values, 1.0 - tail)};
}

} // namespace leptune
