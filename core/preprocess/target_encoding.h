// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/view.h"

#include <cstdint>

namespace leptune {

/// Tree features of one fold, target statistics included.
struct TreeFeatures {
    std::shared_ptr<const FeaturePlan> plan;
    FloatMatrix train;
    FloatMatrix validation;
};

/// StudyData::tree() for the rows of both views plus one column (one a class beyond two) of
/// smoothed target means for each column of more than 8 categories: out-of-fold within `train` (5
/// inner folds by `seed`, prior weight 10), from all of `train` for the rest. Unseen and missing
/// categories get the training mean (missing its own mean where it was met in training).
TreeFeatures makeTreeFeatures(const View &train, const View &validation, std::uint64_t seed);

} // namespace leptune
