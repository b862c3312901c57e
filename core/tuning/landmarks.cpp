// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/landmarks.h"

#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/metalearn/residuals.h"
#include "core/tuning/study_shape.h"

namespace leptune {

namespace {

constexpr std::uint32_t kTrainRows = 700;
constexpr std::uint32_t kTestRows = 300;
constexpr double kMostOperations = 1.5e8;

Rows someOf(const Rows &rows, std::uint32_t most, std::uint64_t seed)
{
    if (rows.size() <= most)
        return rows;
    Rows some;
    for (const std::uint32_t place :
         RandomStream(seed).sample(static_cast<std::uint32_t>(rows.size()), most))
        some.push_back(rows[place]);
    return some;
}

} // namespace

std::map<std::string, double> runLandmarks(const TrialPlan &plan, std::uint64_t seed,
                                           const std::stop_token &stop,
                                           const std::optional<std::set<std::string>> &families)
{
    const Split &first = plan.splits.front();
    Split split{someOf(first.train, kTrainRows, mixSeeds(seed, 1)),
                someOf(first.test, kTestRows, mixSeeds(seed, 2))};
    TrialPlan quick =
        makeTrialPlan(plan.data, {std::move(split)}, plan.metric, plan.goal.directions);
    quick.device = plan.device;
    const DataShape shape = shapeOfPlan(quick);
    std::map<std::string, double> skills;
    for (const Learner *learner : allLearners()) {
        if (families && !families->contains(learner->name()))
            continue;
        const auto defaults = learner->defaults(shape);
        if (stop.stop_requested() || learner->space(shape).size() == 0 || defaults.empty() ||
            !learner->whyNot(shape).empty() ||
            learner->cost(shape, defaults.front()).operations > kMostOperations)
            continue;
        TrialRequest request;
        request.family = learner->name();
        request.parameters = defaults.front();
        request.seed = mixSeeds(seed, 3);
        const TrialResult result = runTrial(request, quick, {stop, {}});
        if (stop.stop_requested())
            break;
        if (result.oof.rows == quick.scoredTruth.values.size() && result.oof.rows > 0)
            skills[learner->name()] = skillOf(quick.scoredTruth, result.oof);
    }
    return skills;
}

} // namespace leptune
