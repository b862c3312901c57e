// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/random_cuts.h"

#include "core/base/random.h"

#include <algorithm>
#include <immintrin.h>

namespace leptune {

namespace {

constexpr std::size_t kAhead = 16;

/// Sums of eight features: rows up to the cut, and rows without a value.
struct CutSums {
    alignas(32) std::uint64_t left[8], missing[8];
};

typedef std::uint64_t Word __attribute__((aligned(4), may_alias));

/// `cuts`: a byte a feature of the block, the last bin that goes left.
template <bool Missing>
void addRows(const std::uint64_t *words, std::span<const std::uint32_t> rows,
             const GradientWords &gradients, std::uint64_t cuts, CutSums &sums)
{
    const auto *const addends = reinterpret_cast<const Word *>(gradients.data());
    const __m128i limits = _mm_set1_epi64x(static_cast<long long>(cuts));
    const __m128i zero = _mm_setzero_si128();
    __m256i low = _mm256_setzero_si256(), high = low, noneLow = low, noneHigh = low;
    const std::size_t last = rows.size() - 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t row = rows[i], later = rows[std::min(i + kAhead, last)];
        __builtin_prefetch(words + later);
        __builtin_prefetch(addends + later);
        const __m128i bins = _mm_cvtsi64_si128(static_cast<long long>(words[row]));
        const __m256i addend = _mm256_set1_epi64x(static_cast<long long>(addends[row]));
        const auto add = [&addend](__m256i &to, __m128i mask) {
            to = _mm256_add_epi64(to, _mm256_and_si256(addend, _mm256_cvtepi8_epi64(mask)));
        };
        const __m128i isLeft = _mm_cmpeq_epi8(_mm_min_epu8(bins, limits), bins);
        add(low, isLeft);
        add(high, _mm_srli_si128(isLeft, 4));
        if constexpr (Missing) {
            const __m128i isNone = _mm_cmpeq_epi8(bins, zero);
            add(noneLow, isNone);
            add(noneHigh, _mm_srli_si128(isNone, 4));
        }
    }
    _mm256_store_si256(reinterpret_cast<__m256i *>(sums.left), low);
    _mm256_store_si256(reinterpret_cast<__m256i *>(sums.left + 4), high);
    _mm256_store_si256(reinterpret_cast<__m256i *>(sums.missing), noneLow);
    _mm256_store_si256(reinterpret_cast<__m256i *>(sums.missing + 4), noneHigh);
}

} // namespace

void rateRandomCuts(const RandomCutTask &task, LeafCut &best)
{
    const BlockPart &part = task.part;
    std::uint64_t cuts = 0;
    bool missing = false;
    for (int i = 0; i < part.count; ++i) {
        const BinColumn &column = task.columns.features[static_cast<std::size_t>(part.features[i])];
        // After the last bin only where that parts values from none.
        const int last = column.missing ? column.bins : column.bins - 1;
        const std::uint64_t draw =
            mixSeeds(task.seed, static_cast<std::uint64_t>(part.features[i]));
        cuts |= (1 + draw % static_cast<std::uint64_t>(std::max(1, last))) << part.shifts[i];
        missing = missing || column.missing;
    }
    CutSums sums;
    if (missing)
        addRows<true>(task.words, task.rows, task.gradients, cuts, sums);
    else
        addRows<false>(task.words, task.rows, task.gradients, cuts, sums);
    const std::int32_t least = task.rules.leastCurvature(task.leaf), all = task.leaf.curvature();
    for (int i = 0; i < part.count; ++i) {
        const BinColumn &column = task.columns.features[static_cast<std::size_t>(part.features[i])];
        const int lane = part.shifts[i] / 8,
                  cut = static_cast<int>((cuts >> part.shifts[i]) & 0xFF);
        const auto rate = [&](std::uint64_t left, bool missingLeft) {
            const auto curvature = static_cast<std::int32_t>(left);
            if (curvature >= least && all - curvature >= least)
                rateCut(task.rules, task.leaf,
                        {part.features[i], static_cast<std::uint8_t>(cut), missingLeft}, left,
                        best);
        };
        const std::uint64_t left = sums.left[lane];
        if (!column.missing) {
            const bool mostLeft = 2.0 * static_cast<std::int32_t>(left) > all;
            rate(left, mostLeft);
            continue;
        }
        if (cut < column.bins)
            rate(left, true);
        rate(left - sums.missing[lane], false);
    }
}

} // namespace leptune
