// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/packed_rates.h"

namespace leptune {

/// A question with what it costs: loss of the rows that go right less what they lose on the left,
/// and its bits times their price.
struct RatedSplit {
    Split split;
    double cost = 0.0;
};

/// Finds questions that trees ask already and that cost least where one question is replaced.
class SplitSearch {
public:
    SplitSearch(const SplitTable &table, const PackedRates &rates, double price)
        : m_table(table), m_rates(rates), m_price(price)
    {
    }

    /// `differences`: loss of going right less that of going left, one for each of `rows`. Better
    /// questions about the feature replace `best`.
    void search(std::size_t feature, std::span<const std::uint32_t> rows,
                std::span<const double> differences, RatedSplit &best);

private:
    const SplitTable &m_table;
    const PackedRates &m_rates;
    const double m_price;
    std::vector<double> m_histogram;
};

} // namespace leptune
