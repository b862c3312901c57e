// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/split_search.h"

namespace leptune {

void SplitSearch::search(std::size_t feature, std::span<const std::uint32_t> rows,
                         std::span<const double> differences, RatedSplit &best)
{
    const std::size_t thresholds = m_table.thresholds(feature);
    m_histogram.assign(thresholds + 1, 0.0);
    const auto codes = m_table.codes(feature);
    double missing = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint16_t code = codes[rows[i]];
        (code == SplitTable::kMissing ? missing : m_histogram[code]) += differences[i];
    }
    const bool missingLeft = missing != 0.0 ? missing > 0.0 : m_rates.usuallyMissingLeft(feature);
    double right = missingLeft ? 0.0 : missing;
    for (std::size_t threshold = thresholds; threshold-- > 0;) {
        right += m_histogram[threshold + 1];
        if (right >= best.cost || !m_rates.isUsed(feature, threshold)) // bits are never free
            continue;
        const Split split{static_cast<std::int32_t>(feature), static_cast<std::int32_t>(threshold),
                          missingLeft};
        const double cost = right + m_price * m_rates.bits(split);
        if (cost < best.cost)
            best = {split, cost};
    }
}

} // namespace leptune
