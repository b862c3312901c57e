// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/plan_parts.h"

#include <array>
#include <cmath>

namespace leptune {
namespace {

/// How often each value of a channel comes: sums of them are exact in any order.
using Counts = std::array<std::uint64_t, 256>;

void count(std::span<const std::uint8_t> pixels, std::vector<Counts> &channels)
{
    for (std::size_t i = 0; i < pixels.size(); i += channels.size())
        for (std::size_t c = 0; c < channels.size(); ++c)
            ++channels[c][pixels[i + c]];
}

struct Spread {
    double mean = 0.0;
    double deviation = 0.0;
};

Spread spreadOf(const Counts &counts)
{
    double total = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t value = 0; value < counts.size(); ++value) {
        const auto times = static_cast<double>(counts[value]);
        const auto size = static_cast<double>(value);
        total += times;
        sum += times * size;
        squares += times * size * size;
    }
    if (total == 0.0)
        return {};
    const double mean = sum / total;
    return {mean, std::sqrt(std::max(0.0, squares / total - mean * mean))};
}

} // namespace

std::optional<Pixels> fitPixels(const RawCells &cells, const PictureShape &shape)
{
    std::vector<Counts> channels(static_cast<std::size_t>(shape.channels));
    for (const std::int32_t code : cells.codes)
        if (code >= 0 && cells.pictures)
            count(cells.pictures->picture(static_cast<std::size_t>(code)), channels);
    Pixels step{shape, {}, {}};
    bool varies = false;
    for (const Counts &counts : channels) {
        const Spread spread = spreadOf(counts);
        varies = varies || spread.deviation > 0.0;
        step.shift.push_back(static_cast<float>(spread.mean));
        step.factor.push_back(
            static_cast<float>(spread.deviation > 0.0 ? 1.0 / spread.deviation : 1.0));
    }
    return varies ? std::optional(std::move(step)) : std::nullopt;
}

} // namespace leptune
