// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/leaf_fit.h"
#include "core/compress/split_search.h"
#include "core/compress/symmetric_work.h"

namespace leptune {

/// Refits and shrinks one symmetric tree, all others held: levels move to other questions or go,
/// leaves and whole cells become 0 where that pays.
class SymmetricRefit {
public:
    /// `rates` are of the other trees. All outlive it.
    SymmetricRefit(const SplitTable &table, const PackedRates &rates, const RowQuadratics &rows,
                   std::span<const float> was, const ShrinkTerms &terms)
        : m_table(table),
          m_rates(rates),
          m_rows(rows),
          m_was(was),
          m_terms(terms),
          m_search(table, rates, terms.price)
    {
    }

    SymmetricWork refit(SymmetricWork tree);

private:
    /// Sums over the rows of every leaf, [leaves, outputs].
    struct Leaves {
        std::vector<LeafSums> sums;
        std::vector<std::uint32_t> rows; ///< a leaf
    };
    /// Codes of the cells below a level; `answers` are the bits of the levels before.
    struct Cells {
        std::size_t levels = 0;
        std::vector<std::int32_t> codes; ///< [leaves, outputs]
        ShrinkCost cost;                 ///< of the whole tree but for its questions
    };

    bool moveLevel(std::size_t level);
    void fillDifferences(std::size_t level);
    Leaves sumsOf() const;
    Leaves without(const Leaves &leaves, std::size_t level) const;
    Cells cellsOf(const Leaves &leaves, std::size_t levels) const;
    ShrinkCost filledCell(const Leaves &leaves, Cells &cells, std::size_t level,
                          std::size_t answers) const;
    void clear(Cells &cells, std::size_t level, std::size_t answers) const;
    void setValues(const Cells &cells);

    const SplitTable &m_table;
    const PackedRates &m_rates;
    const RowQuadratics &m_rows;
    std::span<const float> m_was;
    const ShrinkTerms m_terms;
    SplitSearch m_search;
    SymmetricWork m_tree;
    std::vector<std::uint32_t> m_leaves; ///< a row
    std::vector<std::uint32_t> m_allRows;
    std::vector<double> m_differences;
};

inline SymmetricWork refitted(SymmetricWork tree, const SplitTable &table, const PackedRates &rates,
                              const RowQuadratics &rows, std::span<const float> was,
                              const ShrinkTerms &terms)
{
    return SymmetricRefit(table, rates, rows, was, terms).refit(std::move(tree));
}

} // namespace leptune
