// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/rate_cuts.h"

#include "core/base/cpu.h"

#include <cmath>
#include <immintrin.h>

namespace leptune {

namespace {

struct Side {
    float weight, gradient;
};

Side sideOf(const LeafPrefixSums &leaf, std::uint64_t sums)
{
    return {static_cast<float>(static_cast<std::int32_t>(sums)) * leaf.weightUnit,
            static_cast<float>(static_cast<std::int32_t>(sums >> 32)) * leaf.gradientUnit};
}

template <bool Monotone>
void ratePlain(const LeafPrefixSums &leaf, int count, float direction, float *fit, float *square)
{
    const Side whole = sideOf(leaf, leaf.total);
    const float wholeAnswer = whole.gradient / (whole.weight + leaf.l2);
    for (int b = 0; b < count; ++b) {
        const std::uint64_t sums = leaf.prefix[b] - leaf.missing;
        const Side left = sideOf(leaf, sums), right = sideOf(leaf, leaf.total - sums);
        const float al = left.weight + leaf.l2, ar = right.weight + leaf.l2;
        const float inverse = 1.0F / (al * ar);
        const float rl = inverse * ar, rr = inverse * al;
        if (Monotone && direction * (right.gradient * rr - left.gradient * rl) < 0.0F) {
            fit[b] += whole.gradient * wholeAnswer;
            square[b] += whole.weight * wholeAnswer * wholeAnswer;
            continue;
        }
        const float fl = left.gradient * left.gradient * rl;
        const float fr = right.gradient * right.gradient * rr;
        fit[b] += fl + fr;
        square[b] += std::fma(fr, right.weight * rr, fl * (left.weight * rl));
    }
}

} // namespace

void rateCutsPlain(const LeafPrefixSums &leaf, int count, float *fit, float *square)
{
    ratePlain<false>(leaf, count, 0.0F, fit, square);
}

void rateMonotoneCuts(const LeafPrefixSums &leaf, int count, int direction, float *fit,
                      float *square)
{
    ratePlain<true>(leaf, count, static_cast<float>(direction), fit, square);
}

void rateCutsAvx2(const LeafPrefixSums &leaf, int count, float *fit, float *square)
{
    const __m256i total = _mm256_set1_epi64x(static_cast<long long>(leaf.total));
    const __m256i missing = _mm256_set1_epi64x(static_cast<long long>(leaf.missing));
    const __m256 wu = _mm256_set1_ps(leaf.weightUnit), gu = _mm256_set1_ps(leaf.gradientUnit);
    const __m256 l2 = _mm256_set1_ps(leaf.l2), one = _mm256_set1_ps(1.0F);
    // Eight pairs -> eight low halves, eight high halves, in order.
    const auto halves = [](__m256i a, __m256i b, int high) {
        const __m256 x = _mm256_castsi256_ps(a), y = _mm256_castsi256_ps(b);
        const __m256 mixed = high ? _mm256_shuffle_ps(x, y, 0xDD) : _mm256_shuffle_ps(x, y, 0x88);
        return _mm256_cvtepi32_ps(_mm256_permute4x64_epi64(_mm256_castps_si256(mixed), 0xD8));
    };
    for (int b = 0; b < count; b += 8) {
        const auto *from = reinterpret_cast<const __m256i *>(leaf.prefix + b);
        const __m256i left0 = _mm256_sub_epi64(_mm256_loadu_si256(from), missing);
        const __m256i left1 = _mm256_sub_epi64(_mm256_loadu_si256(from + 1), missing);
        const __m256i right0 = _mm256_sub_epi64(total, left0);
        const __m256i right1 = _mm256_sub_epi64(total, left1);
        const __m256 wl = _mm256_mul_ps(halves(left0, left1, 0), wu);
        const __m256 gl = _mm256_mul_ps(halves(left0, left1, 1), gu);
        const __m256 wr = _mm256_mul_ps(halves(right0, right1, 0), wu);
        const __m256 gr = _mm256_mul_ps(halves(right0, right1, 1), gu);
        const __m256 al = _mm256_add_ps(wl, l2), ar = _mm256_add_ps(wr, l2);
        const __m256 inverse = _mm256_div_ps(one, _mm256_mul_ps(al, ar));
        const __m256 rl = _mm256_mul_ps(inverse, ar), rr = _mm256_mul_ps(inverse, al);
        const __m256 fl = _mm256_mul_ps(_mm256_mul_ps(gl, gl), rl);
        const __m256 fr = _mm256_mul_ps(_mm256_mul_ps(gr, gr), rr);
        const __m256 squares =
            _mm256_fmadd_ps(fr, _mm256_mul_ps(wr, rr), _mm256_mul_ps(fl, _mm256_mul_ps(wl, rl)));
        _mm256_storeu_ps(fit + b, _mm256_add_ps(_mm256_loadu_ps(fit + b), _mm256_add_ps(fl, fr)));
        _mm256_storeu_ps(square + b, _mm256_add_ps(_mm256_loadu_ps(square + b), squares));
    }
}

RateCuts fastestRateCuts()
{
    static const RateCuts fastest = hasAvx512() ? rateCutsAvx512 : rateCutsAvx2;
    return fastest;
}

} // namespace leptune
