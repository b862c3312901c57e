// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <string>

namespace leptune {

/// Widest matrix a node may have; hostile files can't ask for more memory than that a row.
constexpr int kWidestNode = 1 << 20;

/// Cosines or outputs of an embedded column.
constexpr int kMostCosines = 1024;

/// What a node gives, or why it can't stand behind its inputs ("weights hold 3 numbers, not 4").
struct NodeShape {
    int width = 0;
    std::string problem;
};

/// The shape of `node` where its inputs are nodes of `graph` (earlier ones, already checked).
NodeShape shapeOf(const Graph &graph, const Node &node);

} // namespace leptune
