// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster_options.h"
#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// Kernel machines, or neighbours, of a graph that answer together: one, or the fits of a bag whose
/// mean is taken.
struct MachineGroup {
    std::vector<NodeId> machines; ///< KernelSum or Neighbours, all over the same features
    NodeId features = -1;
    NodeId answer = -1; ///< what they answer; nothing else reads them or their heads
    /// What the answers are: shares of two classes, of more, or numbers.
    BoosterLoss loss = BoosterLoss::Squared;
};

/// All of a graph, in the order of their answers.
std::vector<MachineGroup> machineGroups(const Graph &graph);

/// Whether a group consists of neighbours, which know their own rows' answers by heart.
bool areNeighbours(const Graph &graph, const MachineGroup &group);

/// The graph with `op` over the group's features as what the group answers, under a head of its
/// loss where `hasHead`. Nodes up to the answer keep their places; what it took is dead.
Graph withMachine(const Graph &graph, const MachineGroup &group, Op op, bool hasHead);

} // namespace leptune
