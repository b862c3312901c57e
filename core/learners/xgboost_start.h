// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/fit_goal.h"
#include "core/learners/standardizer.h"
#include "core/learners/xgboost_handle.h"
#include "core/preprocess/view.h"

#include <memory>

namespace leptune {

/// What boosting starts from and how its answers become those of the target.
struct XgbStart {
    std::vector<float> margin; ///< a group
    LabelScale unit;           ///< of a regression target
};

/// Log shares of the classes (log odds of class 1 where there are two), the mean or the median.
XgbStart startOf(const View &train, FitObjective objective);

/// Rows for XGBoost, weighed as the objective wants it. `features`: one row a row of the view.
std::unique_ptr<XgbMatrix> makeXgbMatrix(const FloatMatrix &features, const View &view,
                                         const XgbStart &start, FitObjective objective);

} // namespace leptune
