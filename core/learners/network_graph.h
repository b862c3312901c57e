// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph_builder.h"
#include "core/neural/engine.h"

#include <functional>
#include <string>
#include <vector>

namespace leptune {

/// Throws Error(BadOption) naming the known ones.
ActivationKind activationNamed(const std::string &name);

/// A trained network as a graph from its InputMatrix to the last layer's outputs, in whole numbers
/// where it was trained for them, else in floats; shares of activations and periodic embeddings are
/// rounded to eight bits. Members become branches that meet in the last layer.
Graph networkGraph(const neural::TrainResult &trained);

/// Rounds every layer's weights to eight bits an output.
void quantiseLayers(Graph &graph);
/// For weights that were rounded in training: biases get eight bits too.
void tidyRounded(Graph &graph);

/// A network in floats in whole numbers, for inputs of each layer as they come for `rows` (features,
/// N > 0); where `shouldEnd` cuts it short, for the first of them.
Graph inWholeNumbers(Graph graph, const FloatMatrix &rows,
                     const std::function<bool()> &shouldEnd = {});

/// Appends a graph of one InputMatrix, which `features` stands in for; gives its output.
NodeId append(GraphBuilder &builder, NodeId features, const Graph &graph);

} // namespace leptune
