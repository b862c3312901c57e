// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/tuning/leaderboard.h"

#include <optional>
#include <vector>

namespace leptune {

/// A member of an ensemble, or the one of any other Model.
struct ModelMember {
    float weight = 1.0F; ///< of its answers in the Model's
    Graph graph;         ///< its own calibration included
};

/// What a kept Model's graph is the weighted mean of.
struct ModelParts {
    std::vector<ModelMember> members;     ///< in the order of the graph
    std::optional<Calibrate> calibration; ///< of the mean; nothing for one member
};

/// The members of the graph of a leaderboard line: several where it is an ensemble.
ModelParts takeApart(Graph graph, EntryKind kind);
/// The Model of parts: what takeApart() was given, where they are its.
Graph putTogether(const ModelParts &parts);

/// The fits of a member, one a split, each with the member's calibration: fit f never saw the test
/// rows of split f. Empty where the graph is not the plain mean of so many fits.
std::vector<Graph> foldFits(Graph member, std::size_t splits);

/// What of the graph a node depends on, with that node as the answer.
Graph upTo(Graph graph, NodeId output);

} // namespace leptune
