// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/model_parts.h"

#include "core/model/merge_graphs.h"
#include "core/tuning/calibration.h"

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

/// As upTo(), of a graph that may be changed meanwhile: without a copy of all of it.
Graph cutAt(Graph &graph, NodeId output)
{
    const NodeId whole = std::exchange(graph.output, output);
    Graph part = withoutDeadNodes(graph);
    graph.output = whole;
    return part;
}

/// The node that the calibration at the end reads, or the output itself.
NodeId beforeCalibration(const Graph &graph)
{
    return calibrationOf(graph) ? graph.node(graph.output).inputs.front() : graph.output;
}

} // namespace

ModelParts takeApart(Graph graph, EntryKind kind)
{
    ModelParts parts;
    const NodeId mean = beforeCalibration(graph);
    const auto *sum = std::get_if<WeightedSum>(&graph.node(mean).op);
    if (kind != EntryKind::Ensemble || !sum) {
        parts.members.push_back({1.0F, std::move(graph)});
        return parts;
    }
    parts.calibration = calibrationOf(graph);
    const std::vector<NodeId> inputs = graph.node(mean).inputs;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        parts.members.push_back({sum->weights[i], cutAt(graph, inputs[i])});
    return parts;
}

Graph putTogether(const ModelParts &parts)
{
    std::vector<const Graph *> graphs;
    std::vector<float> weights;
    for (const ModelMember &member : parts.members) {
        graphs.push_back(&member.graph);
        weights.push_back(member.weight);
    }
    Graph graph = mergeGraphs(graphs, weights);
    return parts.calibration ? withCalibration(std::move(graph), *parts.calibration) : graph;
}

std::vector<Graph> foldFits(Graph member, std::size_t splits)
{
    if (splits == 1)
        return {std::move(member)};
    const NodeId mean = beforeCalibration(member);
    const auto *sum = std::get_if<WeightedSum>(&member.node(mean).op);
    const float share = 1.0F / static_cast<float>(splits);
    if (!sum || sum->weights.size() != splits ||
        std::ranges::any_of(sum->weights, [share](float weight) { return weight != share; }))
        return {};
    const std::optional<Calibrate> map = calibrationOf(member);
    const std::vector<NodeId> inputs = member.node(mean).inputs;
    std::vector<Graph> fits;
    for (const NodeId fit : inputs) {
        fits.push_back(cutAt(member, fit));
        if (map)
            fits.back() = withCalibration(std::move(fits.back()), *map);
    }
    return fits;
}

Graph upTo(Graph graph, NodeId output)
{
    return cutAt(graph, output);
}

} // namespace leptune
