// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/split_table.h"

#include <array>

namespace leptune {

/// Bits that the packed file (core/model/tree_coder.h) spends on the parts of trees, estimated from
/// how often each part occurs in the trees as they stand.
class PackedRates {
public:
    explicit PackedRates(const SplitTable &table);

    /// A question enters or leaves the ensemble.
    void count(const TreeSplit &split, int change);
    /// Its feature, its place in the table, and the table's entry where nothing else asks it.
    double bits(const TreeSplit &split) const;
    bool isUsed(std::size_t feature, std::size_t threshold) const
    {
        return m_uses[m_first[feature] + threshold] > 0;
    }
    /// The side of missing cells that most questions about a feature have.
    bool usuallyMissingLeft(std::size_t feature) const { return m_missingLeft[feature] >= 0; }

    /// Whether a node at a depth is a leaf.
    void countNode(std::size_t depth, bool leaf, int change);
    double nodeBits(std::size_t depth, bool leaf) const;

    /// Code of a leaf's output.
    void countCode(std::int32_t code, int change);
    double codeBits(std::int32_t code) const;
    /// The same where a code is known not to be 0.
    double filledCodeBits(std::int32_t code) const;

    /// Cells of symmetric trees, by the levels below: whether any leaf in it is not 0.
    void countFilled(std::size_t below, bool filled, int change);
    double filledBits(std::size_t below, bool filled) const;

private:
    static constexpr std::size_t kDepths = 32;

    std::vector<std::size_t> m_first; ///< of a feature in m_uses
    std::vector<std::int32_t> m_uses; ///< a threshold
    std::vector<std::int32_t> m_featureUses, m_usedThresholds, m_missingLeft;
    std::int32_t m_questions = 0;
    std::int32_t m_usedFeatures = 0;
    std::array<std::array<std::int32_t, 2>, kDepths> m_nodes{};
    std::array<std::array<std::int32_t, 2>, kDepths> m_filled{};
    std::array<std::int32_t, 33> m_sizes{}; ///< codes by their bits
    std::int32_t m_codes = 0;
};

} // namespace leptune
