// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/program.h"

#include "core/base/error.h"
#include "core/model/arena_planner.h"
#include "core/model/integer_run.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr std::size_t kBlockRows = 256;
/// A block's numbers should stay in the second-level cache.
constexpr std::size_t kArenaFloats = std::size_t{1} << 18;

/// That the pixels of a node are of.
std::size_t pictureColumn(const Graph &graph, std::size_t node)
{
    const auto source = static_cast<std::size_t>(graph.nodes[node].inputs[0]);
    return static_cast<std::size_t>(std::get<InputColumn>(graph.nodes[source].op).column);
}

[[noreturn]] void refuseColumn(std::size_t index)
{
    throw Error(ErrorCode::BadColumn, "column " + std::to_string(index + 1),
                "the model reads it, but the rows given hold no such cells; add the column");
}

/// Runs of whole numbers read raw pixels themselves.
std::vector<NodeId> inputsOf(const Graph &graph, const IntegerRun &run)
{
    const Node &input = graph.nodes[static_cast<std::size_t>(run.input)];
    return std::holds_alternative<Pixels>(input.op) ? input.inputs : std::vector{run.input};
}

/// False for Pixels that nobody reads as numbers.
bool isNeeded(const Graph &graph, std::size_t index, std::span<const IntegerRun *const> runOf)
{
    const auto id = static_cast<NodeId>(index);
    if (!std::holds_alternative<Pixels>(graph.nodes[index].op) || graph.output == id)
        return true;
    for (std::size_t i = index; i < graph.nodes.size(); ++i)
        if (!runOf[i] &&
            std::ranges::find(graph.nodes[i].inputs, id) != graph.nodes[i].inputs.end())
            return true;
    return false;
}

} // namespace

Program::Program(std::shared_ptr<const Graph> graph) : m_graph(std::move(graph))
{
    for (std::size_t i = 0; i < m_graph->nodes.size(); ++i) {
        const Node &node = m_graph->nodes[i];
        if (std::holds_alternative<InputColumn>(node.op))
            m_columnNodes.push_back(i);
        if (std::holds_alternative<Pixels>(node.op))
            m_pixelNodes.push_back(i);
        if (std::holds_alternative<InputMatrix>(node.op))
            m_matrixWidth = node.width;
    }
    addInstructions();
    placeBuffers();
}

void Program::addInstructions()
{
    const std::vector<IntegerRun> runs = integerRuns(*m_graph);
    std::vector<const IntegerRun *> runOf(m_graph->nodes.size());
    for (const IntegerRun &run : runs)
        for (const NodeId member : run.members)
            runOf[static_cast<std::size_t>(member)] = &run;
    for (std::size_t i = 0; i < m_graph->nodes.size(); ++i) {
        const Node &node = m_graph->nodes[i];
        if (const IntegerRun *run = runOf[i]) {
            if (run->last == static_cast<NodeId>(i))
                addInstruction(i, makeIntegerRunKernel(*m_graph, *run), inputsOf(*m_graph, *run));
        } else if (isNeeded(*m_graph, i, runOf)) {
            addInstruction(i, makeKernel(*m_graph, node), node.inputs);
        }
    }
}

void Program::addInstruction(std::size_t node, std::unique_ptr<Kernel> kernel,
                             std::vector<NodeId> inputs)
{
    if (!kernel)
        return;
    m_prepares = m_prepares || kernel->prepares();
    m_mostInputs = std::max(m_mostInputs, inputs.size());
    m_instructions.push_back({node, 0, std::move(kernel), std::move(inputs)});
}

