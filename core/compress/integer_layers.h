// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace leptune {

/// Some dense or convolution layer of the graph computes in floats.
bool hasFloatLayers(const Graph &graph);

/// Rows that withIntegerLayers() can hold the features of.
std::size_t mostCalibrationRows(const Graph &graph);

/// Post-training quantisation: dense and convolution layers become integerForm(), the inputs of
/// each as codes of eight bits over the range that they have on `rows`, without the share `tail` of
/// the numbers at either end. Layers of whole numbers stay as they are; those that can't be some
/// (integerForm() says which) stay in floats, and so does all else.
std::shared_ptr<const Model> withIntegerLayers(const Model &model, const RawBatch &rows,
                                               double tail = 0.0);

} // namespace leptune
