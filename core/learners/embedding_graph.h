// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph_builder.h"
#include "core/neural/engine.h"

namespace leptune {

/// Appends the embedding of a network's inputs, rounded to eight bits a number; gives what its
/// first layer reads, whose inputs and weights change. `folds`: a category becomes part of that
/// layer where this takes fewer numbers than its table does.
NodeId addEmbedding(GraphBuilder &builder, NodeId features, const neural::NetworkShape &shape,
                    const neural::EmbeddingWeights &weights, neural::LayerWeights &first,
                    bool folds);

} // namespace leptune
