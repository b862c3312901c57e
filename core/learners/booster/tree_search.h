// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/cut_noise.h"
#include "core/learners/booster/row_partition.h"
#include "core/learners/booster/sorted_rows.h"
#include "core/learners/booster/used_cuts.h"

#include <functional>
#include <memory>
#include <optional>

namespace leptune {

/// What one tree is searched for.
struct TreeTask {
    const GradientWords *gradients = nullptr;
    std::span<const std::uint32_t> rows; ///< drawn for this tree, ascending
    std::size_t version = 0;             ///< of the columns that have several
    double noise = 0.0;                  ///< deviation of what is added to the score of a cut
    std::uint64_t seed = 0;              ///< of this tree
    std::function<bool()> shouldEnd;     ///< asked once a level
};

/// Finds the splits of symmetric trees, level by level: histograms of the smaller child of every
/// leaf are built, those of its sibling follow by subtraction, and the cut that serves all leaves
/// together best is taken. From the level on where leaves hold few rows, a walk over sorted rows
/// takes the place of histograms. Blocks of features are searched side by side; the result does
/// not depend on the number of threads.
class TreeSearch {
public:
    TreeSearch(const BinColumns &columns, const BoosterOptions &options, WorkerTeam &team);
    ~TreeSearch();

    /// Empty where no split helps; nothing where it was told to end.
    std::optional<std::vector<SymmetricSplit>> find(const TreeTask &task);
    /// A tree of the ensemble that is grown: find() prefers what it asks, as the options say.
    void know(const std::vector<SymmetricSplit> &splits);
    /// Processor cycles that a tree of data without gaps takes a feature, about.
    static double cycles(std::size_t rows, double rowShare, int depth, int lanes, int bins);
    /// Memory that the histograms will take at most.
    static std::size_t bytes(std::size_t features, int depth, int lanes);

private:
    struct BlockSearch;
    struct Choice {
        SymmetricSplit split;
        float score = -1.0F;
        float noisy = -1.0F;
        bool found = false;
    };
    struct Child {
        std::size_t leaf = 0, parentSlot = 0, slot = 0, siblingRows = 0;
    };

    void prepare(const TreeTask &task);
    Choice searchLevel(const TreeTask &task);
    Cut preferUsed(const Cut &best, int feature, const CutSums &sums, const TreeTask &task) const;
    const float *noiseFor(std::size_t feature, const TreeTask &task) const;
    void searchBlock(const TreeTask &task, BlockSearch &block);
    void buildLeaves(const TreeTask &task, BlockSearch &block);
    void scanHistogram(BlockSearch &block, const std::int32_t *histogram);
    void walkRows(const TreeTask &task, BlockSearch &block);
    void planConstants(const TreeTask &task);
    void chooseWay(BlockSearch &block) const;
    void planChildren();
    float wholeScore(const TreeTask &task) const;

    const BinColumns &m_columns;
    const BoosterOptions &m_options;
    WorkerTeam &m_team;
    std::vector<BinBlock> m_blocks;
    std::vector<std::unique_ptr<BlockSearch>> m_searches;
    RowPartition m_partition;
    ScanRules m_rules;
    UsedCuts m_used;
    float m_score = 0.0F; ///< of the tree so far
    CutNoise m_noise;
    std::vector<std::uint8_t> m_drawn;            ///< a feature: may this tree use it?
    std::vector<std::size_t> m_slots;             ///< histogram of each leaf
    std::vector<Child> m_children;                ///< smaller children of this level
    bool m_keep = true;                           ///< histograms from level to level
    LeafLevel m_level;                            ///< for the blocks that walk over rows
    std::size_t m_busyLeaves = 0, m_busyRows = 0; ///< of two rows or more
    WholeLeaf m_constant; ///< of the leaves of one row, which no cut changes
};

} // namespace leptune
