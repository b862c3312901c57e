// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"
#include "core/tuning/study_record.h"

#include <functional>

namespace leptune {

/// Rows the Model is asked about, and their answers.
struct ImportanceData {
    const RawBatch &batch;
    const Target &truth;
    MetricKind metric;
};

/// `repeats` rounds over all columns on at most `maxRows` rows. With a deadline fewer rows are taken,
/// so that one round fits, and later rounds are left out when it passes.
struct ImportanceEffort {
    std::uint64_t seed = 0;
    int repeats = 3;
    std::size_t maxRows = 1000;
    int threads = 1;
    Deadline deadline = {};
    std::function<bool()> shouldEnd = {}; ///< polled with the deadline; may be empty

    bool isOver() const { return deadline.passed() || (shouldEnd && shouldEnd()); }
};

/// Permutation importance of the Model's used columns (Breiman 2001): how much the score falls when one
/// column's cells are shuffled among the rows, largest first. The same at any thread count; columns the
/// deadline left no time for are absent.
std::vector<ColumnImportance> permutationImportance(const Model &model, const ImportanceData &data,
                                                    const ImportanceEffort &effort);

} // namespace leptune
