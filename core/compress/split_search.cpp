// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/split_search.h"

#include <limits>

namespace leptune {
namespace {

/// Rows that choose a question at most.
constexpr std::size_t kSearchedRows = 2048;
/// Neighbouring rows add to sums of their own where the same sum would often wait for itself.
constexpr std::size_t kParts = 4;
constexpr std::size_t kMostForParts = 256;

} // namespace

SplitSearch::SplitSearch(const SplitTable &table, const PackedRates &rates, double price)
    : m_table(table), m_rates(rates), m_price(price)
{
    m_prices.reserve(table.thresholdsOfAll());
    for (std::size_t f = 0; f < table.features(); ++f) {
        m_first.push_back(m_prices.size());
        for (std::size_t i = 0; i < table.thresholds(f); ++i)
            m_prices.push_back(rates.isUsed(f, i)
                                   ? price * rates.bits({static_cast<std::int32_t>(f),
                                                         static_cast<std::int32_t>(i), true})
                                   : std::numeric_limits<double>::infinity());
    }
}

RatedSplit SplitSearch::replacement(const RatedSplit &now, std::span<const std::uint32_t> rows,
                                    std::span<const double> differences, bool otherFeatures)
{
    const std::size_t stride = (rows.size() + kSearchedRows - 1) / kSearchedRows;
    if (stride <= 1)
        return cheapest(now, rows, differences, otherFeatures);
    m_someRows.clear();
    m_someDifferences.clear();
    for (std::size_t i = 0; i < rows.size(); i += stride) {
        m_someRows.push_back(rows[i]);
        m_someDifferences.push_back(differences[i] * static_cast<double>(stride));
    }
    const RatedSplit chosen =
        cheapest({now.split, costOf(now.split, m_someRows, m_someDifferences)}, m_someRows,
                 m_someDifferences, otherFeatures);
    if (chosen.split == now.split)
        return now;
    const double cost = costOf(chosen.split, rows, differences);
    return cost < now.cost ? RatedSplit{chosen.split, cost} : now;
}

RatedSplit SplitSearch::cheapest(const RatedSplit &now, std::span<const std::uint32_t> rows,
                                 std::span<const double> differences, bool otherFeatures)
{
    RatedSplit best = now;
    for (std::size_t f = 0; f < m_table.features(); ++f)
        if (otherFeatures || f == static_cast<std::size_t>(now.split.feature))
            search(f, rows, differences, best);
    return best;
}

double SplitSearch::costOf(const TreeSplit &split, std::span<const std::uint32_t> rows,
                           std::span<const double> differences) const
{
    double cost = m_price * m_rates.bits(split);
    for (std::size_t i = 0; i < rows.size(); ++i)
        cost += m_table.goesRight(split, rows[i]) ? differences[i] : 0.0;
    return cost;
}

void SplitSearch::fillHistogram(std::span<const std::uint16_t> codes, std::size_t width,
                                std::span<const std::uint32_t> rows,
                                std::span<const double> differences)
{
    const std::size_t parts = width <= kMostForParts && rows.size() > 2 * width ? kParts : 1;
    m_histogram.assign(parts * width, 0.0);
    std::size_t i = 0;
    if (parts == kParts) {
        double *sums = m_histogram.data();
        for (; i + kParts <= rows.size(); i += kParts)
            for (std::size_t part = 0; part < kParts; ++part)
                sums[part * width + codes[rows[i + part]]] += differences[i + part];
        for (std::size_t other = width; other < kParts * width; ++other)
            sums[other % width] += sums[other];
    }
    for (; i < rows.size(); ++i)
        m_histogram[codes[rows[i]]] += differences[i];
}

void SplitSearch::search(std::size_t feature, std::span<const std::uint32_t> rows,
                         std::span<const double> differences, RatedSplit &best)
{
    const std::size_t thresholds = m_table.thresholds(feature);
    fillHistogram(m_table.codes(feature), thresholds + 2, rows, differences);
    const double *prices = m_prices.data() + m_first[feature];
    const double missing = m_histogram[SplitTable::kMissing];
    const bool missingLeft = missing != 0.0 ? missing > 0.0 : m_rates.usuallyMissingLeft(feature);
    double right = missingLeft ? 0.0 : missing;
    for (std::size_t threshold = thresholds; threshold-- > 0;) {
        right += m_histogram[threshold + 2];
        const double cost = right + prices[threshold];
        if (cost < best.cost)
            best = {{static_cast<std::int32_t>(feature), static_cast<std::int32_t>(threshold),
                     missingLeft},
                    cost};
    }
}

} // namespace leptune
