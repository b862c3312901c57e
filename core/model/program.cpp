// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/program.h"

#include "core/base/error.h"

#include <algorithm>

namespace leptune {
namespace {

constexpr std::size_t kBlockRows = 256;
constexpr std::size_t kArenaFloats = std::size_t{4} << 20;

/// Free stretches of the arena, by first fit.
class ArenaPlanner {
public:
    std::size_t take(std::size_t width)
    {
        for (std::size_t i = 0; i < m_free.size(); ++i) {
            if (m_free[i].width < width)
                continue;
            const std::size_t offset = m_free[i].offset;
            m_free[i].offset += width;
            m_free[i].width -= width;
            if (m_free[i].width == 0)
                m_free.erase(m_free.begin() + static_cast<std::ptrdiff_t>(i));
            return offset;
        }
        const std::size_t offset = m_end;
        m_end += width;
        return offset;
    }
    void give(std::size_t offset, std::size_t width)
    {
        if (width == 0)
            return;
        const auto after = std::ranges::lower_bound(m_free, offset, {}, &Stretch::offset);
        const auto place = m_free.insert(after, {offset, width});
        joinWithNext(place);
        if (place != m_free.begin())
            joinWithNext(place - 1);
    }
    std::size_t size() const { return m_end; }

private:
    struct Stretch {
        std::size_t offset = 0;
        std::size_t width = 0;
    };
    void joinWithNext(std::vector<Stretch>::iterator place)
    {
        const auto next = place + 1;
        if (next == m_free.end() || place->offset + place->width != next->offset)
            return;
        place->width += next->width;
        m_free.erase(next);
    }

    std::vector<Stretch> m_free;
    std::size_t m_end = 0;
};

} // namespace

Program::Program(std::shared_ptr<const Graph> graph) : m_graph(std::move(graph))
{
    for (std::size_t i = 0; i < m_graph->nodes.size(); ++i) {
        const Node &node = m_graph->nodes[i];
        if (std::holds_alternative<InputColumn>(node.op))
            m_columnNodes.push_back(i);
        if (std::holds_alternative<InputMatrix>(node.op))
            m_matrixWidth = node.width;
        auto kernel = makeKernel(*m_graph, node);
        if (!kernel)
            continue;
        m_prepares = m_prepares || kernel->prepares();
        m_mostInputs = std::max(m_mostInputs, node.inputs.size());
        m_instructions.push_back({i, 0, std::move(kernel), node.inputs});
    }
    placeBuffers();
}

void Program::placeBuffers()
{
    const std::vector<Node> &nodes = m_graph->nodes;
    std::vector<std::size_t> lastReader(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        lastReader[i] = i;
        for (const NodeId input : nodes[i].inputs)
            lastReader[static_cast<std::size_t>(input)] = i;
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
            throw Error(
                ErrorCode::BadColumn, "column " + std::to_string(index + 1),
                "the model reads it, but the rows given hold no such cells; add the column");
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
                  std::span<const std::vector<float>> prepared, float *arena, float *out) const
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
    }
    const KernelInput &answer = nodes[static_cast<std::size_t>(m_graph->output)];
    std::copy_n(answer.values, block.rows * answer.width, out);
}

} // namespace leptune
