// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"
#include "core/search/configuration.h"

#include <span>
#include <vector>

namespace leptune {

struct FeaturePlan;

/// What an answer is of the numbers a row may have (classes: always their probabilities). Relative:
/// the median of rows weighed by 1 / |target|, the least mean absolute percentage error.
enum class FitObjective { Mean, Median, RelativeMedian, Quantile };

/// What a fit is for, beyond the rows it learns from.
struct FitGoal {
    FitObjective objective = FitObjective::Mean;
    double quantile = 0.5; ///< Quantile only, in (0, 1)
    /// A raw column: +1 the answer (of two classes the score of the second) never falls as its
    /// cells rise, -1 it never rises, 0 free; empty: all free. Columns of numbers only.
    std::vector<int> directions = {};

    bool isMedian() const
    {
        return objective == FitObjective::Median || objective == FitObjective::RelativeMedian;
    }
};

/// The objective that a metric asks for: medians for mae and mape, else means.
FitGoal goalOf(MetricKind metric);
/// The goal of a configuration: "loss" = "squared" learns means whatever the metric asks for.
FitGoal goalOf(const FitGoal &goal, const Configuration &configuration);

/// Weights of rows under the objective, those given (or 1) divided by |target| for relative
/// medians, in which case their mean is 1; targets near 0 count as 1e-6 of the mean size.
std::vector<float> goalWeights(FitObjective objective, std::span<const float> targets,
                               std::vector<float> weights);

/// A direction for each of the plan's features, empty where all are free.
std::vector<int> featureDirections(const FeaturePlan &plan, const std::vector<int> &directions);

} // namespace leptune
