// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/symbol_models.h"

#include <map>
#include <vector>

namespace leptune {

/// What the layers of a file share. Models of weight codes: layers of one size (the folds'
/// networks) learn from each other. Layers that stand there already: one that is equal (members
/// share their hidden layers) is written as its place among them.
struct DenseModels {
    std::map<std::pair<int, int>, BitTree<8>> codes;
    std::vector<Dense> layers;
    std::vector<IntegerDense> integerLayers;
};

/// A layer: places in a code book where there are few different weights, codes of quantiseWeights()
/// where it has them, both arithmetically coded, else floats; or an earlier one.
void writeDense(ByteWriter &writer, DenseModels &models, const Dense &layer);
/// Its codes as such a layer, with biases as writeMatrix() has them, and its steps.
void writeIntegerDense(ByteWriter &writer, DenseModels &models, const IntegerDense &layer);
/// Shape, then the weights as those of a layer from windows to outputs.
void writeConvolution(ByteWriter &writer, DenseModels &models, const Convolution &layer);
void writeIntegerConvolution(ByteWriter &writer, DenseModels &models,
                             const IntegerConvolution &layer);
/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
Dense readDense(ByteReader &reader, DenseModels &models);
IntegerDense readIntegerDense(ByteReader &reader, DenseModels &models);
Convolution readConvolution(ByteReader &reader, DenseModels &models);
IntegerConvolution readIntegerConvolution(ByteReader &reader, DenseModels &models);

/// Numbers [rows, columns]: codes of quantiseMatrix() where they have them, else floats.
void writeMatrix(ByteWriter &writer, const std::vector<float> &values, std::size_t columns);
std::vector<float> readMatrix(ByteReader &reader, std::size_t rows, std::size_t columns);

} // namespace leptune
