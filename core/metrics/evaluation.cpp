// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/evaluation.h"

#include "core/metrics/closed_intervals.h"
#include "core/metrics/percentile.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/resampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace leptune {

namespace {

constexpr int kResamples = 1000;
constexpr int kFewestResamples = 100;
constexpr double kRowsAtFullResamples = 20000.0;

int resamplesFor(std::size_t rows)
{
    const double share =
        std::min(1.0, kRowsAtFullResamples / static_cast<double>(std::max<std::size_t>(1, rows)));
    return std::max(kFewestResamples, static_cast<int>(kResamples * share));
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
    Resampling resampling(metric, scored, seed);
    std::vector<double> values;
    const int resamples = resamplesFor(rows);
    for (int i = 0; rows > 0 && i < resamples; ++i) {
        const double value = prepared.value(resampling.draw(i));
        if (!std::isnan(value))
            values.push_back(value);
    }
    if (values.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    std::ranges::sort(values);
    const double tail = expandedTail(resampling.fewestRows());
    return {percentile(values, tail), percentile(values, 1.0 - tail)};
}

} // namespace leptune
