// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/kernel.h"

#include <functional>

namespace leptune {

/// A graph made ready to run: kernels in order and where in a shared arena each writes. Buffers are
/// reused as soon as nobody reads them any more.
class Program {
public:
    explicit Program(std::shared_ptr<const Graph> graph);

    const Graph &graph() const { return *m_graph; }
    /// Width of the rows of the InputMatrix, -1 where there is none.
    int matrixWidth() const { return m_matrixWidth; }
    bool readsColumns() const { return !m_columnNodes.empty(); }
    /// Throws Error(BadColumn | Internal) where the batch lacks a column that the graph reads.
    void requireColumns(const RawBatch &batch) const;
    /// Work done once for a batch, one vector a node.
    std::vector<std::vector<float>> prepare(const RawBatch &batch) const;
    /// Rows that are run at once.
    std::size_t blockRows() const;
    /// Floats of scratch memory for `rows` rows.
    std::size_t arenaSize(std::size_t rows) const { return m_arenaWidth * rows; }

    /// Runs one block and writes [block.rows, output width]. `matrix` is the block's part of the
    /// InputMatrix; `watch`, where given, sees what each kernel gave.
    void run(const Block &block, const float *matrix, std::span<const std::vector<float>> prepared,
             float *arena, float *out,
             const std::function<void(NodeId, std::span<const float>)> *watch = nullptr) const;

private:
    struct Instruction {
        std::size_t node = 0;
        std::size_t offset = 0; ///< in the arena, times rows
        std::unique_ptr<Kernel> kernel;
        std::vector<NodeId> inputs;
    };
    void addInstructions();
    void addInstruction(std::size_t node, std::unique_ptr<Kernel> kernel,
                        std::vector<NodeId> inputs);
    void placeBuffers();
    void bindInputs(const Block &block, const float *matrix, std::span<KernelInput> values) const;

    std::shared_ptr<const Graph> m_graph;
    std::vector<Instruction> m_instructions;
    std::vector<std::size_t> m_columnNodes;
    std::vector<std::size_t> m_pixelNodes;
    std::size_t m_arenaWidth = 0;
    std::size_t m_mostInputs = 0;
    int m_matrixWidth = -1;
    bool m_prepares = false;
};

} // namespace leptune
