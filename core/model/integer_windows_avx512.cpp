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

} // namespace

void windowProductsAvx512(const WindowRow &row, const PackedWindows &weights,
                          const std::int32_t *start, std::int32_t *sums)
{
    const std::size_t outputs = weights.codes.outputs;
    std::size_t output = 0;
    for (; output + 4 * kLanes <= outputs; output += 4 * kLanes)
        strip<4, 4>(row, weights, output, start, sums);
    for (; output + 2 * kLanes <= outputs; output += 2 * kLanes)
        strip<8, 2>(row, weights, output, start, sums);
    for (; output < outputs; output += kLanes)
        strip<8, 1>(row, weights, output, start, sums);
}

} // namespace leptune
