// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_codes.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr std::size_t kAtOnce = 32;

/// Packing works in halves of registers, so their parts are put in order at the end.
inline void store32Codes(const float *x, __m256 step, __m256i zero, std::uint8_t *codes)
{
    const auto eight = [&](std::size_t i) {
        return eightCodes(_mm256_loadu_ps(x + i), step, zero);
    };
    const __m256i low = _mm256_packs_epi32(eight(0), eight(8));
    const __m256i high = _mm256_packs_epi32(eight(16), eight(24));
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high), order);
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(codes), bytes);
}

} // namespace

void toCodes(const float *x, std::size_t count, const CodeScale &scale, std::uint8_t *codes)
{
    const __m256 step = _mm256_set1_ps(scale.step);
    const __m256i zero = _mm256_set1_epi32(scale.zeroPoint);
    std::size_t i = 0;
    for (; i + kAtOnce <= count; i += kAtOnce)
        store32Codes(x + i, step, zero, codes + i);
    if (i == count)
        return;
    float rest[kAtOnce] = {};
    std::uint8_t restCodes[kAtOnce];
    std::copy(x + i, x + count, rest);
    store32Codes(rest, step, zero, restCodes);
    std::copy(restCodes, restCodes + (count - i), codes + i);
}

} // namespace leptune
