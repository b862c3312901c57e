// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/used_features.h"

#include <algorithm>

namespace leptune {

namespace {

/// `questions`: the feature that each asks for.
std::shared_ptr<const FeaturePlan> withoutUnused(const FeaturePlan &plan,
                                                 const std::vector<std::int32_t *> &questions)
{
    std::vector<bool> asked(static_cast<std::size_t>(plan.width()), false);
    for (const std::int32_t *feature : questions)
        asked[static_cast<std::size_t>(*feature)] = true;
    auto kept = std::make_shared<FeaturePlan>();
    std::vector<std::int32_t> moved(asked.size(), -1);
    std::size_t begin = 0;
    std::int32_t next = 0;
    for (const FeatureChain &chain : plan.chains) {
        const std::size_t end = begin + static_cast<std::size_t>(chainWidth(chain));
        const auto from = asked.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto to = asked.begin() + static_cast<std::ptrdiff_t>(end);
        if (std::find(from, to, true) != to) {
            kept->chains.push_back(chain);
            for (std::size_t i = begin; i < end; ++i)
                moved[i] = next++;
        }
        begin = end;
    }
    if (kept->chains.empty())
        kept->chains.push_back(plan.chains.front());
    for (std::int32_t *feature : questions)
        *feature = moved[static_cast<std::size_t>(*feature)];
    return kept;
}

} // namespace

std::shared_ptr<const FeaturePlan> withoutUnusedChains(const FeaturePlan &plan,
                                                       SymmetricEnsemble &trees)
{
    std::vector<std::int32_t *> questions;
    for (LevelQuestion &question : trees.questions)
        questions.push_back(&question.feature);
    return withoutUnused(plan, questions);
}

std::shared_ptr<const FeaturePlan> withoutUnusedChains(const FeaturePlan &plan,
                                                       std::vector<TreeEnsemble> &trees)
{
    std::vector<std::int32_t *> questions;
    for (TreeEnsemble &ensemble : trees)
        for (TreeNode &node : ensemble.nodes)
            if (node.feature >= 0)
                questions.push_back(&node.feature);
    return withoutUnused(plan, questions);
}

} // namespace leptune
