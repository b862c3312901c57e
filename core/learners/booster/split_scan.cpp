// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/split_scan.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <immintrin.h>
#include <limits>

namespace leptune {

namespace {

/// Sums up to each bin; what lies behind the last one repeats the total.
struct Prefix {
    alignas(64) std::uint64_t sums[256 + 16];
};

void prefixSums(const std::int32_t *histogram, int bins, Prefix &prefix)
{
    typedef std::uint64_t Word __attribute__((aligned(4), may_alias));
    const auto *const words = reinterpret_cast<const Word *>(histogram);
    std::uint64_t sum = 0;
    for (int b = 0; b <= bins; ++b)
        prefix.sums[b] = sum += words[b];
    std::fill_n(prefix.sums + bins + 1, 15, sum);
}

template <int Lanes>
struct Vector {
    typedef std::int32_t Whole __attribute__((vector_size(Lanes * 4), aligned(4), may_alias));
    typedef float Real __attribute__((vector_size(Lanes * 4)));
};

template <int Lanes>
float sumOf(
    const typename Vector<Lanes>::Real &values) // by value would change the ABI below AVX-512
{
    typedef float Four __attribute__((vector_size(16)));
    Four parts[Lanes / 4];
    std::memcpy(parts, &values, sizeof parts);
    Four sum = parts[0];
    for (int i = 1; i < Lanes / 4; ++i)
        sum += parts[i];
    const Four pairs = sum + __builtin_shufflevector(sum, sum, 2, 3, 0, 1);
    return pairs[0] + pairs[1];
}

/// Several outputs: lane 0 is the weight, squares of the others are summed.
template <int Lanes>
void rateOutputs(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missingRight,
                 float *fit, float *square)
{
    using Whole = typename Vector<Lanes>::Whole;
    using Real = typename Vector<Lanes>::Real;
    const Whole *rows = reinterpret_cast<const Whole *>(histogram);
    Whole total = rows[0];
    for (int b = 1; b <= bins; ++b)
        total += rows[b];
    Real unit = {};
    unit += rules.gradientUnit;
    unit[0] = 0.0F;
    const float l2 = rules.l2 + kLeastWeight;
    Whole left = {};
    for (int b = missingRight ? 1 : 0; b <= bins; ++b) {
        left += rows[b];
        const Whole right = total - left;
        const Real gl = __builtin_convertvector(left, Real) * unit;
        const Real gr = __builtin_convertvector(right, Real) * unit;
        const float wl = static_cast<float>(left[0]) * rules.weightUnit;
        const float wr = static_cast<float>(right[0]) * rules.weightUnit;
        const float answerLeft = 1.0F / (wl + l2), answerRight = 1.0F / (wr + l2);
        const float fitLeft = sumOf<Lanes>(gl * gl) * answerLeft;
        const float fitRight = sumOf<Lanes>(gr * gr) * answerRight;
        fit[b] += fitLeft + fitRight;
        square[b] += fitLeft * wl * answerLeft + fitRight * wr * answerRight;
    }
}

void rateOutputs(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missingRight,
                 float *fit, float *square)
{
    if (rules.lanes == 4)
        rateOutputs<4>(rules, histogram, bins, missingRight, fit, square);
    else if (rules.lanes == 8)
        rateOutputs<8>(rules, histogram, bins, missingRight, fit, square);
    else
        rateOutputs<16>(rules, histogram, bins, missingRight, fit, square);
}

__m256 scoresOf(const ScanRules &rules, const float *fit, const float *square)
{
    const __m256 zero = _mm256_setzero_ps();
    const __m256 f = _mm256_max_ps(_mm256_load_ps(fit), zero);
    if (rules.score == SplitScore::SquaredError)
        return _mm256_sqrt_ps(f);
    const __m256 s = _mm256_load_ps(square);
    const __m256 known = _mm256_cmp_ps(s, zero, _CMP_GT_OQ);
    return _mm256_and_ps(_mm256_div_ps(f, _mm256_sqrt_ps(s)), known);
}

/// Eight cuts at a time; each lane keeps its first best.
void pickBest(const ScanRules &rules, const float *fit, const float *square, int first, int last,
              bool missingLeft, const float *noise, float deviation, Cut &best)
{
    constexpr float kNone = -std::numeric_limits<float>::infinity();
    __m256 top = _mm256_set1_ps(kNone), topScore = _mm256_setzero_ps();
    __m256i place = _mm256_setzero_si256();
    __m256i bins = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i before = _mm256_set1_epi32(first - 1), behind = _mm256_set1_epi32(last + 1);
    for (int b = 0; b <= last; b += 8, bins = _mm256_add_epi32(bins, _mm256_set1_epi32(8))) {
        const __m256 score = scoresOf(rules, fit + b, square + b);
        __m256 noisy = score;
        if (noise)
            noisy = _mm256_add_ps(
                score, _mm256_mul_ps(_mm256_set1_ps(deviation), _mm256_loadu_ps(noise + b)));
        const __m256i inside =
            _mm256_and_si256(_mm256_cmpgt_epi32(bins, before), _mm256_cmpgt_epi32(behind, bins));
        const __m256 better =
            _mm256_and_ps(_mm256_cmp_ps(noisy, top, _CMP_GT_OQ), _mm256_castsi256_ps(inside));
        top = _mm256_blendv_ps(top, noisy, better);
        topScore = _mm256_blendv_ps(topScore, score, better);
        place = _mm256_blendv_epi8(place, bins, _mm256_castps_si256(better));
    }
    alignas(32) float tops[8], scores[8];
    alignas(32) std::int32_t places[8];
    _mm256_store_ps(tops, top);
    _mm256_store_ps(scores, topScore);
    _mm256_store_si256(reinterpret_cast<__m256i *>(places), place);
    int lane = 0;
    for (int i = 1; i < 8; ++i)
        if (tops[i] > tops[lane] || (tops[i] == tops[lane] && places[i] < places[lane]))
            lane = i;
    if (tops[lane] != kNone && (best.score < 0.0F || tops[lane] > best.noisy))
        best = {scores[lane], tops[lane], places[lane], missingLeft};
}

} // namespace

void CutSums::fill(int bins, float fit, float square)
{
    const auto count = static_cast<std::size_t>(bins) + 1;
    std::fill_n(leftFit, count, fit);
    std::fill_n(leftSquare, count, square);
    std::fill_n(rightFit, count, fit);
    std::fill_n(rightSquare, count, square);
}

WholeLeaf wholeLeaf(const ScanRules &rules, std::int32_t weight, float norm)
{
    const float mass = static_cast<float>(weight) * rules.weightUnit;
    const float answer = 1.0F / (mass + rules.l2 + kLeastWeight);
    return {norm * answer, norm * answer * answer * mass};
}

void scanLeaf(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missing,
              int monotone, CutSums &sums)
{
    if (rules.lanes > 2) {
        rateOutputs(rules, histogram, bins, false, sums.leftFit, sums.leftSquare);
        if (missing)
            rateOutputs(rules, histogram, bins, true, sums.rightFit, sums.rightSquare);
        return;
    }
    Prefix prefix;
    prefixSums(histogram, bins, prefix);
    LeafPrefixSums leaf{prefix.sums,      prefix.sums[bins],  0,
                        rules.weightUnit, rules.gradientUnit, rules.l2 + kLeastWeight};
    const auto rate = [&](float *fit, float *square) {
        if (monotone != 0)
            rateMonotoneCuts(leaf, bins + 1, monotone, fit, square);
        else
            rules.rateCuts(leaf, bins + 1, fit, square);
    };
    rate(sums.leftFit, sums.leftSquare);
    if (!missing)
        return;
    leaf.missing = prefix.sums[0];
    rate(sums.rightFit, sums.rightSquare);
}

Cut bestCut(const ScanRules &rules, const CutSums &sums, int bins, bool missing, const float *noise,
            float deviation)
{
    Cut best;
    pickBest(rules, sums.leftFit, sums.leftSquare, 1, bins - 1, true, noise, deviation, best);
    if (missing)
        pickBest(rules, sums.rightFit, sums.rightSquare, 1, bins, false,
                 noise ? noise + 256 : nullptr, deviation, best);
    return best;
}

Cut bestCutOf(const ScanRules &rules, std::span<const std::uint8_t> cuts, const CutSums &sums,
              int bins, bool missing, const float *noise, float deviation)
{
    Cut best;
    const auto rate = [&](float score, float drawn, int bin, bool missingLeft) {
        const float noisy = score + deviation * drawn;
        if (best.score < 0.0F || noisy > best.noisy)
            best = {score, noisy, bin, missingLeft};
    };
    for (const std::uint8_t bin : cuts) {
        if (bin < bins)
            rate(scoreOf(rules, sums.leftFit[bin], sums.leftSquare[bin]), noise ? noise[bin] : 0.0F,
                 bin, true);
        if (missing)
            rate(scoreOf(rules, sums.rightFit[bin], sums.rightSquare[bin]),
                 noise ? noise[256 + bin] : 0.0F, bin, false);
    }
    return best;
}

float scoreOf(const ScanRules &rules, float fit, float square)
{
    if (rules.score == SplitScore::SquaredError)
        return std::sqrt(std::max(fit, 0.0F));
    return square > 0.0F ? fit / std::sqrt(square) : 0.0F;
}

} // namespace leptune
