// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// What an iterative fit learns from and what it stops by.
struct FitParts {
    View train;
    View validation; ///< empty: train a set number of iterations
};

/// A seeded, stratified share, in (0, 1), of the rows is held out.
FitParts heldOut(const View &rows, double share, std::uint64_t seed);

/// `validation` where it has rows; none for a fit of fixed length; else a seeded, stratified tenth
/// of `train` (from 50 rows on).
FitParts partsForEarlyStopping(const View &train, const View &validation,
                               const FitContext &context);

} // namespace leptune
