// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/graph_builder.h"

#include "core/base/error.h"
#include "core/model/graph_shape.h"

#include <algorithm>
#include <numeric>

namespace leptune {
namespace {

/// Steps that treat each column alone and keep the width, so that equal chains of many columns can
/// run side by side as one chain of wide nodes.
bool isColumnwise(const Step &step)
{
    return std::holds_alternative<Impute>(step) || std::holds_alternative<MissingIndicator>(step) ||
           std::holds_alternative<Scale>(step) || std::holds_alternative<SmoothClip>(step) ||
           std::holds_alternative<CleanRange>(step);
}

void append(std::vector<float> &to, const std::vector<float> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

/// Widens `left` by the columns of `right`; false where they can't be one step.
bool canMerge(const Step &left, const Step &right)
{
    if (left.index() != right.index() || !isColumnwise(left))
        return false;
    if (const auto *scale = std::get_if<Scale>(&left)) {
        const auto &other = std::get<Scale>(right);
        return scale->low == other.low && scale->high == other.high;
    }
    if (const auto *clip = std::get_if<SmoothClip>(&left))
        return clip->limit == std::get<SmoothClip>(right).limit;
    if (const auto *range = std::get_if<CleanRange>(&left)) {
        const auto &other = std::get<CleanRange>(right);
        return range->low.empty() == other.low.empty() && range->high.empty() == other.high.empty();
    }
    return true;
}

void merge(Step &left, const Step &right)
{
    if (auto *impute = std::get_if<Impute>(&left)) {
        append(impute->values, std::get<Impute>(right).values);
    } else if (auto *scale = std::get_if<Scale>(&left)) {
        append(scale->offset, std::get<Scale>(right).offset);
        append(scale->scale, std::get<Scale>(right).scale);
    } else if (auto *range = std::get_if<CleanRange>(&left)) {
        append(range->low, std::get<CleanRange>(right).low);
        append(range->high, std::get<CleanRange>(right).high);
    }
}

/// Chains of a plan that run as one; `members` are their places in the plan.
struct ChainGroup {
    std::vector<Step> steps;
    std::vector<std::size_t> members;
    bool mergeable = false;

    bool takes(const FeatureChain &chain) const
    {
        if (!mergeable || steps.size() != chain.steps.size())
            return false;
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (!canMerge(steps[i], chain.steps[i]))
                return false;
        return true;
    }
    void take(std::size_t index, const FeatureChain &chain)
    {
        for (std::size_t i = 0; i < steps.size(); ++i)
            merge(steps[i], chain.steps[i]);
        members.push_back(index);
    }
};

std::vector<ChainGroup> groupChains(const std::vector<FeatureChain> &chains)
{
    std::vector<ChainGroup> groups;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const auto fits = std::ranges::find_if(
            groups, [&](const ChainGroup &group) { return group.takes(chains[i]); });
        if (fits != groups.end())
            fits->take(i, chains[i]);
        else
            groups.push_back(
                {chains[i].steps, {i}, std::ranges::all_of(chains[i].steps, isColumnwise)});
    }
    return groups;
}

Op asOp(const Step &step)
{
    return std::visit([](const auto &value) -> Op { return value; }, step);
}

} // namespace

NodeId GraphBuilder::add(Op op, std::vector<NodeId> inputs)
{
    const auto count = static_cast<NodeId>(m_graph.nodes.size());
    for (const NodeId input : inputs)
        if (input < 0 || input >= count)
            throw Error(ErrorCode::Internal, opName(op),
                        "an input of the graph node does not exist");
    Node node{std::move(op), std::move(inputs), 0};
    const NodeShape shape = shapeOf(m_graph, node);
    if (!shape.problem.empty())
        throw Error(ErrorCode::Internal, opName(node.op),
                    "a graph node does not fit: " + shape.problem);
    node.width = shape.width;
    m_graph.nodes.push_back(std::move(node));
    return count;
}

NodeId GraphBuilder::addMatrixInput(int width)
{
    if (width < 0 || width > kWidestNode)
        throw Error(ErrorCode::Internal, "input_matrix", "the width is out of range");
    m_graph.nodes.push_back({InputMatrix{}, {}, width});
    return static_cast<NodeId>(m_graph.nodes.size()) - 1;
}

NodeId GraphBuilder::addColumn(int column)
{
    if (column < 0 || static_cast<std::size_t>(column) >= m_schema.columns.size())
        throw Error(ErrorCode::Internal, "input_column",
                    "the schema has no column " + std::to_string(column));
    const auto known = m_columns.find(column);
    if (known != m_columns.end())
        return known->second;
    const bool asNumber = m_schema.columns[static_cast<std::size_t>(column)].asNumber;
    return m_columns[column] = add(InputColumn{column, asNumber}, {});
}

NodeId GraphBuilder::addChains(const std::vector<FeatureChain> &chains)
{
    std::vector<NodeId> parts;
    std::vector<std::size_t> order;
    std::vector<int> widths(chains.size());
    for (const ChainGroup &group : groupChains(chains)) {
        std::vector<NodeId> columns;
        for (const std::size_t member : group.members)
            columns.push_back(addColumn(chains[member].column));
        NodeId id = columns.size() == 1 ? columns[0] : add(Concat{}, columns);
        for (const Step &step : group.steps)
            id = add(asOp(step), {id});
        parts.push_back(id);
        for (const std::size_t member : group.members) {
            widths[member] = width(id) / static_cast<int>(group.members.size());
            order.push_back(member);
        }
    }
    NodeId id = parts.size() == 1 ? parts[0] : add(Concat{}, parts);
    if (!std::ranges::is_sorted(order)) {
        std::vector<int> start(chains.size());
        int next = 0;
        for (const std::size_t member : order) {
            start[member] = next;
            next += widths[member];
        }
        Select select;
        for (std::size_t i = 0; i < chains.size(); ++i)
            for (int j = 0; j < widths[i]; ++j)
                select.columns.push_back(start[i] + j);
        id = add(std::move(select), {id});
    }
    return id;
}

NodeId GraphBuilder::addPlan(const std::shared_ptr<const FeaturePlan> &plan)
{
    const auto known = m_plans.find(plan.get());
    if (known != m_plans.end())
        return known->second;
    const NodeId chains = addChains(plan->chains);
    NodeId id = chains;
    if (!plan->derived.features.empty()) {
        const NodeId read =
            plan->sources.empty() ? chains : add(Concat{}, {chains, addChains(plan->sources)});
        id = add(Concat{}, {chains, add(plan->derived, {read})});
    }
    m_keptPlans.push_back(plan);
    return m_plans[plan.get()] = id;
}

Graph GraphBuilder::finish(NodeId output) &&
{
    if (output < 0 || static_cast<std::size_t>(output) >= m_graph.nodes.size())
        throw Error(ErrorCode::Internal, "graph", "the output node does not exist");
    m_graph.output = output;
    return withoutDeadNodes(m_graph);
}

} // namespace leptune
