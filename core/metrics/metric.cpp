// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metric.h"

#include "core/base/error.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/threshold_sweep.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune {

namespace {

struct MetricFacts {
    const char *name;
    bool higherIsBetter;
    bool classification;
    bool regression;
    bool labels;
    bool tuned;
};

constexpr std::array kFacts{
    MetricFacts{"accuracy", true, true, false, true, true},
    MetricFacts{"balanced_accuracy", true, true, false, true, true},
    MetricFacts{"recall", true, true, false, true, false},
    MetricFacts{"precision", true, true, false, true, false},
    MetricFacts{"f1", true, true, false, true, true},
    MetricFacts{"auc", true, true, false, false, false},
    MetricFacts{"logloss", false, true, false, false, false},
    MetricFacts{"brier", false, true, false, false, false},
    MetricFacts{"rmse", false, false, true, false, false},
    MetricFacts{"mae", false, false, true, false, false},
    MetricFacts{"r2", true, false, true, false, false},
    MetricFacts{"mape", false, false, true, false, false},
    MetricFacts{"ndcg", true, false, false, false, false}, // for ranking, which no task here is
};

const MetricFacts &factsOf(MetricKind metric)
{
    return kFacts[static_cast<std::size_t>(metric)];
}

double scoreOf(MetricKind metric, const Answered &answered, const Answered &all)
{
    if (metric == MetricKind::Accuracy)
        return (answered.positives + all.negatives - answered.negatives) /
               (all.positives + all.negatives);
    if (metric == MetricKind::F1)
        return 2.0 * answered.positives / (all.positives + answered.positives + answered.negatives);
    return (answered.positives / all.positives +
            (all.negatives - answered.negatives) / all.negatives) /
           2.0;
}

} // namespace

const char *metricName(MetricKind metric)
{
    return factsOf(metric).name;
}

MetricKind metricFromName(const std::string &name, TaskKind task)
{
    std::string fitting;
    for (const MetricKind metric : metricsFor(task)) {
        if (name == metricName(metric))
            return metric;
        fitting += (fitting.empty() ? "" : ", ") + std::string(metricName(metric));
    }
    const bool exists =
        std::ranges::any_of(kFacts, [&](const auto &facts) { return name == facts.name; });
    throw Error(ErrorCode::BadOption, name,
                (exists ? std::string("does not fit a ") + taskName(task) + " task; use "
                        : "is no metric; use ") +
                    fitting);
}

MetricKind defaultMetric(TaskKind task)
{
    switch (task) {
    case TaskKind::Binary:
        return MetricKind::Auc;
    case TaskKind::MultiClass:
        return MetricKind::LogLoss;
    case TaskKind::Regression:
        break;
    }
    return MetricKind::Rmse;
}

bool fitsTask(MetricKind metric, TaskKind task)
{
    return task == TaskKind::Regression ? factsOf(metric).regression
                                        : factsOf(metric).classification;
}

bool higherIsBetter(MetricKind metric)
{
    return factsOf(metric).higherIsBetter;
}

bool usesLabels(MetricKind metric)
{
    return factsOf(metric).labels;
}

bool tunesThreshold(MetricKind metric)
{
    return factsOf(metric).tuned;
}

double evaluateMetric(MetricKind metric, const Scored &scored)
{
    return PreparedMetric(metric, scored).value(rowWeights(scored));
}

double evaluateScore(MetricKind metric, const Scored &scored)
{
    return toScore(metric, evaluateMetric(metric, scored));
}

std::vector<MetricKind> metricsFor(TaskKind task)
{
    std::vector<MetricKind> metrics;
    for (std::size_t i = 0; i < kFacts.size(); ++i)
        if (fitsTask(static_cast<MetricKind>(i), task))
            metrics.push_back(static_cast<MetricKind>(i));
    return metrics;
}

float bestThreshold(MetricKind metric, const Target &target, const FloatMatrix &probabilities,
                    std::span<const float> weights)
{
    if (target.task != TaskKind::Binary || !tunesThreshold(metric))
        return 0.5F;
    return sweptThreshold(target, probabilities, weights,
                          [metric](const Answered &answered, const Answered &all) {
                              return scoreOf(metric, answered, all);
                          });
}

} // namespace leptune
