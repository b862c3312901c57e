// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/used_cuts.h"

namespace leptune {

UsedCuts::UsedCuts(std::size_t features, double reward)
    : m_features(features), m_reward(static_cast<float>(reward))
{
}

void UsedCuts::add(const SymmetricSplit &split)
{
    Feature &feature = m_features[static_cast<std::size_t>(split.feature)];
    if (feature.used[split.bin])
        return;
    feature.used[split.bin] = true;
    feature.bins.push_back(split.bin);
}

} // namespace leptune
