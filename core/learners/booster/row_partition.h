// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/bin_blocks.h"
#include "core/learners/booster/symmetric_tree.h"

namespace leptune {

/// True where a row goes right.
inline bool goesRight(const SymmetricSplit &split, std::uint8_t bin)
{
    // Bin 0 becomes 255 where it is to go right.
    const auto shift = static_cast<std::uint8_t>(split.missingLeft ? 0 : 1);
    return static_cast<std::uint8_t>(bin - shift) > static_cast<std::uint8_t>(split.bin - shift);
}

/// Rows by leaf, ascending within each.
class RowPartition {
public:
    /// All of `rows` (ascending) in one leaf.
    void reset(std::span<const std::uint32_t> rows);
    /// Leaf i becomes leaf i (left) and leaf i + leaves() (right).
    void split(const SymmetricSplit &split, const std::uint8_t *column, WorkerTeam &team);

    /// Leaf i keeps its left rows, the right ones become leaf leaves().
    void splitLeaf(std::size_t i, const SymmetricSplit &split, const std::uint8_t *column);

    std::size_t leaves() const { return m_parts.size(); }
    std::span<const std::uint32_t> leaf(std::size_t i) const
    {
        return {m_rows.data() + m_parts[i].begin, m_parts[i].size};
    }

private:
    struct Part {
        std::size_t begin = 0, size = 0;
    };
    std::size_t splitPart(const Part &part, const SymmetricSplit &split,
                          const std::uint8_t *column);
    std::vector<std::uint32_t> m_rows, m_spare;
    std::vector<Part> m_parts;
};

/// The leaf of every row: leaf[row] = number of its leaf.
void routeRows(const std::vector<SymmetricSplit> &splits, const BinColumns &columns,
               std::size_t version, WorkerTeam &team, std::vector<std::uint16_t> &leaf);

} // namespace leptune
