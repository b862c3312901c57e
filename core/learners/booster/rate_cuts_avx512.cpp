// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/rate_cuts.h"

// GCC 12 takes the deliberately undefined operands of its own header for mistakes (bug 105593).
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>

namespace leptune {

void rateCutsAvx512(const LeafPrefixSums &leaf, int count, float *fit, float *square)
{
    const __m512i total = _mm512_set1_epi64(static_cast<long long>(leaf.total));
    const __m512i missing = _mm512_set1_epi64(static_cast<long long>(leaf.missing));
    const __m512 wu = _mm512_set1_ps(leaf.weightUnit), gu = _mm512_set1_ps(leaf.gradientUnit);
    const __m512 l2 = _mm512_set1_ps(leaf.l2), one = _mm512_set1_ps(1.0F);
    const __m512i low = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i high =
        _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    for (int b = 0; b < count; b += 16) {
        const __m512i left0 = _mm512_sub_epi64(_mm512_loadu_si512(leaf.prefix + b), missing);
        const __m512i left1 = _mm512_sub_epi64(_mm512_loadu_si512(leaf.prefix + b + 8), missing);
        const __m512i right0 = _mm512_sub_epi64(total, left0);
        const __m512i right1 = _mm512_sub_epi64(total, left1);
        const auto part = [](__m512i a, __m512i which, __m512i c) {
            return _mm512_cvtepi32_ps(_mm512_permutex2var_epi32(a, which, c));
        };
        const __m512 wl = _mm512_mul_ps(part(left0, low, left1), wu);
        const __m512 gl = _mm512_mul_ps(part(left0, high, left1), gu);
        const __m512 wr = _mm512_mul_ps(part(right0, low, right1), wu);
        const __m512 gr = _mm512_mul_ps(part(right0, high, right1), gu);
        const __m512 al = _mm512_add_ps(wl, l2), ar = _mm512_add_ps(wr, l2);
        const __m512 inverse = _mm512_div_ps(one, _mm512_mul_ps(al, ar));
        const __m512 rl = _mm512_mul_ps(inverse, ar), rr = _mm512_mul_ps(inverse, al);
        const __m512 fl = _mm512_mul_ps(_mm512_mul_ps(gl, gl), rl);
        const __m512 fr = _mm512_mul_ps(_mm512_mul_ps(gr, gr), rr);
        const __m512 squares =
            _mm512_fmadd_ps(fr, _mm512_mul_ps(wr, rr), _mm512_mul_ps(fl, _mm512_mul_ps(wl, rl)));
        _mm512_storeu_ps(fit + b, _mm512_add_ps(_mm512_loadu_ps(fit + b), _mm512_add_ps(fl, fr)));
        _mm512_storeu_ps(square + b, _mm512_add_ps(_mm512_loadu_ps(square + b), squares));
    }
}

} // namespace leptune
