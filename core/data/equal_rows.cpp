// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/equal_rows.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace leptune {

namespace {

// Copies may carry a few wrong labels and rounded numbers.
constexpr double kMostWithinOfClasses = 0.1;
constexpr double kMostWithinOfNumbers = 0.01;
constexpr std::size_t kFewestBlocksAFold = 10;

std::vector<std::size_t> blockSizes(std::span<const std::uint32_t> blocks)
{
    std::vector<std::size_t> sizes(
        blocks.empty() ? 0 : *std::ranges::max_element(blocks) + std::size_t{1});
    for (const std::uint32_t block : blocks)
        ++sizes[block];
    return sizes;
}

/// Sum of squared deviations from the mean: of a number, or of the indicators of all classes.
double squaresAround(std::span<const float> sorted, bool areClasses)
{
    const double n = static_cast<double>(sorted.size());
    double squares = 0.0;
    if (areClasses) {
        for (std::size_t i = 0, end = 0; i < sorted.size(); i = end) {
            while (end < sorted.size() && sorted[end] == sorted[i])
                ++end;
            squares += static_cast<double>(end - i) * static_cast<double>(end - i);
        }
        return n - squares / n;
    }
    const double mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
    for (const float value : sorted)
        squares += (value - mean) * (value - mean);
    return squares;
}

} // namespace

double varianceWithinBlocks(std::span<const std::uint32_t> blocks, const Target &target)
{
    const std::vector<std::size_t> sizes = blockSizes(blocks);
    std::vector<std::pair<std::uint32_t, float>> repeated;
    for (std::size_t row = 0; row < blocks.size(); ++row)
        if (sizes[blocks[row]] > 1)
            repeated.emplace_back(blocks[row], target.values[row]);
    if (repeated.empty())
        return 0.0;
    std::ranges::sort(repeated);
    std::vector<float> values;
    for (const auto &[block, value] : repeated)
        values.push_back(value);
    double within = 0.0;
    double freedom = 0.0;
    for (std::size_t begin = 0; begin < repeated.size();) {
        const std::size_t size = sizes[repeated[begin].first];
        within += squaresAround(std::span(values).subspan(begin, size), target.isClassification());
        freedom += static_cast<double>(size) - 1.0;
        begin += size;
    }
    std::vector<float> all = target.values;
    std::ranges::sort(all);
    const double total = squaresAround(all, target.isClassification());
    const double totalFreedom = static_cast<double>(all.size()) - 1.0;
    return total > 0.0 ? within / freedom * totalFreedom / total : 0.0;
}

EqualRows judgeEqualRows(std::span<const std::uint32_t> blocks, const Target &target,
                         std::size_t folds)
{
    const std::vector<std::size_t> sizes = blockSizes(blocks);
    if (sizes.size() == blocks.size())
        return EqualRows::Copies;
    const double most = target.isClassification() ? kMostWithinOfClasses : kMostWithinOfNumbers;
    if (varianceWithinBlocks(blocks, target) > most)
        return EqualRows::Coincidences;
    // Small tables of rows that stand twice or so still have as many kinds as they can.
    const std::size_t fewest = std::min(kFewestBlocksAFold * folds, blocks.size() / 2);
    const bool isOneTooLarge = *std::ranges::max_element(sizes) > blocks.size() / folds;
    return sizes.size() < fewest || isOneTooLarge ? EqualRows::TooFewKinds : EqualRows::Copies;
}

} // namespace leptune
