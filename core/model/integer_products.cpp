// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_products.h"

#include "core/base/cpu.h"

#include <immintrin.h>

namespace leptune {

namespace {

constexpr std::size_t kGroup = 4;
constexpr std::size_t kOutputsAtOnce = 16;

int codeAt(const CodeGroup &group, std::size_t place)
{
    return static_cast<int>(group.codes >> (8 * place) & 0xFFU);
}

/// The four codes as 16-bit numbers, four times.
__m256i spreadCodes(const CodeGroup &group)
{
    const __m128i bytes = _mm_cvtsi32_si128(static_cast<int>(group.codes));
    return _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(bytes));
}

/// Sums of neighbours: of four outputs each, in order.
__m256i joinPairs(__m256i first, __m256i second)
{
    return _mm256_permute4x64_epi64(_mm256_hadd_epi32(first, second), 0xD8);
}

void addTo(std::int32_t *sums, __m256i values)
{
    auto *place = reinterpret_cast<__m256i *>(sums);
    _mm256_storeu_si256(place, _mm256_add_epi32(_mm256_loadu_si256(place), values));
}

} // namespace

PackedCodes::PackedCodes(std::span<const std::int8_t> weights, std::size_t inputs,
                         std::size_t wantedOutputs)
    : groups((inputs + kGroup - 1) / kGroup),
      outputs((wantedOutputs + kOutputsAtOnce - 1) / kOutputsAtOnce * kOutputsAtOnce),
      values(groups * outputs * kGroup)
{
    for (std::size_t o = 0; o < wantedOutputs; ++o) {
        const auto begin = static_cast<std::size_t>(first(o) - values.data());
        for (std::size_t i = 0; i < inputs; ++i)
            values[begin + i / kGroup * groupStep(o) + i % kGroup] = weights[i * wantedOutputs + o];
    }
}

void integerProductsScalar(std::span<const CodeGroup> row, const PackedCodes &weights,
                           std::int32_t *sums)
{
    for (const CodeGroup &group : row) {
        for (std::size_t o = 0; o < weights.outputs; ++o) {
            const std::int8_t *from = weights.first(o) + group.group * weights.groupStep(o);
            for (std::size_t k = 0; k < kGroup; ++k)
                sums[o] += codeAt(group, k) * from[k];
        }
    }
}

/// Products of bytes would overflow their 16 bits, so both sides are widened first.
void integerProductsAvx2(std::span<const CodeGroup> row, const PackedCodes &weights,
                         std::int32_t *sums)
{
    for (std::size_t o = 0; o < weights.outputs; o += kOutputsAtOnce) {
        __m256i pairs[4] = {};
        for (const CodeGroup &group : row) {
            const __m256i codes = spreadCodes(group);
            const auto *from = reinterpret_cast<const __m128i *>(
                weights.first(o) + group.group * weights.groupStep(o));
            for (int part = 0; part < 4; ++part)
                pairs[part] = _mm256_add_epi32(
                    pairs[part],
                    _mm256_madd_epi16(_mm256_cvtepi8_epi16(_mm_loadu_si128(from + part)), codes));
        }
        addTo(sums + o, joinPairs(pairs[0], pairs[1]));
        addTo(sums + o + 8, joinPairs(pairs[2], pairs[3]));
    }
}

IntegerProducts integerProducts()
{
    static const IntegerProducts best =
        hasAvx512Vnni() ? integerProductsAvx512 : integerProductsAvx2;
    return best;
}

} // namespace leptune
