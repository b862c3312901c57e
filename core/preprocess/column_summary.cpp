// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/column_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kSummaryRows = 100'000;
constexpr std::size_t kMostCategories = 4096;

/// Numbers that programs write for "unknown": three nines or more, and absurdly large ones.
bool readsAsUnknown(float value)
{
    const float size = std::abs(value);
    if (size >= 1e30F)
        return true;
    for (float nines = 999.0F; nines < 1e7F; nines = nines * 10.0F + 9.0F)
        if (size == nines)
            return true;
    return false;
}

/// Ascending order of the present cells, at most about kSummaryRows of them, extremes included.
std::vector<float> sortedSample(std::span<const float> cells, NumberSummary &summary)
{
    std::vector<float> present;
    present.reserve(cells.size());
    for (const float cell : cells)
        if (std::isfinite(cell))
            present.push_back(cell);
    summary.present = present.size();
    summary.missing = cells.size() - present.size();
    if (present.size() > kSummaryRows) {
        const auto [low, high] = std::ranges::minmax(present);
        const std::size_t stride = present.size() / kSummaryRows;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < present.size(); i += stride)
            present[kept++] = present[i];
        present.resize(kept);
        present.push_back(low);
        present.push_back(high);
    }
    std::ranges::sort(present);
    return present;
}

/// Narrows [first, last) of `sorted` to the values that are no far-off code for "unknown".
void findImpossible(const std::vector<float> &sorted, std::size_t &first, std::size_t &last,
                    NumberSummary &summary)
{
    constexpr float kFar = 3.0F;
    const auto begin = sorted.begin();
    const auto lowest =
        static_cast<std::size_t>(std::ranges::upper_bound(sorted, sorted.front()) - begin);
    if (readsAsUnknown(sorted.front()) && lowest < sorted.size() &&
        sorted[lowest] - sorted.front() > kFar * (sorted.back() - sorted[lowest]) &&
        sorted[lowest] < sorted.back()) {
        summary.possibleLow = sorted.front() / 2 + sorted[lowest] / 2;
        first = lowest;
    }
    const auto highest =
        static_cast<std::size_t>(std::ranges::lower_bound(sorted, sorted.back()) - begin);
    if (readsAsUnknown(sorted.back()) && highest > first &&
        sorted.back() - sorted[highest - 1] > kFar * (sorted[highest - 1] - sorted[first]) &&
        sorted[first] < sorted[highest - 1]) {
        summary.possibleHigh = sorted.back() / 2 + sorted[highest - 1] / 2;
        last = highest;
    }
    summary.hasImpossible = first > 0 || last < sorted.size();
}

float quantile(std::span<const float> sorted, double share)
{
    const double position = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double fraction = position - static_cast<double>(below);
    return static_cast<float>((1.0 - fraction) * sorted[below] + fraction * sorted[above]);
}

double meanOf(std::span<const float> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct Counted {
    std::size_t id;
    std::size_t rows;
};

bool isIdentifier(std::size_t different, std::size_t present)
{
    return present >= 20 && different * 10 >= present * 9;
}

/// Drops the categories that are to be "unseen"; `counts` come most frequent first.
std::size_t foldRare(std::vector<Counted> &counts, std::size_t rows)
{
    std::size_t present = 0;
    for (const Counted &entry : counts)
        present += entry.rows;
    std::size_t keep = std::min(counts.size(), kMostCategories);
    if (isIdentifier(counts.size(), present))
        keep = 0;
    while (keep > 0 && counts[keep - 1].rows < 3 && counts[keep - 1].rows * 1000 < rows)
        --keep;
    counts.resize(keep);
    for (const Counted &entry : counts)
        present -= entry.rows;
    return present;
}

CategorySummary summarizeSpelled(const RawCells &cells, std::size_t rows)
{
    CategorySummary summary;
    const std::vector<std::string> &dictionary = *cells.dictionary;
    std::vector<Counted> counts(dictionary.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = {i, 0};
    for (const std::int32_t code : cells.codes) {
        if (code < 0 || dictionary[static_cast<std::size_t>(code)].empty())
            ++summary.missing;
        else
            ++counts[static_cast<std::size_t>(code)].rows;
    }
    std::erase_if(counts, [](const Counted &entry) { return entry.rows == 0; });
    std::ranges::sort(counts, [&](const Counted &a, const Counted &b) {
        return a.rows != b.rows ? a.rows > b.rows : dictionary[a.id] < dictionary[b.id];
    });
    summary.folded = foldRare(counts, rows);
    for (const Counted &entry : counts)
        summary.keys.push_back(dictionary[entry.id]);
    return summary;
}

CategorySummary summarizeNumbered(const RawCells &cells, std::size_t rows)
{
    CategorySummary summary;
    summary.byNumber = true;
    std::vector<float> values;
    for (const float value : cells.numbers)
        if (!std::isnan(value))
            values.push_back(value);
    summary.missing = cells.numbers.size() - values.size();
    std::ranges::sort(values);
    std::vector<float> different;
    std::vector<Counted> counts;
    for (const float value : values) {
        if (different.empty() || different.back() != value) {
            counts.push_back({different.size(), 0});
            different.push_back(value);
        }
        ++counts.back().rows;
    }
    std::ranges::stable_sort(counts,
                             [](const Counted &a, const Counted &b) { return a.rows > b.rows; });
    summary.folded = foldRare(counts, rows);
    for (const Counted &entry : counts)
        summary.numberKeys.push_back(different[entry.id]);
    return summary;
}

} // namespace

NumberSummary summarizeNumbers(std::span<const float> cells)
{
    NumberSummary summary;
    constexpr float kLargest = std::numeric_limits<float>::max();
    summary.possibleLow = -kLargest;
    summary.possibleHigh = kLargest;
    const std::vector<float> sorted = sortedSample(cells, summary);
    if (sorted.empty())
        return summary;
    std::size_t first = 0;
    std::size_t last = sorted.size();
    findImpossible(sorted, first, last, summary);
    if (summary.hasImpossible) {
        const auto impossible = static_cast<std::size_t>(std::ranges::count_if(cells, [&](float x) {
            return std::isfinite(x) && (x < summary.possibleLow || x > summary.possibleHigh);
        }));
        summary.present -= impossible;
        summary.missing += impossible;
    }
    const std::span<const float> usable(sorted.data() + first, last - first);
    summary.low = usable.front();
    summary.high = usable.back();
    summary.median = quantile(usable, 0.5);
    summary.quarter1 = quantile(usable, 0.25);
    summary.quarter3 = quantile(usable, 0.75);
    summary.tailLow = quantile(usable, 0.005);
    summary.tailHigh = quantile(usable, 0.995);
    summary.mean = meanOf(usable);
    return summary;
}

CategorySummary summarizeCategories(const RawCells &cells, std::size_t rows)
{
    if (cells.dictionary)
        return summarizeSpelled(cells, rows);
    return summarizeNumbered(cells, rows);
}

} // namespace leptune
