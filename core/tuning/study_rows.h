// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/study_record.h"
#include "core/tuning/trial.h"

namespace leptune {

/// The rows (numbers of setup.features) that a study's search is done on: all it may look at, or a
/// sample of kMostSearchRows. By the seed of the options, so a saved study gives them again.
Rows searchRows(const StudySetup &setup, const TuneOptions &options);
/// Those rows in every form that learners want.
std::shared_ptr<const StudyData> dataOf(const StudySetup &setup, const Rows &rows, int threads);
/// The study's folds of `rows`, which `data` holds, and what is measured on them.
TrialPlan planOf(const StudySetup &setup, const Rows &rows, std::shared_ptr<const StudyData> data,
                 const FoldChoice &choice, const TuneOptions &options);
/// A saved study was made of other rows (BadInput).
struct OtherRows : Error {
    using Error::Error;
};
/// Throws OtherRows.
void requireSameRows(const StudySetup &setup, const StudyRecord &saved);
/// Rows that chose nothing: those of the test file, else the locked ones (there may be none).
struct TestRows {
    RawBatch batch;
    Target truth;
    std::vector<float> weights;
};
TestRows testRowsOf(const StudySetup &setup);
/// Row numbers 0 to rows - 1.
Rows allRows(std::size_t rows);

} // namespace leptune
