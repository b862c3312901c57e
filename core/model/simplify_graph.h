// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

namespace leptune {

/// The graph without what no answer depends on: columns and layers' outputs that nobody reads,
/// inputs of weight 0 (exact for numbers that are finite, as features of layers are), categories
/// that are treated as unseen ones are (column_needs.h, fewer_keys.h); equal nodes are one. It
/// answers what the graph answers.
Graph simplified(const Graph &graph);

} // namespace leptune
