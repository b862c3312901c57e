// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/gain_scan.h"

#include <algorithm>
#include <cmath>
#include <immintrin.h>

namespace leptune {

namespace {

/// Keeps 0 / 0 away where there is no l2.
constexpr float kLeastWeight = 1e-12F;
/// Of a side, in the loss's own unit.
constexpr double kLeastCurvature = 1e-3;
/// Gains have to be more than rounding.
constexpr double kLeastGain = 1e-7;

/// Sums up to each bin, curvature and gradient apart.
struct Prefix {
    alignas(32) std::int32_t curvature[256 + 8], gradient[256 + 8];
};

void prefixSums(const std::int32_t *histogram, int bins, Prefix &prefix)
{
    typedef std::uint64_t Word __attribute__((aligned(4), may_alias));
    const auto *const words = reinterpret_cast<const Word *>(histogram);
    std::uint64_t sum = 0;
    for (int b = 0; b <= bins; ++b) {
        sum += words[b];
        prefix.curvature[b] = static_cast<std::int32_t>(sum);
        prefix.gradient[b] = static_cast<std::int32_t>(sum >> 32);
    }
}

std::uint64_t wordOf(std::int32_t curvature, std::int32_t gradient)
{
    // As a sum of words: a negative low half does not occur, a negative high half wraps.
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(gradient)) << 32) +
           static_cast<std::uint32_t>(curvature);
}

__m256 softened(__m256 gradient, __m256 l1)
{
    const __m256 size = _mm256_andnot_ps(_mm256_set1_ps(-0.0F), gradient);
    return _mm256_max_ps(_mm256_sub_ps(size, l1), _mm256_setzero_ps());
}

struct Best {
    float fit = -1.0F;
    int bin = 0;
};

/// The cut of most fit among bins first..last (both within the prefix), the first of equals.
Best mostFit(const GainRules &rules, const LeafTotals &leaf, const Prefix &prefix,
             std::uint64_t missing, int first, int last)
{
    const __m256i allC = _mm256_set1_epi32(leaf.curvature());
    const __m256i allG = _mm256_set1_epi32(leaf.gradient());
    const __m256i offC = _mm256_set1_epi32(static_cast<std::int32_t>(missing));
    const __m256i offG = _mm256_set1_epi32(static_cast<std::int32_t>(missing >> 32));
    const __m256 cu = _mm256_set1_ps(rules.weightUnit), gu = _mm256_set1_ps(rules.gradientUnit);
    const __m256 l1 = _mm256_set1_ps(rules.l1), l2 = _mm256_set1_ps(rules.l2 + kLeastWeight);
    __m256 most = _mm256_set1_ps(-1.0F);
    __m256i where = _mm256_set1_epi32(first);
    __m256i at =
        _mm256_add_epi32(_mm256_set1_epi32(first), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    const __m256i end = _mm256_set1_epi32(last + 1);
    const auto load = [](const std::int32_t *from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from));
    };
    for (int b = first; b <= last; b += 8) {
        const __m256i leftC = _mm256_sub_epi32(load(prefix.curvature + b), offC);
        const __m256i leftG = _mm256_sub_epi32(load(prefix.gradient + b), offG);
        const auto real = [](__m256i sums, __m256 unit) {
            return _mm256_mul_ps(_mm256_cvtepi32_ps(sums), unit);
        };
        const __m256 al = _mm256_add_ps(real(leftC, cu), l2);
        const __m256 ar = _mm256_add_ps(real(_mm256_sub_epi32(allC, leftC), cu), l2);
        const __m256 gl = softened(real(leftG, gu), l1);
        const __m256 gr = softened(real(_mm256_sub_epi32(allG, leftG), gu), l1);
        const __m256 sum =
            _mm256_fmadd_ps(_mm256_mul_ps(gl, gl), ar, _mm256_mul_ps(_mm256_mul_ps(gr, gr), al));
        const __m256 fit = _mm256_div_ps(sum, _mm256_mul_ps(al, ar));
        const __m256 inside = _mm256_castsi256_ps(_mm256_cmpgt_epi32(end, at));
        const __m256 better = _mm256_and_ps(inside, _mm256_cmp_ps(fit, most, _CMP_GT_OQ));
        most = _mm256_blendv_ps(most, fit, better);
        where = _mm256_blendv_epi8(where, at, _mm256_castps_si256(better));
        at = _mm256_add_epi32(at, _mm256_set1_epi32(8));
    }
    alignas(32) float fits[8];
    alignas(32) std::int32_t bins[8];
    _mm256_store_ps(fits, most);
    _mm256_store_si256(reinterpret_cast<__m256i *>(bins), where);
    Best best{fits[0], bins[0]};
    for (int i = 1; i < 8; ++i)
        if (fits[i] > best.fit || (fits[i] == best.fit && bins[i] < best.bin))
            best = {fits[i], bins[i]};
    return best;
}

} // namespace

