// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_dense.h"
#include "core/model/packed_look_up.h"
#include "core/model/packed_rows.h"
#include "core/model/packed_trees.h"

namespace leptune {

/// What the operations of a file share while it is written. The graph outlives it.
struct GraphPacker {
    explicit GraphPacker(const Graph &graph) : trees(graph), rows(graph) {}
    TreePacker trees;
    RowPacker rows;
    DenseModels layers;
    LookUpCoder lookUps;
};
/// The same while it is read.
struct GraphUnpacker {
    TreeUnpacker trees;
    RowUnpacker rows;
    DenseModels layers;
    LookUpCoder lookUps;
};

/// Tag (the operation's place in Op, which therefore only ever grows at its end) and parameters.
/// Look-ups have a tag of their own for their present form; that of the first files is read too.
void writeOp(ByteWriter &writer, const Op &op, GraphPacker &packer);
/// Parameters may still not fit together: the graph has to be validated.
Op readOp(ByteReader &reader, GraphUnpacker &unpacker);

} // namespace leptune
