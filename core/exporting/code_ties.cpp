// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/code_ties.h"

#include "core/model/eight_bits.h"
#include "core/model/interpreter.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace leptune {
namespace {

std::optional<CodeScale> scaleOf(const Op &op)
{
    if (const auto *dense = std::get_if<IntegerDense>(&op))
        return CodeScale{dense->inputStep, dense->zeroPoint};
    if (const auto *layer = std::get_if<IntegerConvolution>(&op))
        return CodeScale{layer->inputStep, layer->zeroPoint};
    return std::nullopt;
}

/// Something before it, or the node itself, is a layer of whole numbers.
bool comesOfLayers(const Graph &graph, NodeId id)
{
    const Node &node = graph.nodes[static_cast<std::size_t>(id)];
    return scaleOf(node.op) || std::ranges::any_of(node.inputs, [&](NodeId input) {
               return comesOfLayers(graph, input);
           });
}

bool isTie(float value, const CodeScale &scale)
{
    const double code = static_cast<double>(value) / static_cast<double>(scale.step) +
                        static_cast<double>(scale.zeroPoint);
    if (!(code > 0.0 && code < static_cast<double>(kMostCode))) // all others are cut
        return false;
    return std::abs(code - std::floor(code) - 0.5) <= kTieWidth;
}

FloatMatrix valuesOf(const Graph &graph, NodeId node, const RawBatch &rows)
{
    Graph part = graph;
    part.output = node;
    return Interpreter(std::make_shared<const Graph>(withoutDeadNodes(part))).run(rows);
}

} // namespace

std::vector<bool> rowsWithTies(const Model &model, const RawBatch &rows)
{
    std::vector<bool> result(rows.rows);
    const Graph &graph = model.graph();
    for (const Node &node : graph.nodes) {
        const auto scale = scaleOf(node.op);
        if (!scale || !comesOfLayers(graph, node.inputs[0]))
            continue;
        const FloatMatrix values = valuesOf(graph, node.inputs[0], rows);
        for (std::size_t row = 0; row < rows.rows; ++row)
            result[row] = result[row] || std::ranges::any_of(values.row(row), [&](float value) {
                              return isTie(value, *scale);
                          });
    }
    return result;
}

} // namespace leptune
