// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fit_goal.h"

#include "core/learners/mean_one.h"
#include "core/preprocess/feature_plan.h"

#include <algorithm>
#include <cmath>

namespace leptune {

FitGoal goalOf(MetricKind metric)
{
    FitGoal goal;
    if (metric == MetricKind::Mae)
        goal.objective = FitObjective::Median;
    else if (metric == MetricKind::Mape)
        goal.objective = FitObjective::RelativeMedian;
    return goal;
}

FitGoal goalOf(const FitGoal &goal, const Configuration &configuration)
{
    FitGoal own = goal;
    if (goal.isMedian() && configuration.choice("loss", "absolute") == "squared")
        own.objective = FitObjective::Mean;
    return own;
}

std::vector<float> goalWeights(FitObjective objective, std::span<const float> targets,
                               std::vector<float> weights)
{
    if (objective != FitObjective::RelativeMedian || targets.empty())
        return weights;
    constexpr double kLeastSize = 1e-6;
    double size = 0.0;
    for (const float target : targets)
        size += std::abs(static_cast<double>(target));
    const double least = std::max(kLeastSize * size / static_cast<double>(targets.size()), 1e-30);
    weights.resize(targets.size(), 1.0F);
    std::vector<float> result;
    for (std::size_t i = 0; i < targets.size(); ++i)
        result.push_back(static_cast<float>(
            weights[i] * (least / std::max(least, std::abs(static_cast<double>(targets[i]))))));
    return meanOne(std::move(result));
}

std::vector<int> featureDirections(const FeaturePlan &plan, const std::vector<int> &directions)
{
    if (std::ranges::all_of(directions, [](int direction) { return direction == 0; }))
        return {};
    std::vector<int> features;
    for (const FeatureChain &chain : plan.chains)
        features.insert(features.end(), static_cast<std::size_t>(chainWidth(chain)),
                        directions[static_cast<std::size_t>(chain.column)]);
    features.resize(static_cast<std::size_t>(plan.width()),
                    0); // derived ones never read such columns
    return features;
}

} // namespace leptune
