// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/packed_rates.h"

namespace leptune {

/// A question with what it costs: loss of the rows that go right less what they lose on the left,
/// and its bits times their price.
struct RatedSplit {
    TreeSplit split;
    double cost = 0.0;
};

/// Finds questions that trees ask already and that cost least where one question is replaced.
class SplitSearch {
public:
    SplitSearch(const SplitTable &table, const PackedRates &rates, double price);

    /// The cheapest question in the place of `now`, or `now`. `differences`: loss of going right
    /// less that of going left, one for each of `rows`. Of many rows a part chooses, all decide.
    RatedSplit replacement(const RatedSplit &now, std::span<const std::uint32_t> rows,
                           std::span<const double> differences, bool otherFeatures);

private:
    RatedSplit cheapest(const RatedSplit &now, std::span<const std::uint32_t> rows,
                        std::span<const double> differences, bool otherFeatures);
    double costOf(const TreeSplit &split, std::span<const std::uint32_t> rows,
                  std::span<const double> differences) const;
    /// Sums of differences by code into the front of m_histogram.
    void fillHistogram(std::span<const std::uint16_t> codes, std::size_t width,
                       std::span<const std::uint32_t> rows, std::span<const double> differences);
    void search(std::size_t feature, std::span<const std::uint32_t> rows,
                std::span<const double> differences, RatedSplit &best);

    const SplitTable &m_table;
    const PackedRates &m_rates;
    const double m_price;
    std::vector<std::size_t> m_first; ///< of a feature in m_prices
    std::vector<double> m_prices;     ///< a threshold; infinite where nothing asks it
    std::vector<double> m_histogram;
    std::vector<std::uint32_t> m_someRows;
    std::vector<double> m_someDifferences;
};

} // namespace leptune
