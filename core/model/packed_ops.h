// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_trees.h"

namespace leptune {

/// Tag (the operation's place in Op, which therefore only ever grows at its end) and parameters.
/// Trees of a file go through one TreePacker.
void writeOp(ByteWriter &writer, const Op &op, TreePacker &trees);
/// Parameters may still not fit together: the graph has to be validated.
Op readOp(ByteReader &reader, TreeUnpacker &trees);

} // namespace leptune
