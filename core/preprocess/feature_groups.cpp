// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/feature_groups.h"

namespace leptune {

namespace {

/// The last step says what columns are.
FeatureKind kindOf(const FeatureChain &chain)
{
    if (chain.steps.empty())
        return FeatureKind::Other;
    const Step &last = chain.steps.back();
    if (std::holds_alternative<OneHot>(last))
        return FeatureKind::OneHot;
    const bool scaled =
        std::holds_alternative<Scale>(last) || std::holds_alternative<SmoothClip>(last);
    return scaled ? FeatureKind::Number : FeatureKind::Other;
}

} // namespace

std::vector<FeatureGroup> featureGroups(const FeaturePlan &plan)
{
    std::vector<FeatureGroup> groups;
    int first = 0;
    const auto add = [&](FeatureKind kind, int count) {
        groups.push_back({kind, first, count});
        first += count;
    };
    for (const FeatureChain &chain : plan.chains)
        add(kindOf(chain), chainWidth(chain));
    if (!plan.derived.features.empty())
        add(FeatureKind::Other, static_cast<int>(plan.derived.features.size()));
    return groups;
}

} // namespace leptune
