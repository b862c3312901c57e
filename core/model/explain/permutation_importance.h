// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"

#include <functional>

namespace leptune {

/// Rows the Model is asked about, and their answers.
struct ImportanceData {
    const RawBatch &batch;
    const Target &truth;
    MetricKind metric;
};

/// `repeats` rounds over all columns on at most `maxRows` rows. With a deadline fewer rows are
/// taken, so that one round fits, and later rounds are left out when it passes.
struct ImportanceEffort {
    std::uint64_t seed = 0;
    int repeats = 3;
    std::size_t maxRows = 1000;
    int threads = 1;
    Deadline deadline = {};
    std::function<bool()> shouldEnd = {}; ///< polled with the deadline; may be empty

    bool isOver() const { return deadline.passed() || (shouldEnd && shouldEnd()); }
};

/// What the score loses when one column's cells are shuffled.
struct ColumnLoss {
    std::size_t column = 0; ///< of the schema
    double mean = 0.0;      ///< over the rounds, in units of the score
    double deviation = 0.0; ///< standard deviation of a round
    int rounds = 0; ///< 0: the Model does not read the column, so there was nothing to measure

    /// Of the mean, by the chance of the shuffles alone; the rows are the same in every round.
    double standardError() const;
};

struct PermutationImportance {
    std::vector<ColumnLoss> columns; ///< largest first; those the time was too short for are absent
    std::size_t rows = 0;            ///< that were shuffled
};

/// How much the score falls when one column's cells are shuffled among the rows (Breiman 2001,
/// Mach. Learn. 45:5), for every raw column of the Model. The same at any thread count.
PermutationImportance permutationImportance(const Model &model, const ImportanceData &data,
                                            const ImportanceEffort &effort);

} // namespace leptune
