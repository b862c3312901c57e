// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/view.h"

#include <string>
#include <vector>

namespace leptune {

/// A column that features may be derived from.
struct DeriveInput {
    FeatureChain chain; ///< what gives it
    int offset = 0;     ///< column of the chain's output
    int codes = 0;      ///< > 0: categories 0..codes-1, others "unseen"; 0: a number
    std::string name;
    int feature = -1;          ///< column of StudyData::treeOrdinal(), -1: none
    double use = 0.0;          ///< how much a small booster made of it
    std::vector<float> values; ///< of the rows searched
};

/// Numbers and date parts as numbers; categories, whole numbers 0..63 and small date parts as
/// codes. Columns that are the same in all `rows` or missing in most are left out, and those that
/// have a direction (FitGoal).
std::vector<DeriveInput> findInputs(const StudyData &data, const Rows &rows,
                                    const std::vector<int> &directions);

} // namespace leptune
