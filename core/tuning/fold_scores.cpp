// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_scores.h"

#include "core/tuning/fold_plan.h"

#include <algorithm>

namespace leptune {

namespace {

/// Rows of the study as places among those that are scored.
Rows placesOf(const TrialPlan &plan, const Rows &rows)
{
    Rows places;
    places.reserve(rows.size());
    for (const std::uint32_t row : rows)
        places.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(plan.scoredRows, row) -
                                                    plan.scoredRows.begin()));
    return places;
}

} // namespace

std::vector<double> foldScores(const TrialPlan &plan, const FloatMatrix &answers,
                               const Decision &decision)
{
    std::vector<double> scores;
    for (const Split &split : plan.splits) {
        const Rows places = placesOf(plan, split.test);
        const Target truth = plan.scoredTruth.gathered(places);
        const FloatMatrix own = gatherRows(answers, places);
        const std::vector<float> weights = gatherValues(plan.scoredWeights, places);
        scores.push_back(evaluateMetric(plan.metric, {truth, own, decision, weights}));
    }
    return scores;
}

} // namespace leptune
