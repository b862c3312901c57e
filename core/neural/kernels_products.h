// SPDX-License-Identifier: GPL-3.0-or-later
// Products of matrices. Included behind kernels_impl.h.

#include "core/neural/kernels.h"

namespace leptune::neural {
namespace {

/// Where the sums of a tile start: at 0, or at values[i * row + j].
struct Start {
    const float *values = nullptr;
    std::size_t row = 0; ///< 0: a bias, the same for all rows

    Start at(std::size_t i, std::size_t j) const
    {
        return {values ? values + i * row + j : nullptr, row};
    }
};

/// A tile of Rows x (Vectors * kLanes) numbers stays in registers over the whole depth.
template <int Rows, int Vectors>
inline void tile(const Strided &a, const float *b, std::size_t bRow, const Start &start, float *c,
                 std::size_t cRow, std::size_t depth)
{
    Vector sums[Rows][Vectors];
#pragma GCC unroll 16
    for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[i][v] =
                start.values
                    ? load(start.values + static_cast<std::size_t>(i) * start.row + v * kLanes)
                    : Vector{};
    const float *left = a.values;
    for (std::size_t p = 0; p < depth; ++p, left += a.column, b += bRow) {
        Vector right[Vectors];
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            right[v] = load(b + v * kLanes);
#pragma GCC unroll 16
        for (int i = 0; i < Rows; ++i) {
            const float factor = left[static_cast<std::size_t>(i) * a.row];
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v)
                sums[i][v] += factor * right[v];
        }
    }
#pragma GCC unroll 16
    for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            store(c + static_cast<std::size_t>(i) * cRow + v * kLanes, sums[i][v]);
}

constexpr std::size_t kTileRows = kLanes == 16 ? 12 : 6;
constexpr std::size_t kTileColumns = 2 * kLanes;

/// The last rows of a matrix: fewer than a tile has.
template <int Rows, int Vectors>
void tileOf(std::size_t rows, const Strided &a, const float *b, std::size_t bRow,
            const Start &start, float *c, std::size_t cRow, std::size_t depth)
{
    if constexpr (Rows > 0) {
        if (rows == Rows)
            tile<Rows, Vectors>(a, b, bRow, start, c, cRow, depth);
        else
            tileOf<Rows - 1, Vectors>(rows, a, b, bRow, start, c, cRow, depth);
    }
}

template <int Vectors>
void strip(Strided a, const float *b, std::size_t bRow, const Start &start, float *c,
           std::size_t cRow, std::size_t rows, std::size_t depth)
{
    std::size_t row = 0;
    if (a.row == 1) { // the tile's rows lie side by side: addresses are constants
        for (; row + kTileRows <= rows; row += kTileRows)
            tile<kTileRows, Vectors>({a.values + row, 1, a.column}, b, bRow, start.at(row, 0),
                                     c + row * cRow, cRow, depth);
    } else {
        for (; row + kTileRows <= rows; row += kTileRows)
            tile<kTileRows, Vectors>({a.values + row * a.row, a.row, 1}, b, bRow, start.at(row, 0),
                                     c + row * cRow, cRow, depth);
    }
    if (row < rows)
        tileOf<kTileRows - 1, Vectors>(rows - row, {a.values + row * a.row, a.row, a.column}, b,
                                       bRow, start.at(row, 0), c + row * cRow, cRow, depth);
}

constexpr std::size_t kMostDepth = 512; ///< of a packed edge: more is done in parts

/// Columns [from, columns), fewer than a vector has, by way of copies with zeros behind them.
void lastColumns(Strided a, const float *b, std::size_t bRow, const float *bias, float *c,
                 std::size_t cRow, std::size_t rows, std::size_t depth, std::size_t count)
{
    alignas(64) float right[kMostDepth * kLanes];
    alignas(64) float start[kLanes] = {};
    alignas(64) float sums[kTileRows * kLanes];
    if (bias)
        std::memcpy(start, bias, count * sizeof(float));
    for (std::size_t begin = 0; begin < depth || begin == 0; begin += kMostDepth) {
        const std::size_t part = std::min(kMostDepth, depth - begin);
        for (std::size_t p = 0; p < part; ++p) {
            float *to = right + p * kLanes;
            store(to, Vector{});
            std::memcpy(to, b + (begin + p) * bRow, count * sizeof(float));
        }
        for (std::size_t row = 0; row < rows; row += kTileRows) {
            const std::size_t now = std::min(kTileRows, rows - row);
            const Strided block{a.values + row * a.row + begin * a.column, a.row, a.column};
            tileOf<kTileRows, 1>(now, block, right, kLanes, {start, 0}, sums, kLanes, part);
            for (std::size_t i = 0; i < now; ++i) {
                float *to = c + (row + i) * cRow;
                for (std::size_t j = 0; j < count; ++j)
                    to[j] = (begin == 0 ? 0.0F : to[j]) + sums[i * kLanes + j];
            }
        }
        store(start, Vector{});
    }
}

// Products that do not fit in a cache go block by block, both factors copied into the order in
// which the tiles read them (Goto and van de Geijn, 2008): a strip of b stays in the first cache,
// a block of a in the second. Sums run over the depth in order all the same, by way of c.

constexpr std::size_t kBlockDepth = 256;
constexpr std::size_t kBlockRows = 8 * kTileRows;
constexpr std::size_t kBlockColumns = 256;
constexpr std::size_t kLeastToPack = 1U << 22; ///< multiplications

/// Of a matrix whose rows lie side by side, [rows / kTileRows][depth][kTileRows], the last panel
/// narrower.
void packRows(const Strided &a, std::size_t rows, std::size_t depth, float *to)
{
    std::size_t row = 0;
    for (; row + kTileRows <= rows; row += kTileRows)
        for (std::size_t p = 0; p < depth; ++p, to += kTileRows)
            std::memcpy(to, a.values + row + p * a.column, kTileRows * sizeof(float));
    for (std::size_t p = 0; row < rows && p < depth; ++p, to += rows - row)
        std::memcpy(to, a.values + row + p * a.column, (rows - row) * sizeof(float));
}

/// [columns / kTileColumns][depth][kTileColumns]; columns is a multiple of that.
void packColumns(const float *b, std::size_t bRow, std::size_t depth, std::size_t columns,
                 float *to)
{
    for (std::size_t column = 0; column < columns; column += kTileColumns)
        for (std::size_t p = 0; p < depth; ++p, to += kTileColumns)
            for (std::size_t j = 0; j < kTileColumns; j += kLanes)
                store(to + j, load(b + p * bRow + column + j));
}

/// One block of rows times one of packed columns. `a` says where the rows' panels are: those of
/// packed rows have a.row 1 and lie depth * kTileRows apart.
void multiplyPacked(const Strided &a, const float *b, const Start &start, float *c,
                    std::size_t cRow, std::size_t rows, std::size_t depth, std::size_t columns)
{
    const std::size_t panel = a.row == 1 ? depth : a.row;
    for (std::size_t column = 0; column < columns; column += kTileColumns)
        for (std::size_t row = 0; row < rows; row += kTileRows) {
            const float *left = a.values + row * panel, *right = b + column * depth;
            const std::size_t now = std::min(kTileRows, rows - row);
            const Start first = start.at(row, column);
            float *to = c + row * cRow + column;
            if (now < kTileRows)
                tileOf<kTileRows - 1, 2>(now, {left, a.row, a.row == 1 ? now : 1}, right,
                                         kTileColumns, first, to, cRow, depth);
            else if (a.row == 1) // addresses are constants
                tile<kTileRows, 2>({left, 1, kTileRows}, right, kTileColumns, first, to, cRow,
                                   depth);
            else
                tile<kTileRows, 2>({left, a.row, 1}, right, kTileColumns, first, to, cRow, depth);
        }
}

/// Columns are a multiple of kTileColumns.
void multiplyInBlocks(const Strided &a, const float *b, std::size_t bRow, const Start &bias,
                      float *c, std::size_t cRow, std::size_t rows, std::size_t depth,
                      std::size_t columns)
{
    alignas(64) float packedA[kBlockRows * kBlockDepth];
    alignas(64) float packedB[kBlockDepth * kBlockColumns];
    for (std::size_t column = 0; column < columns; column += kBlockColumns)
        for (std::size_t p = 0; p < depth; p += kBlockDepth) {
            const std::size_t wide = std::min(kBlockColumns, columns - column);
            const std::size_t deep = std::min(kBlockDepth, depth - p);
            packColumns(b + p * bRow + column, bRow, deep, wide, packedB);
            for (std::size_t row = 0; row < rows; row += kBlockRows) {
                const std::size_t high = std::min(kBlockRows, rows - row);
                Strided block{a.values + row * a.row + p * a.column, a.row, a.column};
                if (a.row == 1) {
                    packRows(block, high, deep, packedA);
                    block.values = packedA;
                }
                float *to = c + row * cRow + column;
                multiplyPacked(block, packedB, p == 0 ? bias.at(row, column) : Start{to, cRow}, to,
                               cRow, high, deep, wide);
            }
        }
}

void multiply(Strided a, const float *b, std::size_t bRow, const float *bias, float *c,
              std::size_t cRow, std::size_t rows, std::size_t depth, std::size_t columns)
{
    const Start start{bias, 0};
    std::size_t column = 0;
    if (rows * depth * columns >= kLeastToPack && rows >= kTileRows) {
        column = columns / kTileColumns * kTileColumns;
        multiplyInBlocks(a, b, bRow, start, c, cRow, rows, depth, column);
    }
    for (; column + 2 * kLanes <= columns; column += 2 * kLanes)
        strip<2>(a, b + column, bRow, start.at(0, column), c + column, cRow, rows, depth);
    for (; column + kLanes <= columns; column += kLanes)
        strip<1>(a, b + column, bRow, start.at(0, column), c + column, cRow, rows, depth);
    if (column < columns)
        lastColumns(a, b + column, bRow, bias ? bias + column : nullptr, c + column, cRow, rows,
                    depth, columns - column);
}

} // namespace
} // namespace leptune::neural
