// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/symbol_models.h"

#include <map>

namespace leptune {

/// Models of weight codes; layers of one size (the folds' networks) learn from each other.
struct DenseModels {
    std::map<std::pair<int, int>, BitTree<8>> codes;
};

/// A layer: places in a code book where there are few different weights, codes of quantiseWeights()
/// where it has them, both arithmetically coded, else floats.
void writeDense(ByteWriter &writer, DenseModels &models, const Dense &layer);
/// Its codes as such a layer, and its steps.
void writeIntegerDense(ByteWriter &writer, DenseModels &models, const IntegerDense &layer);
/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
Dense readDense(ByteReader &reader, DenseModels &models);
IntegerDense readIntegerDense(ByteReader &reader, DenseModels &models);

} // namespace leptune
