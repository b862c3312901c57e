// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// The layers of a multi-layer perceptron in whole numbers, for inputs of each layer as they come
/// for `rows` (features, [N, inputs of the first layer], N > 0).
std::vector<IntegerDense> integerLayers(const std::vector<Dense> &layers, ActivationKind activation,
                                        FloatMatrix rows);

} // namespace leptune
