// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/data/target.h"
#include "core/metrics/decision.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace leptune {

enum class MetricKind {
    Accuracy, BalancedAccuracy, Recall, Precision, F1, Auc, LogLoss, Brier, Rmse, Mae, R2, Mape, Ndcg
};

/// "accuracy", "balanced_accuracy", ... as the command line spells them.
const char *metricName(MetricKind metric);
/// Throws Error(BadOption) listing the names that fit the task.
MetricKind metricFromName(const std::string &name, TaskKind task);
/// auc, logloss, rmse.
MetricKind defaultMetric(TaskKind task);
bool fitsTask(MetricKind metric, TaskKind task);
bool higherIsBetter(MetricKind metric);
/// Only labels matter (accuracy, recall...): a decision threshold changes the value.
bool usesLabels(MetricKind metric);
/// The threshold is tuned for it (accuracy, balanced_accuracy, f1).
bool tunesThreshold(MetricKind metric);

/// What was predicted for some rows. Classification: probabilities [N, classes] and how labels are
/// decided; regression: probabilities is [N,1] holding numbers.
struct Scored {
    const Target &target;          ///< truth; `target.values` has N entries
    const FloatMatrix &prediction; ///< [N, outputs]
    Decision decision = {};
    std::span<const float> weights = {};
};

/// The metric in its own sign. f1, recall, precision: of the positive class (binary), macro otherwise;
/// auc one-against-rest macro over classes present. NaN where undefined (one class in the rows).
double evaluateMetric(MetricKind metric, const Scored &scored);
/// The same, higher is better: negated for losses. What the engine compares.
double evaluateScore(MetricKind metric, const Scored &scored);
inline double toMetric(MetricKind metric, double score) { return higherIsBetter(metric) ? score : -score; }
inline double toScore(MetricKind metric, double value) { return higherIsBetter(metric) ? value : -value; }

/// All metrics that fit the task, in the order of the enumeration.
std::vector<MetricKind> metricsFor(TaskKind task);

/// The threshold in (0,1) that maximises the metric on these rows (binary); 0.5 for metrics that are not
/// tuned. `weights`: one a row, or empty. Ties: nearest to 0.5.
float bestThreshold(MetricKind metric, const Target &target, const FloatMatrix &probabilities,
                    std::span<const float> weights = {});

} // namespace leptune
