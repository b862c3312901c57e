// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// One graph that answers the weighted sum of several graphs of the same schema. Equal nodes are kept
/// once, so members that share preprocessing share its nodes.
Graph mergeGraphs(const std::vector<const Graph *> &graphs, const std::vector<float> &weights);

} // namespace leptune
