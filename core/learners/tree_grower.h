// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/preprocess/binning.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace leptune {

/// What trees are grown on. `targets` and `weights` are indexed by rows of `bins`; `weights` may be
/// empty. classes = 0: numbers, split by variance; else class indices, split by Gini impurity.
struct TreeData {
    const BinnedMatrix &bins;
    std::span<const float> targets;
    std::span<const float> weights;
    int classes = 0;
};

struct TreeOptions {
    int featuresPerNode = 1; ///< drawn anew at each node; constant ones do not count
    int minRowsInLeaf = 1;
    int maxLeaves = 1 << 30;         ///< reached best gain first
    bool randomThresholds = false;   ///< one random cut a feature (extra-trees, Geurts et al. 2006)
    std::function<bool()> shouldEnd; ///< polled once a node; may be empty
};

/// A row goes left where its bin is in 1..bin, or where it is missing (bin 0) and `missingLeft`.
struct BinNode {
    std::int32_t feature = -1; ///< -1: a leaf, `left` numbers its value
    std::uint8_t bin = 0;
    bool missingLeft = true;
    std::int32_t left = 0;
    std::int32_t right = 0;
};

/// nodes[0] is the root. A leaf value is a mean, or `classes` shares; equal ones may be shared.
struct BinTree {
    std::vector<BinNode> nodes;
    std::vector<float> leafValues;
};

/// Grows one tree on `rows` with multiplicities (bootstrap; empty = 1 each). Nothing where
/// shouldEnd() cut it short.
std::optional<BinTree> growTree(const TreeData &data, const TreeOptions &options,
                                std::vector<std::uint32_t> rows,
                                std::span<const std::uint16_t> multiplicity, RandomStream &random);

} // namespace leptune
