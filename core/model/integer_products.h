// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// Weights as products of codes read them: groups of four inputs, then outputs (a multiple of 16,
/// zeros behind), then the four.
struct PackedCodes {
    std::size_t groups = 0;
    std::size_t outputs = 0;
    std::vector<std::int8_t> values;

    PackedCodes() = default;
    /// `weights` row-major [inputs, outputs].
    PackedCodes(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs);
};

/// Four codes of a row that are not all 0, and which.
struct CodeGroup {
    std::uint32_t codes = 0; ///< the first in the lowest byte
    std::uint32_t group = 0;
};

/// sums[o] += sum over groups of code * weight for every output; exact, so that all versions give
/// the same.
using IntegerProducts = void (*)(std::span<const CodeGroup> row, const PackedCodes &weights,
                                 std::int32_t *sums);

void integerProductsScalar(std::span<const CodeGroup> row, const PackedCodes &weights,
                           std::int32_t *sums);
void integerProductsAvx2(std::span<const CodeGroup> row, const PackedCodes &weights,
                         std::int32_t *sums);
/// Only where hasAvx512Vnni().
void integerProductsAvx512(std::span<const CodeGroup> row, const PackedCodes &weights,
                           std::int32_t *sums);
/// The fastest of this CPU.
IntegerProducts integerProducts();

} // namespace leptune
