// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/merge_graphs.h"

#include <map>
#include <utility>

namespace leptune {

namespace {

/// Appends nodes, reusing an equal one that is there already.
class Merger {
public:
    NodeId add(Node node)
    {
        std::vector<NodeId> &alike = m_known[{node.op.index(), node.inputs}];
        for (const NodeId id : alike)
            if (m_graph.nodes[static_cast<std::size_t>(id)].op == node.op)
                return id;
        const auto id = static_cast<NodeId>(m_graph.nodes.size());
        alike.push_back(id);
        m_graph.nodes.push_back(std::move(node));
        return id;
    }
    NodeId append(const Graph &graph)
    {
        std::vector<NodeId> moved(graph.nodes.size());
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            Node node = graph.nodes[i];
            for (NodeId &input : node.inputs)
                input = moved[static_cast<std::size_t>(input)];
            moved[i] = add(std::move(node));
        }
        return moved[static_cast<std::size_t>(graph.output)];
    }
    Graph finish(NodeId output)
    {
        m_graph.output = output;
        return std::move(m_graph);
    }

private:
    Graph m_graph;
    std::map<std::pair<std::size_t, std::vector<NodeId>>, std::vector<NodeId>> m_known;
};

} // namespace

Graph mergeGraphs(const std::vector<const Graph *> &graphs, const std::vector<float> &weights)
{
    Merger merger;
    Node sum{WeightedSum{weights}, {}, graphs.front()->outputWidth()};
    for (const Graph *graph : graphs)
        sum.inputs.push_back(merger.append(*graph));
    if (graphs.size() == 1 && weights.front() == 1.0F)
        return merger.finish(sum.inputs.front());
    // A WeightedSum of the same node twice is fine; it is never merged with another sum.
    return merger.finish(merger.add(std::move(sum)));
}

} // namespace leptune
