// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/derived/derived_features.h"
#include "core/learners/derived/found_feature.h"

namespace leptune {

struct FoundFeatures {
    std::vector<DeriveInput> inputs; ///< with values of the rows searched
    std::vector<FoundFeature> features;
};
/// The search of deriveFeatures() on at most 8,000 of `rows`.
FoundFeatures searchFeatures(const std::shared_ptr<const StudyData> &data, const Rows &rows,
                             const DerivedOptions &options);

} // namespace leptune
