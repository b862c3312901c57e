// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/eight_bits.h"

#include <cstddef>
#include <cstdint>
#include <immintrin.h>

namespace leptune {

/// Eight numbers as whole ones, before they are cut to [0, 255]. min() and max() give their second
/// word where one is NaN, which then becomes the lowest number.
inline __m256i eightCodes(__m256 x, __m256 step, __m256i zero)
{
    const __m256 far = _mm256_set1_ps(1024.0F); // in steps: beyond all codes
    const __m256 exact = _mm256_div_ps(x, step);
    const __m256 near =
        _mm256_max_ps(_mm256_sub_ps(_mm256_setzero_ps(), far), _mm256_min_ps(far, exact));
    return _mm256_add_epi32(_mm256_cvtps_epi32(near), zero);
}

/// Sixteen codes of two such.
inline __m128i sixteenCodes(__m256i low, __m256i high)
{
    // Packing works in halves of registers.
    const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
    return _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
}

void toCodes(const float *x, std::size_t count, const CodeScale &scale, std::uint8_t *codes);

} // namespace leptune
