// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/machine_groups.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace leptune {

namespace {

class GroupFinder {
public:
    explicit GroupFinder(const Graph &graph)
        : m_graph(graph), m_readers(graph.nodes.size(), 0), m_groups(graph.nodes.size())
    {
        for (const Node &node : graph.nodes)
            for (const NodeId input : node.inputs)
                ++m_readers[static_cast<std::size_t>(input)];
        ++m_readers[static_cast<std::size_t>(graph.output)];
    }

    std::vector<MachineGroup> find()
    {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
            m_groups[i] = groupAt(static_cast<NodeId>(i));
        std::vector<MachineGroup> groups;
        for (auto &group : m_groups)
            if (group)
                groups.push_back(std::move(*group));
        return groups;
    }

private:
    /// What a node answers alone; takes the groups that it reads with it.
    std::optional<MachineGroup> groupAt(NodeId id)
    {
        const Node &node = m_graph.node(id);
        if (std::holds_alternative<KernelSum>(node.op))
            return MachineGroup{{id}, node.inputs.front(), id, BoosterLoss::Squared};
        if (const auto *near = std::get_if<Neighbours>(&node.op))
            return MachineGroup{{id}, node.inputs.front(), id, lossOf(near->outputs)};
        if (std::holds_alternative<Logistic>(node.op) || std::holds_alternative<Softmax>(node.op))
            return underHead(id, lossOf(node.width));
        if (std::holds_alternative<WeightedSum>(node.op))
            return meanOf(id);
        return std::nullopt;
    }

    static BoosterLoss lossOf(int width)
    {
        if (width == 1)
            return BoosterLoss::Squared;
        return width == 2 ? BoosterLoss::Logistic : BoosterLoss::Softmax;
    }

    /// The group that nobody but the one reader of this node knows.
    std::optional<MachineGroup> *ownGroup(NodeId id)
    {
        auto &group = m_groups[static_cast<std::size_t>(id)];
        return group && m_readers[static_cast<std::size_t>(id)] == 1 ? &group : nullptr;
    }

    std::optional<MachineGroup> underHead(NodeId head, BoosterLoss loss)
    {
        const NodeId machine = m_graph.node(head).inputs.front();
        auto *scores = ownGroup(machine);
        if (!scores || !std::holds_alternative<KernelSum>(m_graph.node(machine).op))
            return std::nullopt;
        std::optional<MachineGroup> group;
        group.swap(*scores);
        group->answer = head;
        group->loss = loss;
        return group;
    }

    std::optional<MachineGroup> meanOf(NodeId sum)
    {
        const std::vector<NodeId> &inputs = m_graph.node(sum).inputs;
        const auto *first = ownGroup(inputs.front());
        const bool areAlike = first && std::ranges::all_of(inputs, [&](NodeId input) {
                                  const auto *group = ownGroup(input);
                                  return group && (*group)->features == (*first)->features &&
                                         (*group)->loss == (*first)->loss && isMean(sum);
                              });
        if (!areAlike)
            return std::nullopt;
        MachineGroup all{{}, (*first)->features, sum, (*first)->loss};
        for (const NodeId input : inputs) {
            auto &part = m_groups[static_cast<std::size_t>(input)];
            all.machines.insert(all.machines.end(), part->machines.begin(), part->machines.end());
            part.reset();
        }
        return all;
    }

    /// Of shares that stay shares.
    bool isMean(NodeId sum) const
    {
        float total = 0.0F;
        for (const float weight : std::get<WeightedSum>(m_graph.node(sum).op).weights)
            total += weight;
        return std::abs(total - 1.0F) < 1e-4F;
    }

    const Graph &m_graph;
    std::vector<int> m_readers;
    std::vector<std::optional<MachineGroup>> m_groups; ///< a node
};

Node headOf(BoosterLoss loss, NodeId scores, int width)
{
    if (loss == BoosterLoss::Logistic)
        return {Logistic{}, {scores}, 2};
    return {Softmax{}, {scores}, width};
}

int scoresOf(const MachineGroup &group, int answerWidth)
{
    return group.loss == BoosterLoss::Logistic ? 1 : answerWidth;
}

} // namespace

std::vector<MachineGroup> machineGroups(const Graph &graph)
{
    return GroupFinder(graph).find();
}

bool areNeighbours(const Graph &graph, const MachineGroup &group)
{
    return std::ranges::any_of(group.machines, [&](NodeId id) {
        return std::holds_alternative<Neighbours>(graph.node(id).op);
    });
}

Graph withMachine(const Graph &graph, const MachineGroup &group, Op op, bool hasHead)
{
    Graph result;
    std::vector<NodeId> moved(graph.nodes.size());
    const auto add = [&](Node node) {
        result.nodes.push_back(std::move(node));
        return static_cast<NodeId>(result.nodes.size()) - 1;
    };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (static_cast<NodeId>(i) != group.answer) {
            Node node = graph.nodes[i];
            for (NodeId &input : node.inputs)
                input = moved[static_cast<std::size_t>(input)];
            moved[i] = add(std::move(node));
            continue;
        }
        const int width = graph.nodes[i].width;
        const NodeId features = moved[static_cast<std::size_t>(group.features)];
        moved[i] = add({std::move(op), {features}, hasHead ? scoresOf(group, width) : width});
        if (hasHead)
            moved[i] = add(headOf(group.loss, moved[i], width));
    }
    result.output = moved[static_cast<std::size_t>(graph.output)];
    return result;
}

} // namespace leptune
