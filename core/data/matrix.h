// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// Dense row-major float32 matrix, `rows` × `columns`.
struct FloatMatrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> values;

    FloatMatrix() = default;
    FloatMatrix(std::size_t rowCount, std::size_t columnCount)
        : rows(rowCount), columns(columnCount), values(rowCount * columnCount)
    {
    }
    float &at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
    float at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
    std::span<float> row(std::size_t i) { return {values.data() + i * columns, columns}; }
    std::span<const float> row(std::size_t i) const { return {values.data() + i * columns, columns}; }
};

/// The named rows of a matrix, copied in that order.
FloatMatrix gatherRows(const FloatMatrix &matrix, std::span<const std::uint32_t> rows);

} // namespace leptune
