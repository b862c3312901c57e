// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <functional>
#include <span>

namespace leptune {

class Program;

/// Runs a graph in float32. Each row's result has the same bits whatever the batch, and whatever
/// the thread: every sum has one order. Const and shareable between threads; buffers are per call,
/// copies share the compiled graph. The graph must have passed validateGraph().
class Interpreter {
public:
    explicit Interpreter(std::shared_ptr<const Graph> graph);

    /// [rows, outputWidth].
    FloatMatrix run(const RawBatch &batch, int threads = 1) const;
    /// For a graph whose only input is one InputMatrix.
    FloatMatrix run(const FloatMatrix &features, int threads = 1) const;

    /// What a node gives for some rows.
    using Watch = std::function<void(NodeId node, std::span<const float> values)>;
    /// Runs such a graph on blocks of rows, one after another until `shouldEnd` (after one at
    /// least), and shows what every node gives, but for those that run within others' kernels.
    void watch(const FloatMatrix &features, const Watch &watch,
               const std::function<bool()> &shouldEnd) const;

    const Graph &graph() const;

private:
    void requireMatrix(const FloatMatrix &features) const;
    FloatMatrix runBlocks(const RawBatch *batch, const FloatMatrix *features, std::size_t rows,
                          int threads) const;
    std::shared_ptr<const Program> m_program;
};

} // namespace leptune
