// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/feature_plan.h"

#include <vector>

namespace leptune {

/// What some neighbouring columns of a plan's features are: scaled numbers (dates too), the 0/1
/// columns of one category, or something else (marks of missing cells, codes, pixels).
enum class FeatureKind { Number, OneHot, Other };
struct FeatureGroup {
    FeatureKind kind = FeatureKind::Other;
    int first = 0;
    int count = 0;
};

/// All columns of a plan, in their order.
std::vector<FeatureGroup> featureGroups(const FeaturePlan &plan);

} // namespace leptune
