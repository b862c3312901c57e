// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"
#include "core/tuning/study_record.h"

namespace leptune {

/// Permutation importance of the Model's used columns: how much the score falls when one column's cells
/// are shuffled among the rows (`repeats` times, seeded), largest first. At most `maxRows` rows are used.
/// Stops early where `deadline` passes; columns not reached are left out.
std::vector<ColumnImportance> permutationImportance(const Model &model, const RawBatch &batch, const Target &truth,
                                                    MetricKind metric, std::uint64_t seed, int repeats,
                                                    std::size_t maxRows, const Deadline &deadline);

} // namespace leptune
