// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_windows.h"

#include <cstring>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kGroup = 4;

inline __m512i fourCodes(const std::uint8_t *from)
{
    int codes = 0;
    std::memcpy(&codes, from, sizeof codes);
    return _mm512_set1_epi32(codes);
}

/// _mm512_dpbusd_epi32() in place: g++ 12 copies every sum twice around the intrinsic in a loop.
inline __m512i addProducts(__m512i sums, __m512i codes, __m512i weights)
{
    asm("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(codes), "v"(weights));
    return sums;
}

/// Tiles of some windows and `Vectors` times 16 outputs stay in registers over the whole window.
template <int Windows, int Vectors>
void tile(const WindowRow &row, std::size_t first, const PackedWindows &weights, std::size_t output,
          const std::int32_t *start, std::int32_t *sums)
{
    const std::size_t outputs = weights.codes.outputs;
    const std::uint8_t *from[Windows];
    for (int w = 0; w < Windows; ++w)
        from[w] = row.codes + (static_cast<std::ptrdiff_t>(first) + w) * row.windowStep;
    const std::int8_t *values = weights.codes.first(output);
    const std::size_t step = weights.codes.groupStep(output);
    __m512i total[Windows][Vectors];
    for (int w = 0; w < Windows; ++w)
        for (int v = 0; v < Vectors; ++v)
            total[w][v] = _mm512_loadu_si512(start + output + v * kLanes);
    for (const std::ptrdiff_t offset : weights.offsets) {
        __m512i weight[Vectors];
        for (int v = 0; v < Vectors; ++v)
            weight[v] = _mm512_loadu_si512(values + v * kLanes * kGroup);
        for (int w = 0; w < Windows; ++w) {
            const __m512i codes = fourCodes(from[w] + offset);
            for (int v = 0; v < Vectors; ++v)
                total[w][v] = addProducts(total[w][v], codes, weight[v]);
        }
        values += step;
    }
    sums += first * outputs + output;
    for (int w = 0; w < Windows; ++w, sums += outputs)
        for (int v = 0; v < Vectors; ++v)
            _mm512_storeu_si512(sums + v * kLanes, total[w][v]);
}

/// `Most` windows at once, then fewer.
template <int Most, int Vectors>
void strip(const WindowRow &row, const PackedWindows &weights, std::size_t output,
           const std::int32_t *start, std::int32_t *sums)
{
    std::size_t w = 0;
    for (; w + Most <= row.windows; w += Most)
        tile<Most, Vectors>(row, w, weights, output, start, sums);
    for (; w + 2 <= row.windows; w += 2)
        tile<2, Vectors>(row, w, weights, output, start, sums);
    for (; w < row.windows; ++w)
        tile<1, Vectors>(row, w, weights, output, start, sums);
}

constexpr __mmask16 kAll = 0xFFFF; // g++ 12 warns of the forms without a mask

inline __m512i spread(__m128i four)
{
    return _mm512_maskz_broadcast_i32x4(kAll, four);
}

/// Outputs beyond the last multiple of 16, where they are few: four windows beside each other fill
/// a register with them, lane 4 w + o.
constexpr std::size_t kFew = 4;

/// How the codes of four windows come out of one load.
class FourWindows {
public:
    explicit FourWindows(std::ptrdiff_t windowStep)
        : m_byBytes(windowStep >= 1 && windowStep <= 4),
          m_byWords(!m_byBytes && windowStep > 0 && windowStep % 4 == 0 && windowStep <= 20)
    {
        alignas(64) std::uint8_t bytes[64];
        alignas(64) std::int32_t words[16];
        for (int lane = 0; lane < 16; ++lane) {
            const std::ptrdiff_t at = lane / 4 * windowStep;
            words[lane] = static_cast<std::int32_t>(at / 4);
            for (int i = 0; i < 4; ++i)
                bytes[4 * lane + i] = static_cast<std::uint8_t>(at + i);
        }
        const auto read = static_cast<unsigned>(3 * windowStep + 4);
        m_pick = _mm512_load_si512(m_byBytes ? static_cast<const void *>(bytes) : words);
        m_read = m_byBytes ? (1U << read) - 1U : m_byWords ? (1U << read / 4) - 1U : 0U;
    }
    bool areThere() const { return m_byBytes || m_byWords; }
    template <bool Bytes>
    __m512i codes(const std::uint8_t *from) const
    {
        if constexpr (Bytes)
            return _mm512_shuffle_epi8(
                spread(_mm_maskz_loadu_epi8(static_cast<__mmask16>(m_read), from)), m_pick);
        return _mm512_maskz_permutexvar_epi32(
            kAll, m_pick, _mm512_maskz_loadu_epi32(static_cast<__mmask16>(m_read), from));
    }
    bool byBytes() const { return m_byBytes; }

private:
    bool m_byBytes, m_byWords;
    __m512i m_pick;
    unsigned m_read; ///< bytes, or words
};

/// `Fours` times four windows; even and odd groups apart, so that one does not wait for another.
template <int Fours, bool Bytes>
void fewOutputs(const WindowRow &row, std::size_t first, const PackedWindows &weights,
                const FourWindows &windows, std::size_t output, const std::int32_t *start,
                std::int32_t *sums)
{
    const std::size_t outputs = weights.codes.outputs, groups = weights.offsets.size();
    const std::uint8_t *from = row.codes + static_cast<std::ptrdiff_t>(first) * row.windowStep;
    const std::int8_t *values = weights.codes.first(output);
    const std::size_t step = weights.codes.groupStep(output);
    __m512i total[2][Fours];
    for (int f = 0; f < Fours; ++f) {
        total[0][f] = spread(_mm_loadu_si128(reinterpret_cast<const __m128i *>(start + output)));
        total[1][f] = _mm512_setzero_si512();
    }
    const auto add = [&](std::size_t group, __m512i *to) {
        const __m512i weight =
            spread(_mm_loadu_si128(reinterpret_cast<const __m128i *>(values + group * step)));
        for (int f = 0; f < Fours; ++f)
            to[f] = addProducts(
                to[f], windows.codes<Bytes>(from + 4 * f * row.windowStep + weights.offsets[group]),
                weight);
    };
    std::size_t group = 0;
    for (; group + 2 <= groups; group += 2) {
        add(group, total[0]);
        add(group + 1, total[1]);
    }
    if (group < groups)
        add(group, total[0]);
    const __m512i rest = _mm512_loadu_si512(start + output);
    sums += first * outputs + output;
    for (int f = 0; f < Fours; ++f) {
        alignas(64) std::int32_t four[16];
        _mm512_store_si512(four, _mm512_add_epi32(total[0][f], total[1][f]));
        for (int w = 0; w < 4; ++w, sums += outputs) {
            _mm512_storeu_si512(sums, rest);
            std::memcpy(sums, four + 4 * w, sizeof(std::int32_t) * kFew);
        }
    }
}

template <bool Bytes>
void fewStrip(const WindowRow &row, const PackedWindows &weights, const FourWindows &windows,
              std::size_t output, const std::int32_t *start, std::int32_t *sums)
{
    std::size_t w = 0;
    for (; w + 8 <= row.windows; w += 8)
        fewOutputs<2, Bytes>(row, w, weights, windows, output, start, sums);
    for (; w + 4 <= row.windows; w += 4)
        fewOutputs<1, Bytes>(row, w, weights, windows, output, start, sums);
    for (; w < row.windows; ++w)
        tile<1, 1>(row, w, weights, output, start, sums);
}

} // namespace

void windowProductsAvx512(const WindowRow &row, const PackedWindows &weights,
                          const std::int32_t *start, std::int32_t *sums)
{
    const FourWindows windows(row.windowStep);
    const std::size_t few = weights.outputs % kLanes;
    const bool hasFew = few > 0 && few <= kFew && windows.areThere();
    const std::size_t outputs = weights.codes.outputs - (hasFew ? kLanes : 0);
    std::size_t output = 0;
    for (; output + 4 * kLanes <= outputs; output += 4 * kLanes)
        strip<4, 4>(row, weights, output, start, sums);
    for (; output + 3 * kLanes <= outputs; output += 3 * kLanes)
        strip<8, 3>(row, weights, output, start, sums);
    for (; output + 2 * kLanes <= outputs; output += 2 * kLanes)
        strip<8, 2>(row, weights, output, start, sums);
    for (; output < outputs; output += kLanes)
        strip<8, 1>(row, weights, output, start, sums);
    if (hasFew && windows.byBytes())
        fewStrip<true>(row, weights, windows, output, start, sums);
    else if (hasFew)
        fewStrip<false>(row, weights, windows, output, start, sums);
}

} // namespace leptune
