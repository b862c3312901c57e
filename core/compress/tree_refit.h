// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/leaf_fit.h"
#include "core/compress/split_search.h"
#include "core/compress/work_tree.h"

namespace leptune {

/// Refits and shrinks one tree, all others held.
class TreeRefit {
public:
    /// `rates` are of the other trees. All outlive it.
    TreeRefit(const SplitTable &table, const PackedRates &rates, const RowQuadratics &rows,
              std::span<const float> was, const ShrinkTerms &terms)
        : m_table(table),
          m_rates(rates),
          m_rows(rows),
          m_was(was),
          m_terms(terms),
          m_search(table, rates, terms.price)
    {
    }

    WorkTree refit(WorkTree tree);

private:
    using Rows = std::span<std::uint32_t>;
    struct Leaf {
        std::vector<std::int32_t> codes; ///< an output
        ShrinkCost cost;
    };

    ShrinkCost shrink(std::int32_t at, Rows rows, std::size_t depth, bool mayMove);
    ShrinkCost moved(std::int32_t at, Rows rows, std::size_t depth, const ShrinkCost &left,
                     const ShrinkCost &right, const ShrinkCost &now);
    /// Loss of going right less that of going left, a row.
    double fillDifferences(const WorkNode &node, Rows rows);
    Leaf bestLeaf(Rows rows, std::size_t depth) const;
    void setLeaf(std::int32_t at, const Leaf &leaf);
    std::size_t partition(const TreeSplit &split, Rows rows);
    double lossOf(std::int32_t node, std::uint32_t row) const;
    WorkNode &node(std::int32_t at) { return m_tree.nodes[static_cast<std::size_t>(at)]; }

    const SplitTable &m_table;
    const PackedRates &m_rates;
    const RowQuadratics &m_rows;
    std::span<const float> m_was;
    const ShrinkTerms m_terms;
    WorkTree m_tree;
    std::vector<std::uint32_t> m_spare;
    std::vector<double> m_differences;
    SplitSearch m_search;
};

inline WorkTree refitted(WorkTree tree, const SplitTable &table, const PackedRates &rates,
                         const RowQuadratics &rows, std::span<const float> was,
                         const ShrinkTerms &terms)
{
    return TreeRefit(table, rates, rows, was, terms).refit(std::move(tree));
}

} // namespace leptune
