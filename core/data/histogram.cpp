// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/histogram.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kBars = 20;

bool areWhole(std::span<const double> values, double low, double high)
{
    return std::ranges::all_of(values, [low, high](double value) {
        return !(low <= value && value <= high) || std::trunc(value) == value;
    });
}

/// `bars` empty ones from `low` to `high`; ends are mixed so that the largest doubles do not
/// overflow.
std::vector<HistogramBar> emptyBars(double low, double high, int bars)
{
    std::vector<HistogramBar> empty;
    for (int i = 0; i < bars; ++i) {
        const double from = static_cast<double>(i) / bars;
        const double to = static_cast<double>(i + 1) / bars;
        empty.push_back({low * (1.0 - from) + high * from, low * (1.0 - to) + high * to, {}, 0});
    }
    return empty;
}

} // namespace

std::vector<HistogramBar> histogramOf(std::span<const double> values, double low, double high)
{
    const double first = std::ceil(low), last = std::floor(high);
    const bool steps = last >= first && last - first < kBars && areWhole(values, low, high);
    const double begin = steps ? first : low;
    const double end = steps && first != last ? last + 1.0 : steps ? last : high;
    const int bars = begin == end ? 1 : steps ? static_cast<int>(end - begin) : kBars;
    std::vector<HistogramBar> histogram = emptyBars(begin, end, bars);
    const double width = end / 2.0 - begin / 2.0;
    for (const double value : values) {
        if (!(low <= value && value <= high))
            continue;
        const double at = width > 0.0 ? (value / 2.0 - begin / 2.0) / width * bars : 0.0;
        ++histogram[static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, bars - 1))].count;
    }
    return histogram;
}

} // namespace leptune