double GainRules::curvature(std::uint64_t sum) const
{
    return static_cast<double>(static_cast<std::int32_t>(sum)) * static_cast<double>(weightUnit);
}

double GainRules::gradient(std::uint64_t sum) const
{
    return static_cast<double>(static_cast<std::int32_t>(sum >> 32)) *
           static_cast<double>(gradientUnit);
}

double GainRules::answer(std::uint64_t sum) const
{
    const double g = gradient(sum);
    const double soft = std::max(0.0, std::abs(g) - static_cast<double>(l1));
    const double divisor = curvature(sum) + static_cast<double>(l2);
    return divisor > 1e-12 ? std::copysign(soft, g) / divisor : 0.0;
}

double GainRules::fit(std::uint64_t sum) const
{
    const double soft = std::max(0.0, std::abs(gradient(sum)) - static_cast<double>(l1));
    return soft * soft / (curvature(sum) + static_cast<double>(l2 + kLeastWeight));
}

std::int32_t GainRules::leastCurvature(const LeafTotals &leaf) const
{
    const double rows = std::max<double>(1.0, leaf.rows);
    const double byRows = (leastRows - 0.5) * static_cast<double>(leaf.curvature()) / rows;
    const double least = std::max(byRows, kLeastCurvature / static_cast<double>(weightUnit));
    return static_cast<std::int32_t>(std::clamp(std::ceil(least), 1.0, 2147483647.0));
}

void rateCut(const GainRules &rules, const LeafTotals &leaf, const SymmetricSplit &question,
             std::uint64_t left, LeafCut &best, double share)
{
    const double whole = rules.fit(leaf.sum);
    const double gain = share * (rules.fit(left) + rules.fit(leaf.sum - left) - whole);
    if (gain > best.gain && gain > kLeastGain * whole + 1e-15)
        best = {question, gain, left};
}

void scanCuts(const GainRules &rules, const UsedCuts &used, const LeafTotals &leaf, int feature,
              const std::int32_t *histogram, int bins, bool missing, LeafCut &best)
{
    Prefix prefix;
    prefixSums(histogram, bins, prefix);
    const std::uint64_t none = wordOf(prefix.curvature[0], prefix.gradient[0]);
    const std::int32_t least = rules.leastCurvature(leaf), all = leaf.curvature();
    const auto search = [&](std::uint64_t off, int last, bool missingLeft) {
        const auto less = static_cast<std::int32_t>(off);
        int first = 1;
        while (first <= last && prefix.curvature[first] - less < least)
            ++first;
        while (first <= last && all - (prefix.curvature[last] - less) < least)
            --last;
        if (first > last)
            return;
        Best found = mostFit(rules, leaf, prefix, off, first, last);
        // Of cuts that part the leaf's rows alike, the middle one.
        int end = found.bin;
        while (end < last && prefix.curvature[end + 1] == prefix.curvature[found.bin] &&
               prefix.gradient[end + 1] == prefix.gradient[found.bin])
            ++end;
        found.bin += (end - found.bin) / 2;
        const auto rate = [&](int bin) {
            const std::uint64_t left = wordOf(prefix.curvature[bin], prefix.gradient[bin]) - off;
            const auto cut = static_cast<std::uint8_t>(bin);
            const double share = used.rewards() ? used.share(feature, cut) : 1.0;
            rateCut(rules, leaf, {feature, cut, missingLeft}, left, best, share);
        };
        rate(found.bin);
        if (used.rewards())
            for (const std::uint8_t bin : used.of(feature))
                if (bin >= first && bin <= last)
                    rate(bin);
    };
    // Where no row of the data lacks a value, one that does goes with the most.
    if (!missing) {
        const double before = best.gain;
        search(0, bins - 1, true);
        if (best.gain > before)
            best.question.missingLeft =
                2.0 * rules.curvature(best.left) > rules.curvature(leaf.sum);
        return;
    }
    search(0, bins - 1, true);
    search(none, bins, false);
}

} // namespace leptune
