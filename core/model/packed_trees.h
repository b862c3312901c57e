// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_bytes.h"

namespace leptune {

/// Trees in prefix order (a split is followed by its left, then its right part), so that no child
/// is named; thresholds as places in a table a feature where that is shorter; one value a leaf
/// where a tree adds to one output only. A symmetric tree is its questions, one a level, and its
/// leaves.
void writeTrees(ByteWriter &writer, const TreeEnsemble &ensemble);
TreeEnsemble readTrees(ByteReader &reader);

} // namespace leptune
