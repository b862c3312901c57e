// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_windows.h"

#include "core/base/cpu.h"
#include "core/model/padded_plane.h"

#include <cstring>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::size_t kWindowGroup = 4;

/// [inputs, outputs] with lines of whole groups, as PackedCodes takes them.
std::vector<std::int8_t> groupedLines(const IntegerConvolution &op, std::size_t line,
                                      std::size_t groupedLine)
{
    const auto outputs = static_cast<std::size_t>(op.outputs);
    const auto lines = static_cast<std::size_t>(op.kernelHeight);
    std::vector<std::int8_t> result(lines * groupedLine * outputs);
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t y = 0; y < lines; ++y)
            for (std::size_t i = 0; i < line; ++i)
                result[(y * groupedLine + i) * outputs + o] =
                    op.weights[(o * lines + y) * line + i];
    return result;
}

/// Four codes as 16-bit numbers, four times.
inline __m256i spreadCodes(const std::uint8_t *from)
{
    int codes = 0;
    std::memcpy(&codes, from, sizeof codes);
    return _mm256_cvtepu8_epi16(_mm_set1_epi32(codes));
}

/// Sums of eight outputs, from those of pairs.
inline void store(const std::int32_t *start, __m256i first, __m256i second, std::int32_t *sums)
{
    const __m256i joined = _mm256_permute4x64_epi64(_mm256_hadd_epi32(first, second), 0xD8);
    const __m256i begin = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(start));
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(sums), _mm256_add_epi32(begin, joined));
}

/// Tiles of some windows and 16 outputs: sums of pairs stay in registers over the whole window.
template <int Windows>
void tile(const WindowRow &row, std::size_t first, const PackedWindows &weights, std::size_t output,
          const std::int32_t *start, std::int32_t *sums)
{
    const std::size_t outputs = weights.codes.outputs;
    const std::uint8_t *from = row.codes + static_cast<std::ptrdiff_t>(first) * row.windowStep;
    __m256i pairs[Windows][4] = {};
    const std::int8_t *values = weights.codes.first(output);
    const std::size_t step = weights.codes.groupStep(output);
    for (const std::ptrdiff_t offset : weights.offsets) {
        __m256i codes[Windows];
        for (int w = 0; w < Windows; ++w)
            codes[w] = spreadCodes(from + w * row.windowStep + offset);
        for (int part = 0; part < 4; ++part) {
            const __m256i weight = _mm256_cvtepi8_epi16(
                _mm_loadu_si128(reinterpret_cast<const __m128i *>(values) + part));
            for (int w = 0; w < Windows; ++w)
                pairs[w][part] =
                    _mm256_add_epi32(pairs[w][part], _mm256_madd_epi16(weight, codes[w]));
        }
        values += step;
    }
    sums += first * outputs + output;
    for (int w = 0; w < Windows; ++w, sums += outputs) {
        store(start + output, pairs[w][0], pairs[w][1], sums);
        store(start + output + 8, pairs[w][2], pairs[w][3], sums + 8);
    }
}

} // namespace

PackedWindows::PackedWindows(const IntegerConvolution &op)
    : outputs(static_cast<std::size_t>(op.outputs))
{
    const auto lines = static_cast<std::size_t>(op.kernelHeight);
    const std::size_t line = static_cast<std::size_t>(op.windowSize()) / lines;
    const std::size_t groups = (line + kWindowGroup - 1) / kWindowGroup;
    const std::ptrdiff_t lineStep = PaddedPlane(op).line;
    for (std::size_t y = 0; y < lines; ++y)
        for (std::size_t g = 0; g < groups; ++g)
            offsets.push_back(static_cast<std::ptrdiff_t>(y) * lineStep +
                              static_cast<std::ptrdiff_t>(g * kWindowGroup));
    codes = PackedCodes(groupedLines(op, line, groups * kWindowGroup),
                        lines * groups * kWindowGroup, static_cast<std::size_t>(op.outputs));
}

void windowProductsScalar(const WindowRow &row, const PackedWindows &weights,
                          const std::int32_t *start, std::int32_t *sums)
{
    const std::size_t outputs = weights.codes.outputs;
    for (std::size_t w = 0; w < row.windows; ++w)
        for (std::size_t o = 0; o < outputs; ++o) {
            const std::uint8_t *from = row.codes + static_cast<std::ptrdiff_t>(w) * row.windowStep;
            std::int32_t sum = 0;
            for (std::size_t g = 0; g < weights.offsets.size(); ++g)
                for (std::size_t i = 0; i < kWindowGroup; ++i)
                    sum += from[weights.offsets[g] + static_cast<std::ptrdiff_t>(i)] *
                           weights.codes.first(o)[g * weights.codes.groupStep(o) + i];
            sums[w * outputs + o] = start[o] + sum;
        }
}

void windowProductsAvx2(const WindowRow &row, const PackedWindows &weights,
                        const std::int32_t *start, std::int32_t *sums)
{
    for (std::size_t output = 0; output < weights.codes.outputs; output += 16) {
        std::size_t w = 0;
        for (; w + 3 <= row.windows; w += 3)
            tile<3>(row, w, weights, output, start, sums);
        for (; w < row.windows; ++w)
            tile<1>(row, w, weights, output, start, sums);
    }
}

WindowProducts windowProducts()
{
    static const WindowProducts best = hasAvx512Vnni() ? windowProductsAvx512 : windowProductsAvx2;
    return best;
}

} // namespace leptune
