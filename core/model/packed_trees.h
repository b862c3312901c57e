// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_bytes.h"

#include <memory>

namespace leptune {

struct TreeModels;
struct ThresholdTable;

/// Writes the tree ensembles of a file, arithmetically coded. Thresholds are places in a table;
/// ensembles that ask about the same features share one where that is shorter. Trees are in prefix
/// order; symmetric ones say which parts of them are all zeros. Leaves are codes of
/// quantiseLeaves() where they can be. What was learned from an ensemble serves the next.
class TreePacker {
public:
    /// Looks at all of the graph's ensembles. The graph outlives the packer.
    explicit TreePacker(const Graph &graph);
    ~TreePacker();
    TreePacker(const TreePacker &) = delete;
    TreePacker &operator=(const TreePacker &) = delete;

    /// One of the ensembles, as the graph has them in order.
    void write(ByteWriter &writer, const TreeEnsemble &ensemble);
    void write(ByteWriter &writer, const SymmetricEnsemble &ensemble);

private:
    std::unique_ptr<TreeModels> m_models;
    std::vector<std::shared_ptr<ThresholdTable>> m_tables; ///< an ensemble
    std::size_t m_next = 0;
};

/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
class TreeUnpacker {
public:
    TreeUnpacker();
    ~TreeUnpacker();
    TreeUnpacker(const TreeUnpacker &) = delete;
    TreeUnpacker &operator=(const TreeUnpacker &) = delete;

    TreeEnsemble readTrees(ByteReader &reader);
    SymmetricEnsemble readSymmetric(ByteReader &reader);

private:
    std::unique_ptr<TreeModels> m_models;
};

} // namespace leptune
