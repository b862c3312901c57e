// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_products.h"

#include <immintrin.h>

namespace leptune {

namespace {

constexpr std::size_t kLanes = 16;

/// `Vectors` times 16 outputs stay in registers over the whole row.
template <std::size_t Vectors>
void strip(std::span<const CodeGroup> row, const PackedCodes &weights, std::size_t first,
           std::int32_t *sums)
{
    __m512i total[Vectors];
    for (std::size_t v = 0; v < Vectors; ++v)
        total[v] = _mm512_loadu_si512(sums + first + v * kLanes);
    const std::int8_t *weightsOfStrip = weights.first(first);
    const std::size_t step = weights.groupStep(first);
    for (const CodeGroup &group : row) {
        const __m512i codes = _mm512_set1_epi32(static_cast<int>(group.codes));
        const std::int8_t *from = weightsOfStrip + group.group * step;
        for (std::size_t v = 0; v < Vectors; ++v)
            total[v] =
                _mm512_dpbusd_epi32(total[v], codes, _mm512_loadu_si512(from + v * kLanes * 4));
    }
    for (std::size_t v = 0; v < Vectors; ++v)
        _mm512_storeu_si512(sums + first + v * kLanes, total[v]);
}

} // namespace

void integerProductsAvx512(std::span<const CodeGroup> row, const PackedCodes &weights,
                           std::int32_t *sums)
{
    std::size_t first = 0;
    for (; first + 8 * kLanes <= weights.outputs; first += 8 * kLanes)
        strip<8>(row, weights, first, sums);
    for (; first + 4 * kLanes <= weights.outputs; first += 4 * kLanes)
        strip<4>(row, weights, first, sums);
    for (; first < weights.outputs; first += kLanes)
        strip<1>(row, weights, first, sums);
}

} // namespace leptune
