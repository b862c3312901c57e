// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/tree_groups.h"

#include <algorithm>

namespace leptune {

namespace {

class GroupFinder {
public:
    explicit GroupFinder(const Graph &graph)
        : m_graph(graph), m_readers(graph.nodes.size()), m_grouped(graph.nodes.size(), false)
    {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            for (const NodeId input : graph.nodes[i].inputs)
                m_readers[static_cast<std::size_t>(input)].push_back(static_cast<NodeId>(i));
    }

    std::vector<TreeGroup> find()
    {
        std::vector<TreeGroup> groups;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
            if (!m_grouped[i] && areTrees(static_cast<NodeId>(i)))
                groups.push_back(groupOf(static_cast<NodeId>(i)));
        return groups;
    }

private:
    const Node &node(NodeId id) const { return m_graph.node(id); }
    bool areTrees(NodeId id) const
    {
        return std::holds_alternative<TreeEnsemble>(node(id).op) ||
               std::holds_alternative<SymmetricEnsemble>(node(id).op);
    }
    /// The one node that reads this one, or -1.
    NodeId onlyReader(NodeId id) const
    {
        const auto &readers = m_readers[static_cast<std::size_t>(id)];
        return readers.size() == 1 && id != m_graph.output ? readers.front() : -1;
    }
    /// A tree a class over the same features, put side by side for a head.
    bool areSideBySide(NodeId concat) const
    {
        const NodeId reader = onlyReader(concat);
        if (!std::holds_alternative<Concat>(node(concat).op) || reader < 0 ||
            !std::holds_alternative<Softmax>(node(reader).op))
            return false;
        const std::vector<NodeId> &inputs = node(concat).inputs;
        return std::ranges::all_of(inputs, [&](NodeId input) {
            return std::holds_alternative<TreeEnsemble>(node(input).op) &&
                   node(input).inputs == node(inputs.front()).inputs && onlyReader(input) == concat;
        });
    }
    TreeGroup groupOf(NodeId first)
    {
        TreeGroup group{{first}, node(first).inputs.front(), first, BoosterLoss::Squared};
        NodeId head = onlyReader(first);
        if (head >= 0 && areSideBySide(head)) {
            group.trees = node(head).inputs;
            head = onlyReader(head);
        }
        if (head >= 0 && std::holds_alternative<Softmax>(node(head).op))
            group.answer = head, group.loss = BoosterLoss::Softmax;
        else if (head >= 0 && std::holds_alternative<Logistic>(node(head).op))
            group.answer = head, group.loss = BoosterLoss::Logistic;
        for (const NodeId trees : group.trees)
            m_grouped[static_cast<std::size_t>(trees)] = true;
        return group;
    }

    const Graph &m_graph;
    std::vector<std::vector<NodeId>> m_readers;
    std::vector<bool> m_grouped;
};

} // namespace

std::vector<TreeGroup> treeGroups(const Graph &graph)
{
    return GroupFinder(graph).find();
}

} // namespace leptune
