// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <memory>
#include <vector>

namespace leptune {

/// The plan (without derived features) less the columns that no question of the trees asks for,
/// whose features are renumbered: small trees don't carry tables of categories that they never
/// look up. A plan keeps one chain at least.
std::shared_ptr<const FeaturePlan> withoutUnusedChains(const FeaturePlan &plan,
                                                       SymmetricEnsemble &trees);
std::shared_ptr<const FeaturePlan> withoutUnusedChains(const FeaturePlan &plan,
                                                       std::vector<TreeEnsemble> &trees);

} // namespace leptune
