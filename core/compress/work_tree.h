// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/packed_rates.h"

namespace leptune {

/// A tree that is being shrunk; the root is node 0.
struct WorkNode {
    TreeSplit split; ///< a leaf where its feature is -1
    std::int32_t left = -1;
    std::int32_t right = -1;
    std::int32_t leaf = -1; ///< times outputs: its values
    bool isLeaf() const { return split.feature < 0; }
};
struct WorkTree {
    std::size_t firstOutput = 0; ///< of the ensembles' outputs, side by side
    std::size_t outputs = 1;
    std::vector<WorkNode> nodes;
    std::vector<float> values;

    bool isConstant() const { return nodes.front().isLeaf(); }
    std::span<const float> valuesOf(std::int32_t node) const
    {
        const auto leaf =
            static_cast<std::size_t>(nodes[static_cast<std::size_t>(node)].leaf) * outputs;
        return {values.data() + leaf, outputs};
    }
    std::int32_t leafOf(const SplitTable &table, std::size_t row, std::int32_t from = 0) const
    {
        const WorkNode *node = &nodes[static_cast<std::size_t>(from)];
        while (!node->isLeaf()) {
            from = table.goesRight(node->split, row) ? node->right : node->left;
            node = &nodes[static_cast<std::size_t>(from)];
        }
        return from;
    }
};

/// In prefix order, without nodes and values that nothing leads to.
WorkTree compact(const WorkTree &tree);
/// What the tree adds, [rows, outputs].
void addedBy(const WorkTree &tree, const SplitTable &table, std::size_t rows,
             std::vector<float> &result);
/// Trees that ask the same questions become one, which adds what they did.
void mergeEqual(std::vector<WorkTree> &trees);
/// The tree's parts enter (1) or leave (-1) the rates, its leaves as multiples of `step`.
void count(const WorkTree &tree, float step, int change, PackedRates &rates);

/// The trees of an ensemble whose outputs begin at `firstOutput`.
std::vector<WorkTree> toWork(const TreeEnsemble &ensemble, const SplitTable &table,
                             std::size_t firstOutput);
/// Appends the tree.
void append(const WorkTree &tree, const SplitTable &table, TreeEnsemble &to);

} // namespace leptune
