// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"
#include "core/learners/registry.h"

namespace leptune {

/// Distillation of a Model into one small network (Hinton et al. 2015), which learns the teacher's
/// answers for the part's rows beside their own targets; an eighth of the rows ends it in time.
/// `layers` and `width` of its hidden layers, `epochs` at most, `weight_bits` and `sparsity` that
/// it reaches while it trains, `truth` the share of a row's own target in what it learns. `family`
/// trains it: networks, with the settings of "nn". At most 20,000 rows and 10 million inputs teach
/// it, a sample where there are more. Null where that may not be tried, for pictures, more than
/// 10,000 features or 5 million answers of all rows, where answers have directions, and where the
/// original is no larger than such a network.
std::unique_ptr<CompressionMethod> makeNetworkStudent(const CompressionSubject &subject,
                                                      std::uint64_t seed,
                                                      const Learner &family = learnerNamed("nn"));

} // namespace leptune
