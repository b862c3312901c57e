// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/column_needs.h"

#include <algorithm>

namespace leptune {

namespace {

using Needs = std::vector<ColumnNeed>;

void readExactly(ColumnNeed &need)
{
    need.isRead = need.isExact = true;
}

/// Writes what a node asks of its inputs, given what is asked of it.
class Asker {
public:
    Asker(std::vector<Needs> &needs, const Node &node, const Needs &asked)
        : m_needs(needs), m_node(node), m_asked(asked)
    {
    }

    void operator()(const InputColumn &) const {}
    void operator()(const InputMatrix &) const {}
    void operator()(const Impute &) const { askSameColumns(); }
    void operator()(const MissingIndicator &) const { askSameColumns(); }
    void operator()(const Scale &) const { askSameColumns(); }
    void operator()(const SmoothClip &) const { askSameColumns(); }
    void operator()(const CleanRange &) const { askSameColumns(); }
    void operator()(const Activation &) const { askSameColumns(); }
    void operator()(const Clip &) const { askSameColumns(); }
    void operator()(const WeightedSum &) const { askSameColumns(); }
    void operator()(const Blend &) const { askSameColumns(); }
    void operator()(const Concat &) const
    {
        std::size_t at = 0;
        for (std::size_t i = 0; i < m_node.inputs.size(); ++i)
            for (ColumnNeed &need : input(i))
                pass(m_asked[at++], need);
    }
    void operator()(const Select &op) const
    {
        for (std::size_t i = 0; i < op.columns.size(); ++i)
            pass(m_asked[i], input(0)[static_cast<std::size_t>(op.columns[i])]);
    }
    void operator()(const Dense &op) const { askWeighted(op, true); }
    void operator()(const IntegerDense &op) const { askWeighted(op, false); }
    void operator()(const TreeEnsemble &op) const
    {
        for (const TreeNode &question : op.nodes)
            if (question.feature >= 0)
                askThreshold(question.feature, question.threshold);
        askOne();
    }
    void operator()(const SymmetricEnsemble &op) const
    {
        for (const LevelQuestion &question : op.questions)
            askThreshold(question.feature, question.threshold);
        askOne();
    }
    void operator()(const KernelSum &op) const { askScaled(op.scale); }
    void operator()(const Neighbours &op) const { askScaled(op.scale); }
    void operator()(const Derive &op) const
    {
        for (std::size_t i = 0; i < op.features.size(); ++i)
            if (m_asked[i].isRead)
                for (const int column : {op.features[i].a, op.features[i].b})
                    readExactly(input(0)[static_cast<std::size_t>(column)]);
        askOne();
    }
    template <typename AnyOther>
    void operator()(const AnyOther &) const
    {
        for (std::size_t i = 0; i < m_node.inputs.size(); ++i)
            std::ranges::for_each(input(i), readExactly);
    }

private:
    Needs &input(std::size_t i) const
    {
        return m_needs[static_cast<std::size_t>(m_node.inputs[i])];
    }
    static void pass(const ColumnNeed &from, ColumnNeed &to)
    {
        to.isRead |= from.isRead;
        to.isExact |= from.isExact;
        if (to.isExact)
            to.thresholds.clear();
        else
            to.thresholds.insert(to.thresholds.end(), from.thresholds.begin(),
                                 from.thresholds.end());
    }
    void askSameColumns() const
    {
        for (std::size_t i = 0; i < m_node.inputs.size(); ++i)
            for (std::size_t c = 0; c < m_asked.size(); ++c)
                if (m_asked[c].isRead)
                    readExactly(input(i)[c]);
    }
    void askThreshold(int feature, float threshold) const
    {
        ColumnNeed &need = input(0)[static_cast<std::size_t>(feature)];
        need.isRead = true;
        if (!need.isExact)
            need.thresholds.push_back(threshold);
    }
    /// Kernels run over columns: one has to be there.
    void askOne() const
    {
        Needs &columns = input(0);
        if (std::ranges::none_of(columns, &ColumnNeed::isRead) && !columns.empty())
            columns.front().isRead = true;
    }
    template <typename Layer>
    void askWeighted(const Layer &op, bool losesOutputs) const
    {
        const auto outputs = static_cast<std::size_t>(op.outputs);
        for (std::size_t i = 0; i < op.weights.size(); ++i)
            if (op.weights[i] != 0 && (!losesOutputs || m_asked[i % outputs].isRead))
                readExactly(input(0)[i / outputs]);
        askOne();
    }
    void askScaled(const Scale &scale) const
    {
        Needs &columns = input(0);
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (scale.scale.empty() || scale.scale[c] != 0.0F)
                readExactly(columns[c]);
        askOne();
    }

    std::vector<Needs> &m_needs;
    const Node &m_node;
    const Needs &m_asked;
};

} // namespace

std::vector<std::vector<ColumnNeed>> columnNeeds(const Graph &graph)
{
    std::vector<Needs> needs;
    for (const Node &node : graph.nodes)
        needs.emplace_back(static_cast<std::size_t>(node.width));
    std::ranges::for_each(needs[static_cast<std::size_t>(graph.output)], readExactly);
    for (std::size_t i = graph.nodes.size(); i-- > 0;)
        if (std::ranges::any_of(needs[i], &ColumnNeed::isRead))
            std::visit(Asker(needs, graph.nodes[i], needs[i]), graph.nodes[i].op);
    return needs;
}

std::vector<bool> readColumns(const Graph &graph, std::size_t columns)
{
    const std::vector<Needs> needs = columnNeeds(graph);
    std::vector<bool> read(columns, false);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (const auto *input = std::get_if<InputColumn>(&graph.nodes[i].op);
            input && std::ranges::any_of(needs[i], &ColumnNeed::isRead))
            read[static_cast<std::size_t>(input->column)] = true;
    return read;
}

} // namespace leptune
