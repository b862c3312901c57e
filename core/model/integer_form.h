// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/eight_bits.h"
#include "core/model/graph.h"

#include <cmath>

namespace leptune {

/// `layer` in whole numbers, for inputs as these codes (others are clipped). Weights that are
/// multiples of one short step, or of one an output as quantiseWeights() or fine-tuning leaves
/// them, keep their values; few values that many weights share are rounded to one step for all,
/// others as quantiseWeights() does. A layer of more than kMostIntegerInputs inputs or with weights
/// or a step that are not finite throws Error(Unsupported).
IntegerDense integerForm(const Dense &layer, const CodeScale &inputs);

/// The same of a convolution; the codes are of its plane.
IntegerConvolution integerForm(const Convolution &layer, const CodeScale &inputs);

/// For inputs in [low, high], of which 0 is always one.
template <typename Layer>
auto integerForm(const Layer &layer, float low, float high)
{
    return integerForm(layer, codeScaleFor(low, high));
}

/// The bias of an output in units of its sums: IntegerDense and IntegerConvolution.
template <typename Layer>
std::int32_t integerBias(const Layer &layer, std::size_t output)
{
    const float scale = layer.inputStep * layer.steps[output];
    return static_cast<std::int32_t>(std::nearbyint(layer.bias[output] / scale));
}

} // namespace leptune
