// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/shared_places.h"

#include "core/base/short_float.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace leptune::neural {

void readBook(std::span<const float> steps, std::span<float> book)
{
    for (std::size_t i = 0; i < book.size(); ++i)
        book[i] = toShort(steps[i] * steps.back());
}

namespace {

/// The number of `middles` up to each weight.
void countUpTo(std::span<const float> weights, std::span<const float> middles,
               std::span<std::uint8_t> counts)
{
    constexpr std::size_t kFew = 40; // middles that are compared faster than searched
    if (middles.size() > kFew) {
        for (std::size_t i = 0; i < weights.size(); ++i)
            counts[i] = static_cast<std::uint8_t>(std::ranges::upper_bound(middles, weights[i]) -
                                                  middles.begin());
        return;
    }
    constexpr std::size_t kBlock = 256;
    for (std::size_t begin = 0; begin < weights.size(); begin += kBlock) {
        const std::size_t count = std::min(kBlock, weights.size() - begin);
        std::int32_t sums[kBlock] = {};
        for (const float middle : middles)
            for (std::size_t i = 0; i < count; ++i)
                sums[i] += weights[begin + i] >= middle ? 1 : 0;
        std::copy_n(sums, count, counts.begin() + static_cast<std::ptrdiff_t>(begin));
    }
}

} // namespace

void findPlaces(std::span<const float> weights, std::span<const float> book,
                std::span<std::uint8_t> places)
{
    std::array<std::uint8_t, kMostSharedValues> order;
    std::array<float, kMostSharedValues> middles;
    const auto ordered = std::span(order).first(book.size());
    std::iota(ordered.begin(), ordered.end(), std::uint8_t{0});
    std::ranges::stable_sort(ordered, {}, [&](std::uint8_t place) { return book[place]; });
    for (std::size_t i = 0; i + 1 < book.size(); ++i)
        middles[i] = 0.5F * (book[order[i]] + book[order[i + 1]]);
    const auto between = std::span(middles).first(book.size() - 1);
    countUpTo(weights, between, places);
    for (std::uint8_t &place : places)
        place = order[place];
}

} // namespace leptune::neural
