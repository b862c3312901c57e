// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_buffers.h"

#include "core/model/arena_planner.h"

#include <algorithm>

namespace leptune {
namespace {

std::size_t widthOf(const Graph &graph, std::size_t node)
{
    return std::holds_alternative<InputColumn>(graph.nodes[node].op)
               ? 0
               : static_cast<std::size_t>(graph.nodes[node].width);
}

std::vector<int> readersOf(const Graph &graph)
{
    std::vector<int> readers(graph.nodes.size());
    for (const Node &node : graph.nodes)
        for (const NodeId input : node.inputs)
            ++readers[static_cast<std::size_t>(input)];
    ++readers[static_cast<std::size_t>(graph.output)];
    return readers;
}

} // namespace

CBuffers::CBuffers(const Graph &graph) : m_places(graph.nodes.size())
{
    for (std::size_t i = 0; i < m_places.size(); ++i)
        m_places[i].root = i;
    joinConcats(graph);
    place(graph);
}

/// The last Concat first, so that those within it move with it.
void CBuffers::joinConcats(const Graph &graph)
{
    const std::vector<int> readers = readersOf(graph);
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
        if (!std::holds_alternative<Concat>(graph.nodes[i].op))
            continue;
        std::size_t within = m_places[i].within;
        for (const NodeId input : graph.nodes[i].inputs) {
            const auto part = static_cast<std::size_t>(input);
            if (readers[part] == 1 && widthOf(graph, part) > 0)
                m_places[part] = {m_places[i].root, within, 0};
            within += static_cast<std::size_t>(graph.nodes[part].width);
        }
    }
}

void CBuffers::place(const Graph &graph)
{
    std::vector<Stretch> stretches(graph.nodes.size());
    std::vector<std::vector<std::size_t>> endingAt(graph.nodes.size() + 1);
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
        Stretch &stretch = stretches[m_places[i].root];
        stretch.first = i;
        if (m_places[i].root == i)
            stretch.width = widthOf(graph, i);
        stretch.last = std::max(stretch.last, i);
        for (const NodeId input : graph.nodes[i].inputs) {
            Stretch &read = stretches[m_places[static_cast<std::size_t>(input)].root];
            read.last = std::max(read.last, i);
        }
    }
    Stretch &answer = stretches[m_places[static_cast<std::size_t>(graph.output)].root];
    answer.last = graph.nodes.size();
    ArenaPlanner planner;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Stretch &stretch = stretches[m_places[i].root];
        if (stretch.first == i && stretch.width > 0) {
            stretch.offset = planner.take(stretch.width);
            endingAt[stretch.last].push_back(m_places[i].root);
        }
        m_places[i].offset = stretch.offset + m_places[i].within;
        for (const std::size_t done : endingAt[i])
            planner.give(stretches[done].offset, stretches[done].width);
    }
    m_size = planner.size();
}

} // namespace leptune
