// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/integer_products.h"

#include <vector>

namespace leptune {

struct IntegerConvolution;

/// Windows beside each other on a plane of codes. Up to 3 bytes behind each line of a window are
/// read, too, and count nothing.
struct WindowRow {
    const std::uint8_t *codes = nullptr; ///< of the first window
    std::size_t windows = 0;
    std::ptrdiff_t windowStep = 0; ///< bytes from window to window
};

/// Weights of a convolution of one group as products of windows read them: lines of whole groups.
struct PackedWindows {
    std::vector<std::ptrdiff_t> offsets; ///< of each group of four codes, from a window's first
    PackedCodes codes;
    std::size_t outputs = 0; ///< without those that fill up to a multiple of 16

    PackedWindows() = default;
    explicit PackedWindows(const IntegerConvolution &op);
};

/// sums[window, o] = start[o] + sum over the window of code * weight, for all packed outputs;
/// exact, so that all versions give the same.
using WindowProducts = void (*)(const WindowRow &row, const PackedWindows &weights,
                                const std::int32_t *start, std::int32_t *sums);

void windowProductsScalar(const WindowRow &row, const PackedWindows &weights,
                          const std::int32_t *start, std::int32_t *sums);
void windowProductsAvx2(const WindowRow &row, const PackedWindows &weights,
                        const std::int32_t *start, std::int32_t *sums);
/// Only where hasAvx512Vnni().
void windowProductsAvx512(const WindowRow &row, const PackedWindows &weights,
                          const std::int32_t *start, std::int32_t *sums);
/// The fastest of this CPU.
WindowProducts windowProducts();

} // namespace leptune
