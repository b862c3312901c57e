// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/graph.h"

#include "core/base/error.h"
#include "core/model/graph_shape.h"

#include <array>

namespace leptune {
namespace {

constexpr std::array kOpNames{"input_column",
                              "input_matrix",
                              "look_up",
                              "one_hot",
                              "impute",
                              "missing_indicator",
                              "scale",
                              "smooth_clip",
                              "clean_range",
                              "date_parts",
                              "concat",
                              "select",
                              "dense",
                              "activation",
                              "tree_ensemble",
                              "kernel_sum",
                              "neighbours",
                              "weighted_sum",
                              "softmax",
                              "logistic",
                              "calibrate",
                              "normalize",
                              "clip",
                              "derive",
                              "symmetric_ensemble",
                              "integer_dense",
                              "pixels",
                              "convolution",
                              "pool",
                              "integer_convolution",
                              "periodic_embedding",
                              "blend"};
static_assert(kOpNames.size() == std::variant_size_v<Op>);

std::vector<bool> liveNodes(const Graph &graph)
{
    std::vector<bool> live(graph.nodes.size(), false);
    live[static_cast<std::size_t>(graph.output)] = true;
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
        if (!live[i])
            continue;
        for (const NodeId input : graph.nodes[i].inputs)
            live[static_cast<std::size_t>(input)] = true;
    }
    return live;
}

[[noreturn]] void refuse(std::size_t index, const Node &node, const std::string &detail)
{
    throw Error(ErrorCode::BadFormat,
                "node " + std::to_string(index) + " (" + opName(node.op) + ")",
                detail + "; the model can't be used");
}

void validateNode(const Graph &graph, std::size_t index, std::size_t schemaColumns)
{
    const Node &node = graph.nodes[index];
    for (const NodeId input : node.inputs)
        if (input < 0 || static_cast<std::size_t>(input) >= index)
            refuse(index, node, "an input does not come earlier in the graph");
    const NodeShape shape = shapeOf(graph, node);
    if (!shape.problem.empty())
        refuse(index, node, shape.problem);
    if (shape.width != node.width)
        refuse(index, node,
               "the width is " + std::to_string(node.width) + ", not " +
                   std::to_string(shape.width));
    const auto *column = std::get_if<InputColumn>(&node.op);
    if (column && static_cast<std::size_t>(column->column) >= schemaColumns)
        refuse(index, node, "the schema has no such column");
}

} // namespace

const char *opName(const Op &op)
{
    return kOpNames[op.index()];
}

void validateGraph(const Graph &graph, std::size_t schemaColumns)
{
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        validateNode(graph, i, schemaColumns);
    if (graph.output < 0 || static_cast<std::size_t>(graph.output) >= graph.nodes.size())
        throw Error(ErrorCode::BadFormat, "graph", "the output node does not exist");
    const Node &last = graph.nodes[static_cast<std::size_t>(graph.output)];
    const auto *column = std::get_if<InputColumn>(&last.op);
    if (column && !column->asNumber)
        refuse(static_cast<std::size_t>(graph.output), last,
               "a column of strings can't be the output");
}

std::vector<bool> usedColumns(const Graph &graph, std::size_t schemaColumns)
{
    std::vector<bool> used(schemaColumns, false);
    const std::vector<bool> live = liveNodes(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const auto *column = std::get_if<InputColumn>(&graph.nodes[i].op);
        if (live[i] && column)
            used[static_cast<std::size_t>(column->column)] = true;
    }
    return used;
}

Graph withoutDeadNodes(const Graph &graph)
{
    const std::vector<bool> live = liveNodes(graph);
    std::vector<NodeId> moved(graph.nodes.size(), -1);
    Graph result;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!live[i])
            continue;
        moved[i] = static_cast<NodeId>(result.nodes.size());
        result.nodes.push_back(graph.nodes[i]);
        for (NodeId &input : result.nodes.back().inputs)
            input = moved[static_cast<std::size_t>(input)];
    }
    result.output = moved[static_cast<std::size_t>(graph.output)];
    return result;
}

} // namespace leptune
