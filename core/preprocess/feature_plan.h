// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/derived.h"
#include "core/preprocess/steps.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// One raw column through a chain of steps. Where the first step is a LookUp or Pixels it reads the
/// raw cells; otherwise the column must be `asNumber` and enters as [N,1].
struct FeatureChain {
    int column = 0; ///< index in the schema
    std::vector<Step> steps;
    /// One a column out, for importances; of Pixels only the column's.
    std::vector<std::string> names;
};

/// Raw columns -> float32 features: the chains' outputs side by side, then the derived ones. Fitted
/// once, then frozen into the Model.
struct FeaturePlan {
    std::vector<FeatureChain> chains;
    std::vector<FeatureChain> sources = {}; ///< read by `derived` only
    Derive derived = {};                    ///< from the chains' outputs, then those of `sources`
    std::vector<std::string> derivedNames = {};
    int width() const;
    /// One a column; pixels are called "photo[y,x]", of several channels "photo[y,x,channel]".
    std::vector<std::string> names() const;
};

int chainWidth(const FeatureChain &chain);
FloatMatrix applyPlan(const FeaturePlan &plan, const RawBatch &batch, int threads = 1);

/// How categories with more than `oneHotLimit` values become numbers.
enum class ManyCategories { Ordinal, Drop };

struct DensePlanOptions {
    enum class Scaling { ZeroOne, Robust } scaling = Scaling::ZeroOne;
    int oneHotLimit = 64;
    ManyCategories beyond = ManyCategories::Ordinal;
    bool smoothClip = false;
};

/// Features for linear models, networks, kernels and neighbours: cleaned, imputed (median, own
/// category), missing indicators where training rows lack cells, scaled, one-hot, date parts;
/// pictures as pixels of mean 0 and variance 1 in every channel.
/// Constant columns are left out. ZeroOne maps the fitted range (without far outliers) to [0,1] and
/// clips new values to [-1,2]; Robust is (x - median) / IQR. One-hot columns are limited to
/// 256..4,096 in all, fewer for more rows (64 Mi cells). Looks at the batch's rows only, never at a
/// target.
FeaturePlan fitDensePlan(const Schema &schema, const RawBatch &batch,
                         const DensePlanOptions &options = {});
/// Robust features with smooth clipping, in two forms.
struct RobustPlans {
    FeaturePlan alone;                  ///< every column is scaled by itself
    std::optional<FeaturePlan> inUnits; ///< columns of one unit (shared_unit.h), where there is
                                        ///< one, by (x - mean of them all) / half of its range
};
RobustPlans fitRobustPlans(const Schema &schema, const RawBatch &batch);
/// Features for trees: numbers as they are (NaN kept), date parts, one-hot up to `oneHotLimit`
/// categories; columns with more are left to fold-fitted target statistics (`target_encoding.h`),
/// or ordinal codes by frequency.
FeaturePlan fitTreePlan(const Schema &schema, const RawBatch &batch, int oneHotLimit,
                        ManyCategories beyond);

} // namespace leptune
