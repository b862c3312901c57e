// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/view.h"
#include "core/metrics/metric.h"
#include "core/tuning/tune_options.h"

#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// A checked and resolved set-up: what is predicted from what, and which rows nobody may look at.
/// Row numbers of `lockedRows` and `studyRows` refer to `features`, the usable rows of the table.
struct StudySetup {
    MetricKind metric = MetricKind::Rmse;
    Schema schema;
    Table features;             ///< columns a Model may see (target, group, weight and ignored ones are gone)
    Target target;              ///< of the usable rows
    std::vector<float> weights; ///< of the usable rows, or empty
    std::vector<std::uint32_t> blocks; ///< rows that stay together (copies, groups), or empty
    std::vector<double> time;   ///< order of rows, or empty
    std::vector<int> directions; ///< FitGoal's, of the schema's columns; empty: all are free
    Rows studyRows;
    Rows lockedRows;            ///< empty: nothing is locked
    std::optional<Table> testFeatures; ///< a test file, bound like features
    Target testTarget;
    std::vector<std::string> notes;
    std::uint64_t rowsHash = 0;
    std::size_t usableRows() const { return features.rows(); }
};

/// Throws Error where the options do not fit the table. Nothing here looks at the locked rows'
/// targets other than to stratify the cut and to tell copies among equal rows.
StudySetup prepareStudy(const Table &table, const std::optional<Table> &test, const TuneOptions &options);

constexpr std::size_t kFewestRows = 20;
constexpr std::size_t kFewestRowsToLock = 300;
constexpr std::size_t kMostLockedRows = 50'000;
constexpr std::size_t kMostSearchRows = 100'000;

} // namespace leptune
