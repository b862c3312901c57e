// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/preprocess/view.h"

#include <functional>

namespace leptune {

struct DerivedOptions {
    int most = 24;    ///< features to add at most
    int versions = 1; ///< of what training rows see of target means
    std::uint64_t seed = 0;
    int threads = 1;
    std::function<bool()> shouldEnd; ///< may be empty; where it says so, nothing is derived
    std::vector<int> directions = {}; ///< FitGoal's: columns with one are not derived from
};

/// A derived feature of the rows of a fit.
struct DerivedColumn {
    std::vector<std::vector<float>> train; ///< one version, or one an inner split for target means
    std::vector<float> validation;         ///< as new rows get it
};

struct DerivedFeatures {
    std::shared_ptr<const FeaturePlan> plan; ///< the given one, derived features appended
    std::vector<DerivedColumn> columns;
};

/// Searches features that help beyond what trees make of `plan`'s own: sums, differences, products
/// and quotients of numbers, target means of pairs of categories (out-of-fold in training rows, 5
/// inner folds by the seed, prior weight 10), numbers against the mean of their group. Looks at
/// training rows only, at 8,000 of them at most. Half of those train a small booster, the others
/// score what it left unexplained, and the other way round; features stay that explain more of it
/// than both their parents and lower the held-out loss of a second small booster.
DerivedFeatures deriveFeatures(const View &train, const View &validation,
                               const std::shared_ptr<const FeaturePlan> &plan,
                               const DerivedOptions &options);

/// Drops derived features that no tree asks for (and what only they read), renumbering the trees'
/// features.
std::shared_ptr<const FeaturePlan>
withoutUnusedDerived(const std::shared_ptr<const FeaturePlan> &plan,
                     std::span<TreeEnsemble *const> ensembles);

} // namespace leptune
