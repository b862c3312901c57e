// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

namespace leptune {

/// `layer` in whole numbers, for inputs in [low, high] (0 is taken in; others are clipped). Weights
/// that are multiples of one short step keep their values; others are rounded as quantiseWeights()
/// does. A layer of more than kMostIntegerInputs inputs or with weights or limits that are not
/// finite throws Error(Unsupported).
IntegerDense integerForm(const Dense &layer, float low, float high);

/// The bias of an output in units of its sums.
std::int32_t integerBias(const IntegerDense &layer, std::size_t output);

} // namespace leptune
