// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/model/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// A question by its places in a SplitTable: right where code > threshold + 1.
struct TreeSplit {
    std::int32_t feature = -1;  ///< place of the feature
    std::int32_t threshold = 0; ///< place in its list
    bool missingLeft = true;
    bool operator==(const TreeSplit &) const = default;
};

/// The features and thresholds that ensembles ask about, and where rows lie between them.
class SplitTable {
public:
    /// Every question of the ensembles has to be shown before rows are coded.
    void add(std::int32_t feature, float threshold);
    void finish(const FloatMatrix &features);

    std::size_t features() const { return m_features.size(); }
    std::size_t thresholds(std::size_t feature) const { return m_thresholds[feature].size(); }
    std::size_t thresholdsOfAll() const;

    TreeSplit split(std::int32_t feature, float threshold, bool missingLeft) const;
    std::int32_t featureOf(const TreeSplit &split) const
    {
        return m_features[static_cast<std::size_t>(split.feature)];
    }
    float thresholdOf(const TreeSplit &split) const
    {
        return m_thresholds[static_cast<std::size_t>(split.feature)]
                           [static_cast<std::size_t>(split.threshold)];
    }

    static constexpr std::uint16_t kMissing = 0;
    /// A row each: one more than how many thresholds are not above its cell.
    std::span<const std::uint16_t> codes(std::size_t feature) const
    {
        return {m_codes.data() + feature * m_rows, m_rows};
    }
    bool goesRight(const TreeSplit &split, std::size_t row) const
    {
        const std::uint16_t code = m_codes[static_cast<std::size_t>(split.feature) * m_rows + row];
        return code == kMissing ? !split.missingLeft : code > split.threshold + 1;
    }

private:
    std::size_t placeOf(std::int32_t feature) const;

    std::vector<std::int32_t> m_features;         ///< ascending
    std::vector<std::vector<float>> m_thresholds; ///< ascending
    std::vector<std::uint16_t> m_codes;           ///< [features, rows]
    std::size_t m_rows = 0;
};

} // namespace leptune
