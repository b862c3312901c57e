// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

namespace leptune {

/// [rows, columns] row-major to [columns, rows].
template <typename T>
std::vector<T> transposed(const std::vector<T> &matrix, std::size_t columns)
{
    const std::size_t rows = columns > 0 ? matrix.size() / columns : 0;
    std::vector<T> result(matrix.size());
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            result[c * rows + r] = matrix[r * columns + c];
    return result;
}

/// The weights of a convolution as those of a layer from windows to outputs, which packing and
/// quantisation take; the way back is transposed(weights, outputs).
inline Dense asMatrix(const Convolution &layer)
{
    const int window = layer.windowSize();
    return {window, layer.outputs, transposed(layer.weights, static_cast<std::size_t>(window)),
            layer.bias};
}

} // namespace leptune
