// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// What is asked of one column that a node gives.
struct ColumnNeed {
    bool isRead = false;
    bool isExact = false; ///< its numbers count, not only on which side of the thresholds they lie
    std::vector<float> thresholds; ///< of trees; in no order
};

/// For every node, what those behind it that the output depends on ask of its columns. A weight of
/// 0 asks nothing of the number that it stands at, as do features of scale 0, and categories that
/// no node reads. Nodes that need a column to be a node at all read their first.
std::vector<std::vector<ColumnNeed>> columnNeeds(const Graph &graph);

/// Of so many raw columns those whose cells can change an answer.
std::vector<bool> readColumns(const Graph &graph, std::size_t columns);

} // namespace leptune
