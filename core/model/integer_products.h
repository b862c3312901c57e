// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_vector.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leptune {

/// Weights as products of codes read them: strips of 128 outputs (the last one narrower; 16 at
/// least, zeros behind), in them groups of four inputs, then outputs, then the four. A strip is
/// read from its first to its last byte.
struct PackedCodes {
    static constexpr std::size_t kStrip = 128;

    std::size_t groups = 0;
    std::size_t outputs = 0; ///< a multiple of 16
    AlignedVector<std::int8_t> values;

    PackedCodes() = default;
    /// `weights` row-major [inputs, outputs].
    PackedCodes(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs);

    /// Bytes from a group to the next one for the strip of an output.
    std::size_t groupStep(std::size_t output) const
    {
        return 4 * std::min(kStrip, outputs - output / kStrip * kStrip);
    }
    /// The four weights of an output's first group.
    const std::int8_t *first(std::size_t output) const
    {
        const std::size_t strip = output / kStrip * kStrip;
        return values.data() + 4 * (strip * groups + output - strip);
    }
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
