// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <cstdint>

namespace leptune {

/// A tree node for walking without branches: the right child follows the left one, a leaf is its
/// own left child and its threshold (NaN) always answers left.
struct WalkNode {
    float threshold = 0.0F;
    std::uint32_t feature = 0; ///< top bit: NaN goes right
    std::uint32_t child = 0;
    std::uint32_t payload =
        0; ///< a leaf's index into leafValues, or its bits where only one output is hit
};
constexpr std::uint32_t kMissingRight = 0x80000000U;

struct CompiledTree {
    std::uint32_t root = 0;
    int depth = 0;
    int target = -1; ///< the one output that any leaf of this tree adds to, -1: several
};

struct CompiledTrees {
    std::vector<WalkNode> nodes;
    std::vector<CompiledTree> trees;
};

/// The one output that the leaves below `root` add to (all others +0), -1 where there are several.
/// A tree of zeros adds to output 0.
int soleTarget(const TreeEnsemble &ensemble, std::int32_t root);

CompiledTrees compileTrees(const TreeEnsemble &ensemble);

} // namespace leptune
