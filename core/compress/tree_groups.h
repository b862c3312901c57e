// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"
#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// Tree ensembles of a graph that answer together: one, or one a class side by side.
struct TreeGroup {
    std::vector<NodeId> trees; ///< over the same features
    NodeId features = -1;
    NodeId answer = -1; ///< the head that turns their scores into shares, or the trees themselves
    /// Logistic or Softmax under such a head, else Squared.
    BoosterLoss loss = BoosterLoss::Squared;
};

/// All of a graph, in its order.
std::vector<TreeGroup> treeGroups(const Graph &graph);

} // namespace leptune
