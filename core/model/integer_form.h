// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <cmath>

namespace leptune {

/// `layer` in whole numbers, for inputs in [low, high] (0 is taken in; others are clipped). Weights
/// that are multiples of one short step keep their values; few values that many weights share are
/// rounded to one step for all, others as quantiseWeights() does. A layer of more than
/// kMostIntegerInputs inputs or with weights or limits that are not finite throws
/// Error(Unsupported).
IntegerDense integerForm(const Dense &layer, float low, float high);

/// The same of a convolution; `low` and `high` are of its plane.
IntegerConvolution integerForm(const Convolution &layer, float low, float high);

/// The bias of an output in units of its sums: IntegerDense and IntegerConvolution.
template <typename Layer>
std::int32_t integerBias(const Layer &layer, std::size_t output)
{
    const float scale = layer.inputStep * layer.steps[output];
    return static_cast<std::int32_t>(std::nearbyint(layer.bias[output] / scale));
}

} // namespace leptune
