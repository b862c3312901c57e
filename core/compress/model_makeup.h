// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// A dense or convolutional layer.
struct LayerMakeup {
    bool isConvolution = false;
    int inputs = 0, outputs = 0; ///< columns, or channels
    std::uint64_t weights = 0;
    std::uint64_t zeros = 0; ///< of the weights
    int bits = 32;           ///< of a weight: 8 or fewer where all are whole multiples of a step
    bool inWholeNumbers = false;
};

/// What a graph is made of: how two Models of one task differ.
struct ModelMakeup {
    std::uint64_t fits = 0; ///< predictors that it is the weighted mean of
    std::uint64_t trees = 0;
    std::uint64_t questions = 0;  ///< of all trees; symmetric ones ask one a level
    std::uint64_t thresholds = 0; ///< different pairs of feature and threshold
    std::uint64_t leaves = 0;
    std::uint64_t leafValues = 0;    ///< different numbers in leaves
    std::uint64_t points = 0;        ///< support vectors and neighbours
    std::vector<LayerMakeup> layers; ///< in the order of the graph
    std::uint64_t columns = 0;       ///< raw columns that it reads
    /// Multiplications with additions and comparisons that one row takes, every tree to its depth
    /// and zeros included; preprocessing counts one a value.
    std::uint64_t operations = 0;
};

ModelMakeup makeupOf(const Graph &graph);

} // namespace leptune
