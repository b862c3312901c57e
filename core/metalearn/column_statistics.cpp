// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/column_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

std::vector<double> finiteSorted(const std::vector<double> &numbers)
{
    std::vector<double> kept;
    std::ranges::copy_if(numbers, std::back_inserter(kept),
                         [](double value) { return std::isfinite(value); });
    std::ranges::sort(kept);
    return kept;
}

double shareOutside(const std::vector<double> &sorted)
{
    const double low = sorted[sorted.size() / 4];
    const double high = sorted[sorted.size() * 3 / 4];
    const double reach = 3.0 * (high - low);
    if (!(reach > 0.0))
        return 0.0;
    const auto below = std::ranges::lower_bound(sorted, low - reach) - sorted.begin();
    const auto above = sorted.end() - std::ranges::upper_bound(sorted, high + reach);
    return static_cast<double>(below + above) / static_cast<double>(sorted.size());
}

std::size_t distinctOf(const std::vector<double> &sorted)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        count += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    return count;
}

double betweenShare(const std::vector<double> &numbers, const Target &target)
{
    std::vector<double> sums(target.classes.size(), 0.0), counts(sums);
    double total = 0.0, squares = 0.0, all = 0.0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!std::isfinite(numbers[i]))
            continue;
        const auto label = static_cast<std::size_t>(target.values[i]);
        sums[label] += numbers[i];
        counts[label] += 1.0;
        total += numbers[i];
        all += 1.0;
    }
    const double mean = all > 0.0 ? total / all : 0.0;
    for (const double value : numbers)
        squares += std::isfinite(value) ? (value - mean) * (value - mean) : 0.0;
    double between = 0.0;
    for (std::size_t label = 0; label < sums.size(); ++label)
        if (counts[label] > 0.0)
            between += counts[label] * std::pow(sums[label] / counts[label] - mean, 2);
    return squares > 0.0 && std::isfinite(between / squares) ? between / squares : 0.0;
}

} // namespace

ColumnCells cellsOf(const Column &column, const Rows &rows)
{
    ColumnCells cells;
    cells.coded = column.isCoded();
    std::size_t missing = 0;
    std::vector<bool> seen(column.dictionary().size(), false);
    for (const std::uint32_t row : rows) {
        if (!cells.coded) {
            const double value = column.numbers()[row];
            cells.numbers.push_back(
                std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN());
            missing += std::isfinite(value) ? 0 : 1;
            continue;
        }
        const std::int32_t code = column.codes()[row];
        missing += code < 0 ? 1 : 0;
        if (code >= 0 && !seen[static_cast<std::size_t>(code)]) {
            seen[static_cast<std::size_t>(code)] = true;
            ++cells.distinct;
        }
    }
    if (!cells.coded)
        cells.distinct = distinctNumbers(cells.numbers);
    if (!rows.empty())
        cells.missingShare = static_cast<double>(missing) / static_cast<double>(rows.size());
    return cells;
}

Moments momentsOf(const std::vector<double> &numbers)
{
    const std::vector<double> sorted = finiteSorted(numbers);
    Moments moments;
    if (sorted.empty())
        return moments;
    moments.count = static_cast<double>(sorted.size());
    moments.allWhole =
        std::ranges::all_of(sorted, [](double value) { return std::trunc(value) == value; });
    for (const double value : sorted) {
        moments.mean += value / moments.count;
        moments.zeroShare += value == 0.0 ? 1.0 / moments.count : 0.0;
    }
    double second = 0.0, third = 0.0, fourth = 0.0;
    const double scale =
        std::max(std::abs(sorted.front() - moments.mean), std::abs(sorted.back() - moments.mean));
    for (const double value : sorted) {
        const double d = scale > 0.0 ? (value - moments.mean) / scale : 0.0;
        second += d * d / moments.count;
        third += d * d * d / moments.count;
        fourth += d * d * d * d / moments.count;
    }
    moments.deviation = scale * std::sqrt(second);
    if (second > 1e-20) {
        moments.skew = third / std::pow(second, 1.5);
        moments.kurtosis = fourth / (second * second) - 3.0;
    }
    moments.outlierShare = shareOutside(sorted);
    return moments;
}

std::size_t distinctNumbers(const std::vector<double> &numbers)
{
    return distinctOf(finiteSorted(numbers));
}

double correlation(const std::vector<double> &a, const std::vector<double> &b)
{
    double n = 0.0, meanA = 0.0, meanB = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!std::isfinite(a[i]) || !std::isfinite(b[i]))
            continue;
        n += 1.0; // Welford's updates: columns may lie far from zero
        const double da = a[i] - meanA;
        const double db = b[i] - meanB;
        meanA += da / n;
        meanB += db / n;
        aa += da * (a[i] - meanA);
        bb += db * (b[i] - meanB);
        ab += da * (b[i] - meanB);
    }
    const double norm = std::sqrt(aa) * std::sqrt(bb);
    return norm > 0.0 && std::isfinite(ab / norm) ? std::clamp(ab / norm, -1.0, 1.0) : 0.0;
}

double targetLink(const std::vector<double> &numbers, const Target &target)
{
    if (target.isClassification())
        return std::sqrt(std::clamp(betweenShare(numbers, target), 0.0, 1.0));
    return std::abs(
        correlation(numbers, std::vector<double>(target.values.begin(), target.values.end())));
}

} // namespace leptune