void Program::placeBuffers()
{
    const std::vector<Node> &nodes = m_graph->nodes;
    std::vector<std::size_t> lastReader(nodes.size(), 0);
    for (const Instruction &reader : m_instructions) {
        lastReader[reader.node] = reader.node;
        for (const NodeId input : reader.inputs)
            lastReader[static_cast<std::size_t>(input)] = reader.node;
    }
    lastReader[static_cast<std::size_t>(m_graph->output)] = nodes.size();
    std::vector<std::vector<std::size_t>> endingAt(nodes.size() + 1);
    ArenaPlanner planner;
    for (std::size_t i = 0; i < m_instructions.size(); ++i) {
        const std::size_t node = m_instructions[i].node;
        m_instructions[i].offset = planner.take(static_cast<std::size_t>(nodes[node].width));
        endingAt[lastReader[node]].push_back(i);
        for (const std::size_t done : endingAt[node]) {
            const Instruction &finished = m_instructions[done];
            planner.give(finished.offset, static_cast<std::size_t>(nodes[finished.node].width));
        }
    }
    m_arenaWidth = planner.size();
}

void Program::requireColumns(const RawBatch &batch) const
{
    for (const std::size_t node : m_columnNodes) {
        const auto &op = std::get<InputColumn>(m_graph->nodes[node].op);
        const auto index = static_cast<std::size_t>(op.column);
        if (index >= batch.columns.size())
            throw Error(ErrorCode::Internal, "batch",
                        "it has fewer columns than the model's schema");
        const RawCells &cells = batch.columns[index];
        const std::size_t have = op.asNumber ? cells.numbers.size() : cells.codes.size();
        if (have != batch.rows)
            refuseColumn(index);
    }
    for (const std::size_t node : m_pixelNodes) {
        const auto &step = std::get<Pixels>(m_graph->nodes[node].op);
        const std::size_t index = pictureColumn(*m_graph, node);
        const auto &pictures = batch.columns[index].pictures;
        if (!pictures || pictures->shape != step.shape)
            refuseColumn(index);
    }
}

std::vector<std::vector<float>> Program::prepare(const RawBatch &batch) const
{
    std::vector<std::vector<float>> prepared;
    if (!m_prepares || batch.rows < 2)
        return prepared;
    prepared.resize(m_instructions.size());
    for (std::size_t i = 0; i < m_instructions.size(); ++i)
        if (m_instructions[i].kernel->prepares())
            prepared[i] = m_instructions[i].kernel->prepare(batch);
    return prepared;
}

std::size_t Program::blockRows() const
{
    return std::clamp<std::size_t>(kArenaFloats / std::max<std::size_t>(m_arenaWidth, 1), 1,
                                   kBlockRows);
}

void Program::bindInputs(const Block &block, const float *matrix,
                         std::span<KernelInput> values) const
{
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i].width = static_cast<std::size_t>(m_graph->nodes[i].width);
    for (const std::size_t node : m_columnNodes) {
        const auto &op = std::get<InputColumn>(m_graph->nodes[node].op);
        if (op.asNumber)
            values[node].values =
                block.batch->columns[static_cast<std::size_t>(op.column)].numbers.data() +
                block.begin;
    }
    if (m_matrixWidth < 0)
        return;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::holds_alternative<InputMatrix>(m_graph->nodes[i].op))
            values[i].values = matrix;
}

void Program::run(const Block &block, const float *matrix,
                  std::span<const std::vector<float>> prepared, float *arena, float *out,
                  const std::function<void(NodeId, std::span<const float>)> *watch) const
{
    std::vector<KernelInput> values(m_graph->nodes.size() + m_mostInputs);
    const std::span<KernelInput> nodes(values.data(), m_graph->nodes.size());
    KernelInput *inputs = values.data() + nodes.size();
    bindInputs(block, matrix, nodes);
    for (std::size_t i = 0; i < m_instructions.size(); ++i) {
        const Instruction &step = m_instructions[i];
        for (std::size_t j = 0; j < step.inputs.size(); ++j)
            inputs[j] = nodes[static_cast<std::size_t>(step.inputs[j])];
        float *target = arena + step.offset * block.rows;
        step.kernel->run(block, {inputs, step.inputs.size()},
                         prepared.empty() ? std::span<const float>() : prepared[i], target);
        nodes[step.node].values = target;
        if (watch)
            (*watch)(static_cast<NodeId>(step.node), {target, block.rows * nodes[step.node].width});
    }
    const KernelInput &answer = nodes[static_cast<std::size_t>(m_graph->output)];
    std::copy_n(answer.values, block.rows * answer.width, out);
}

} // namespace leptune
