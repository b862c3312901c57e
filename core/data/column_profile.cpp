// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_profile.h"

#include "core/data/distinct_counter.h"
#include "core/data/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kShownCategories = 10;
constexpr std::uint64_t kHighCardinality = 100;
constexpr std::uint64_t kRowsForIds = 20;
constexpr double kIdWords = 5.0; ///< longer spellings on average are free text, not identifiers
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool areWhole(std::span<const double> values)
{
    return std::ranges::all_of(values, [](double value) { return std::trunc(value) == value; });
}

void addMoments(ColumnProfile &profile, std::vector<double> finite)
{
    const auto [low, high] = std::ranges::minmax(finite);
    profile.minimum = low;
    profile.maximum = high;
    const auto count = static_cast<double>(finite.size());
    // Halves and scaled squares keep numbers near the largest double from overflowing.
    const double scale =
        std::max({std::abs(low), std::abs(high), std::numeric_limits<double>::min()});
    double sum = 0.0;
    for (const double value : finite)
        sum += value / scale;
    const double mean = sum / count;
    double squares = 0.0;
    for (const double value : finite)
        squares += (value / scale - mean) * (value / scale - mean);
    profile.mean = mean * scale;
    profile.deviation = finite.size() > 1 ? std::sqrt(squares / (count - 1.0)) * scale : 0.0;
    const auto middle = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() / 2);
    std::nth_element(finite.begin(), middle, finite.end());
    profile.median = *middle;
    if (finite.size() % 2 == 0)
        profile.median = *middle / 2.0 + *std::max_element(finite.begin(), middle) / 2.0;
}

void addWarning(ColumnProfile &profile, ColumnWarning kind, std::string why)
{
    profile.warnings.push_back({kind, std::move(why)});
}

bool isStrictlyOrdered(std::span<const double> finite)
{
    return std::ranges::adjacent_find(finite, std::ranges::greater_equal{}) == finite.end() ||
           std::ranges::adjacent_find(finite, std::ranges::less_equal{}) == finite.end();
}

/// Whole numbers, nearly all different, without gaps or in the order of the file.
bool looksLikeNumberedRows(const ColumnProfile &profile, std::span<const double> finite)
{
    const auto count = static_cast<double>(finite.size());
    const auto distinct = static_cast<double>(profile.distinct);
    if (finite.size() < kRowsForIds || distinct < 0.98 * count || !areWhole(finite))
        return false;
    return profile.maximum - profile.minimum + 1.0 <= 1.1 * distinct || isStrictlyOrdered(finite);
}

void profileNumbers(ColumnProfile &profile, const Column &column)
{
    DistinctCounter distinct;
    std::vector<double> finite;
    finite.reserve(column.size());
    for (const double value : column.numbers()) {
        if (std::isnan(value))
            continue;
        distinct.add(std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value));
        if (std::isfinite(value))
            finite.push_back(value);
    }
    profile.distinct = distinct.count();
    if (finite.empty())
        return;
    addMoments(profile, finite);
    profile.histogram = histogramOf(finite, profile.minimum, profile.maximum);
    if (column.type() == ColumnType::Numeric && looksLikeNumberedRows(profile, finite))
        addWarning(profile, ColumnWarning::IdLike,
                   "The values are whole numbers, all different and in sequence, as in a numbering "
                   "of rows; a model "
                   "can learn nothing general from it.");
}

double meanWords(const Column &column, std::span<const std::uint64_t> counts)
{
    double words = 0.0;
    double used = 0.0;
    for (std::size_t code = 0; code < counts.size(); ++code) {
        if (counts[code] == 0)
            continue;
        words += 1.0 + static_cast<double>(std::ranges::count(column.dictionary()[code], ' '));
        used += 1.0;
    }
    return words / used;
}

void addCategoryBars(ColumnProfile &profile, const Column &column,
                     std::span<const std::uint64_t> counts)
{
    std::vector<std::size_t> order;
    for (std::size_t code = 0; code < counts.size(); ++code)
        if (counts[code] > 0)
            order.push_back(code);
    const std::size_t shown = std::min(order.size(), kShownCategories);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown),
                              [&](std::size_t a, std::size_t b) {
                                  return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
                              });
    std::uint64_t rest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i < shown)
            profile.histogram.push_back(
                {0.0, 0.0, column.dictionary()[order[i]], counts[order[i]]});
        else
            rest += counts[order[i]];
    }
    if (rest > 0)
        profile.histogram.push_back({0.0, 0.0, "other", rest});
}

void profileCodes(ColumnProfile &profile, const Column &column)
{
    std::vector<std::uint64_t> counts(column.dictionary().size());
    for (const std::int32_t code : column.codes())
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    profile.distinct = counts.size() - static_cast<std::uint64_t>(std::ranges::count(counts, 0U));
    addCategoryBars(profile, column, counts);
    const std::uint64_t present = column.size() - profile.missing;
    const bool allDifferent = present >= kRowsForIds && profile.distinct == present;
    if (allDifferent && meanWords(column, counts) <= kIdWords)
        addWarning(profile, ColumnWarning::IdLike,
                   "All " + std::to_string(present) +
                       " values are different, as names or numbers of cases are; a model can learn "
                       "nothing "
                       "general from them.");
    else if (column.type() == ColumnType::Categorical && profile.distinct > kHighCardinality)
        addWarning(profile, ColumnWarning::HighCardinality,
                   "There are " + std::to_string(profile.distinct) +
                       " different categories; rare ones can't be learned well.");
}

void addGeneralWarnings(ColumnProfile &profile, std::uint64_t rows)
{
    if (profile.distinct == 0)
        addWarning(profile, ColumnWarning::Constant, "The column holds no value at all.");
    else if (profile.distinct == 1 && profile.missing == 0)
        addWarning(profile, ColumnWarning::Constant, "Every row holds the same value.");
    if (2 * profile.missing > rows)
        addWarning(profile, ColumnWarning::MostlyMissing,
                   "Missing in " + shareText(profile.missing, rows) + ".");
}

} // namespace

std::string shareText(std::uint64_t part, std::uint64_t whole)
{
    char share[32];
    std::snprintf(share, sizeof share, "%.3g",
                  whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0.0);
    return std::to_string(part) + " of " + std::to_string(whole) + " rows (" + share + " %)";
}

ColumnProfile profileColumn(const Column &column)
{
    ColumnProfile profile;
    profile.name = column.name();
    profile.type = column.type();
    profile.missing = column.missingCount();
    profile.minimum = profile.maximum = profile.mean = profile.deviation = profile.median = kNaN;
    if (column.type() == ColumnType::Picture)
        profile.distinct = column.size() - profile.missing;
    else if (column.isCoded())
        profileCodes(profile, column);
    else
        profileNumbers(profile, column);
    addGeneralWarnings(profile, column.size());
    return profile;
}

} // namespace leptune
