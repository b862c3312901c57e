// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/kernel.h"

#include <optional>

namespace leptune {

/// A layer of whole numbers and what follows it: a Relu and a pooling of maxima may be taken of its
/// sums, which rise with its answers, so that the bits stay those of the operations one by one.
struct IntegerStage {
    NodeId layer = 0; ///< IntegerConvolution or IntegerDense
    bool relu = false;
    std::optional<Pool> pool;
};

/// Nodes that nobody else reads on their way through whole numbers; one kernel runs them.
struct IntegerRun {
    std::vector<IntegerStage> stages;
    NodeId input = 0; ///< numbers, or Pixels, which become codes at once
    NodeId last = 0;  ///< whose values the run gives
    std::vector<NodeId> members;
};

/// Every IntegerConvolution and IntegerDense of a valid graph is in one run.
std::vector<IntegerRun> integerRuns(const Graph &graph);

/// The graph outlives it. Where the input is Pixels, the kernel reads the raw column itself.
std::unique_ptr<Kernel> makeIntegerRunKernel(const Graph &graph, const IntegerRun &run);

} // namespace leptune
