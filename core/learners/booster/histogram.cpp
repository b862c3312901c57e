// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/histogram.h"

#include <cstring>
#include <utility>

namespace leptune {

namespace {

/// Rows ahead whose words are fetched: the rows of a leaf are ascending, but not neighbours.
constexpr std::size_t kAhead = 16;

/// The sums of one bin. Two lanes are one 64-bit number: the low half, a sum of weights, never
/// overflows into the upper.
template <int Lanes>
struct Lane {
    typedef std::int32_t Type __attribute__((vector_size(Lanes * 4), aligned(4), may_alias));
};
template <>
struct Lane<2> {
    typedef std::uint64_t Type __attribute__((aligned(4), may_alias));
};

template <bool Take, int Lanes, int Stride, int Count>
void addRowsOf(const std::uint64_t *words, const std::uint32_t *rows, std::size_t count,
               const std::int32_t *gradients, std::int32_t *histogram)
{
    using Sums = typename Lane<Lanes>::Type;
    Sums *const sums = reinterpret_cast<Sums *>(histogram);
    const Sums *const addends = reinterpret_cast<const Sums *>(gradients);
    const std::size_t last = count - 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t row = rows[i];
        const std::uint32_t later = rows[i + kAhead < last ? i + kAhead : last];
        __builtin_prefetch(words + later);
        __builtin_prefetch(addends + later);
        const std::uint64_t word = words[row];
        const Sums addend = Take ? -addends[row] : addends[row];
#pragma GCC unroll 8
        for (int f = 0; f < Count; ++f)
            sums[f * Stride + static_cast<int>((word >> (8 * f)) & 0xFF)] += addend;
    }
}

using AddRows = void (*)(const std::uint64_t *, const std::uint32_t *, std::size_t,
                         const std::int32_t *, std::int32_t *);

template <bool Take, int Lanes, int Stride>
AddRows addRowsFor(int count)
{
    static constexpr AddRows kByCount[] = {
        addRowsOf<Take, Lanes, Stride, 1>, addRowsOf<Take, Lanes, Stride, 2>,
        addRowsOf<Take, Lanes, Stride, 3>, addRowsOf<Take, Lanes, Stride, 4>,
        addRowsOf<Take, Lanes, Stride, 5>, addRowsOf<Take, Lanes, Stride, 6>,
        addRowsOf<Take, Lanes, Stride, 7>, addRowsOf<Take, Lanes, Stride, 8>};
    return kByCount[count - 1];
}

template <bool Take, int Lanes>
AddRows addRowsFor(int stride, int count)
{
    switch (stride) {
    case 4:
        return addRowsFor<Take, Lanes, 4>(count);
    case 16:
        return addRowsFor<Take, Lanes, 16>(count);
    case 64:
        return addRowsFor<Take, Lanes, 64>(count);
    default:
        return addRowsFor<Take, Lanes, 256>(count);
    }
}

template <bool Take>
AddRows addRowsFor(int lanes, int stride, int count)
{
    switch (lanes) {
    case 2:
        return addRowsFor<Take, 2>(stride, count);
    case 4:
        return addRowsFor<Take, 4>(stride, count);
    case 8:
        return addRowsFor<Take, 8>(stride, count);
    default:
        return addRowsFor<Take, 16>(stride, count);
    }
}

template <int Stride, int Count>
void addPartOf(const std::uint64_t *words, const int *shifts, const std::uint32_t *rows,
               std::size_t count, const std::int32_t *gradients, std::int32_t *histogram)
{
    using Sums = typename Lane<2>::Type;
    Sums *const sums = reinterpret_cast<Sums *>(histogram);
    const Sums *const addends = reinterpret_cast<const Sums *>(gradients);
    std::uint64_t shift[Count];
    for (int f = 0; f < Count; ++f)
        shift[f] = static_cast<std::uint64_t>(shifts[f]);
    const std::size_t last = count - 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t row = rows[i];
        const std::uint32_t later = rows[i + kAhead < last ? i + kAhead : last];
        __builtin_prefetch(words + later);
        __builtin_prefetch(addends + later);
        const std::uint64_t word = words[row];
        const Sums addend = addends[row];
#pragma GCC unroll 8
        for (int f = 0; f < Count; ++f)
            sums[f * Stride + static_cast<int>((word >> shift[f]) & 0xFF)] += addend;
    }
}

using AddPart = void (*)(const std::uint64_t *, const int *, const std::uint32_t *, std::size_t,
                         const std::int32_t *, std::int32_t *);

template <int Stride>
AddPart addPartFor(int count)
{
    static constexpr AddPart kByCount[] = {
        addPartOf<Stride, 1>, addPartOf<Stride, 2>, addPartOf<Stride, 3>, addPartOf<Stride, 4>,
        addPartOf<Stride, 5>, addPartOf<Stride, 6>, addPartOf<Stride, 7>, addPartOf<Stride, 8>};
    return kByCount[count - 1];
}

AddPart addPartFor(const BlockPart &part)
{
    switch (part.stride) {
    case 4:
        return addPartFor<4>(part.count);
    case 16:
        return addPartFor<16>(part.count);
    case 64:
        return addPartFor<64>(part.count);
    default:
        return addPartFor<256>(part.count);
    }
}

} // namespace

std::size_t histogramSize(const BinBlock &block, int lanes)
{
    return static_cast<std::size_t>(BinBlock::kFeatures * block.stride * lanes);
}

void addRows(const BinBlock &block, std::size_t version, std::span<const std::uint32_t> rows,
             const GradientWords &gradients, std::int32_t *histogram)
{
    if (rows.empty())
        return;
    addRowsFor<false>(gradients.lanes, block.stride, block.count)(
        block.words(version), rows.data(), rows.size(), gradients.data(), histogram);
}

void takeRows(const BinBlock &block, std::size_t version, std::span<const std::uint32_t> rows,
              const GradientWords &gradients, std::int32_t *histogram)
{
    if (rows.empty())
        return;
    addRowsFor<true>(gradients.lanes, block.stride, block.count)(
        block.words(version), rows.data(), rows.size(), gradients.data(), histogram);
}

std::size_t histogramSize(const BlockPart &part)
{
    return static_cast<std::size_t>(part.count * part.stride * 2);
}

void addRows(const BlockPart &part, const std::uint64_t *words, std::span<const std::uint32_t> rows,
             const GradientWords &gradients, std::int32_t *histogram)
{
    if (rows.empty())
        return;
    bool side = true;
    for (int f = 0; f < part.count; ++f)
        side = side && part.shifts[f] == 8 * f;
    if (side)
        addRowsFor<false>(2, part.stride, part.count)(words, rows.data(), rows.size(),
                                                      gradients.data(), histogram);
    else
        addPartFor(part)(words, part.shifts, rows.data(), rows.size(), gradients.data(), histogram);
}

void subtract(std::int32_t *from, const std::int32_t *part, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        from[i] -= part[i];
}

} // namespace leptune
