// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/integer_layers.h"

#include "core/model/integer_form.h"
#include "core/model/interpreter.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {
namespace {

constexpr std::size_t kCalibrationRows = 2000;
constexpr std::size_t kMostNumbers = std::size_t{1} << 24;

bool allFinite(const std::vector<float> &values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

bool canBeInteger(int inputs, const std::vector<float> &weights, const std::vector<float> &bias)
{
    return inputs > 1 && inputs <= kMostIntegerInputs && allFinite(weights) && allFinite(bias);
}

/// Bends of a number that is the answer already (TargetTransform): 256 codes would show in it.
bool bendsOneNumber(const Graph &graph, const Node &node)
{
    const Node *source = &graph.node(node.inputs[0]);
    if (std::holds_alternative<Activation>(source->op))
        source = &graph.node(source->inputs[0]);
    const auto *dense = std::get_if<Dense>(&source->op);
    return dense && dense->inputs == 1;
}

bool canBeInteger(const Graph &graph, const Node &node)
{
    const Op &op = node.op;
    if (const auto *dense = std::get_if<Dense>(&op))
        return canBeInteger(dense->inputs, dense->weights, dense->bias) &&
               !bendsOneNumber(graph, node);
    if (const auto *convolution = std::get_if<Convolution>(&op))
        return canBeInteger(convolution->windowSize(), convolution->weights, convolution->bias);
    return false;
}

struct Range {
    float low = 0.0F, high = 0.0F;
};

/// Of the finite ones.
Range rangeOf(std::vector<float> values, double tail)
{
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    if (values.empty())
        return {};
    const auto cut = static_cast<std::ptrdiff_t>(tail * static_cast<double>(values.size()));
    std::ranges::nth_element(values, values.begin() + cut);
    const float low = values[static_cast<std::size_t>(cut)];
    std::ranges::nth_element(values, values.end() - 1 - cut);
    return {low, *(values.end() - 1 - cut)};
}

/// Of what a node gives.
Range rangeOf(const Graph &graph, NodeId node, const RawBatch &rows, double tail)
{
    Graph part = graph;
    part.output = node;
    const Interpreter interpreter(std::make_shared<const Graph>(withoutDeadNodes(part)));
    return rangeOf(interpreter.run(rows).values, tail);
}

} // namespace

bool hasFloatLayers(const Graph &graph)
{
    return std::ranges::any_of(graph.nodes,
                               [&](const Node &node) { return canBeInteger(graph, node); });
}

std::size_t mostCalibrationRows(const Graph &graph)
{
    int widest = 1;
    for (const Node &node : graph.nodes)
        widest = std::max(widest, node.width);
    return std::clamp<std::size_t>(kMostNumbers / static_cast<std::size_t>(widest), 1,
                                   kCalibrationRows);
}

std::shared_ptr<const Model> withIntegerLayers(const Model &model, const RawBatch &rows,
                                               double tail)
{
    Graph graph = model.graph();
    std::map<NodeId, Range> ranges; // of what layers read, which many may
    for (Node &node : graph.nodes) {
        if (!canBeInteger(model.graph(), node))
            continue;
        const NodeId input = node.inputs[0];
        const auto [known, fresh] = ranges.try_emplace(input);
        if (fresh)
            known->second = rangeOf(model.graph(), input, rows, tail);
        const CodeScale scale = codeScaleFor(known->second.low, known->second.high);
        if (!std::isnormal(scale.step))
            continue;
        if (const auto *dense = std::get_if<Dense>(&node.op))
            node.op = Op(integerForm(*dense, scale));
        else
            node.op = Op(integerForm(std::get<Convolution>(node.op), scale));
    }
    return std::make_shared<const Model>(model.name(), model.schema(), std::move(graph),
                                         model.threshold(), model.provenance());
}

} // namespace leptune
