// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/aligned_sums.h"
#include "core/learners/booster/histogram.h"
#include "core/learners/booster/row_partition.h"
#include "core/learners/leafwise/gain_scan.h"
#include "core/learners/leafwise/leaf_tree.h"

#include <functional>
#include <memory>

namespace leptune {

/// What one tree is grown from.
struct GrowTask {
    const GradientWords *words = nullptr;             ///< as of makeCurvatureWords()
    std::span<const std::uint32_t> rows;              ///< drawn for this tree, ascending
    std::size_t version = 0;                          ///< of the columns that have several
    std::uint64_t seed = 0;                           ///< of this tree
    const std::function<bool()> *shouldEnd = nullptr; ///< asked once a split; may be null
};

/// Grows trees leaf by leaf: of all leaves, the one whose best cut gains most is split (Shi 2007;
/// Ke et al. 2017). Histograms of the smaller child are built, its sibling's follow by subtraction;
/// random cuts need none. The result does not depend on the number of threads.
class LeafGrower {
public:
    LeafGrower(const BinColumns &columns, const LeafwiseOptions &options, WorkerTeam &team);
    ~LeafGrower();

    /// False where it was told to end. The tree has no splits where none gains anything.
    bool grow(const GrowTask &task, LeafTree &tree);
    /// A tree of the ensemble that is grown: grow() prefers what it asks, as the options say.
    void know(const LeafTree &tree);
    /// Rows of the last tree by leaf.
    const RowPartition &partition() const { return m_partition; }
    /// Memory that the histograms will take at most.
    static double bytes(double features, int leaves);

private:
    struct Block;
    struct Leaf {
        LeafTotals totals;
        LeafCut cut;
        std::size_t slot = 0;
        std::uint64_t seed = 0;
        bool open = false; ///< large enough to be split
    };
    void prepare(const GrowTask &task);
    void drawColumns(const GrowTask &task);
    void searchChildren(const GrowTask &task, std::size_t left, std::size_t right);
    void searchBlock(const GrowTask &task, Block &block, std::span<const std::size_t> leaves);
    void searchHistograms(const GrowTask &task, Block &block, std::span<const std::size_t> leaves);
    void scanBlock(Block &block, std::size_t which, const Leaf &leaf,
                   const std::int32_t *histogram) const;
    void searchLeaves(const GrowTask &task, std::span<const std::size_t> leaves);
    Leaf leafOf(std::size_t index, std::uint64_t sum, const GrowTask &task) const;
    std::size_t bestLeaf() const;

    const BinColumns &m_columns;
    const LeafwiseOptions &m_options;
    WorkerTeam &m_team;
    std::vector<BinBlock> m_blocks;
    std::vector<std::unique_ptr<Block>> m_searches;
    std::vector<std::uint32_t> m_usable; ///< features that can be split
    std::vector<std::uint8_t> m_drawn;   ///< a feature: may this tree use it?
    UsedCuts m_used;
    RowPartition m_partition;
    GainRules m_rules;
    std::vector<Leaf> m_leaves;
    bool m_keep = true; ///< histograms of leaves that may be split later
};

} // namespace leptune
