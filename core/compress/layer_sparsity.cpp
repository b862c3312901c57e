// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/layer_sparsity.h"

#include "core/compress/layer_fit.h"
#include "core/compress/part_rows.h"
#include "core/data/all_finite.h"
#include "core/model/integer_form.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::uint32_t kSparsityRows = 1'500; // of a part

std::vector<NodeId> layersOf(const Graph &graph)
{
    std::vector<NodeId> layers;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const auto *layer = std::get_if<Dense>(&graph.nodes[i].op);
        if (layer && layer->inputs > 0)
            layers.push_back(static_cast<NodeId>(i));
    }
    return layers;
}

/// Layers in turns: those of one turn read nothing of each other, only of earlier turns.
std::vector<std::vector<NodeId>> turnsOf(const Graph &graph)
{
    std::vector<std::size_t> depth(graph.nodes.size(), 0); // layers up to a node's answer
    std::vector<std::vector<NodeId>> turns;
    const std::vector<NodeId> layers = layersOf(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        for (const NodeId input : graph.nodes[i].inputs)
            depth[i] = std::max(depth[i], depth[static_cast<std::size_t>(input)]);
        const auto id = static_cast<NodeId>(i);
        if (!std::ranges::binary_search(layers, id))
            continue;
        turns.resize(std::max(turns.size(), depth[i] + 1));
        turns[depth[i]++].push_back(id);
    }
    return turns;
}

std::vector<NodeId> inputsOf(const Graph &graph, const std::vector<NodeId> &layers)
{
    std::vector<NodeId> inputs;
    for (const NodeId id : layers)
        inputs.push_back(graph.node(id).inputs[0]);
    return inputs;
}

bool hasActivations(const Graph &graph)
{
    return std::ranges::any_of(
        graph.nodes, [](const Node &node) { return std::holds_alternative<Activation>(node.op); });
}

class LayerSparsity final : public CompressionMethod {
public:
    LayerSparsity(bool isNetwork, std::uint64_t seed) : m_isNetwork(isNetwork), m_seed(seed) {}

    std::string name() const override { return "layer_sparsity"; }

    SearchSpace space() const override
    {
        std::vector<Parameter> parameters{Parameter::real("sparsity", 0.0, 0.98),
                                          Parameter::integer("weight_bits", 3, 8)};
        if (m_isNetwork)
            parameters.push_back(Parameter::categorical("arithmetic", {"float", "int8"}));
        return SearchSpace(std::move(parameters));
    }

    std::vector<Configuration> ladder() const override
    {
        struct Setting {
            double sparsity;
            std::int64_t bits;
        };
        std::vector<Configuration> list;
        for (const Setting &setting : {Setting{0.25, 8}, Setting{0.5, 6}, Setting{0.8, 5}}) {
            Configuration &made = list.emplace_back();
            made.set("sparsity", setting.sparsity);
            made.set("weight_bits", setting.bits);
            if (m_isNetwork)
                made.set("arithmetic", std::string(setting.bits == 8 ? "int8" : "float"));
        }
        return list;
    }

    std::optional<Graph> apply(const CompressionPart &part, const Configuration &configuration,
                               const std::function<bool()> &shouldEnd) const override
    {
        LayerThinning thinning;
        thinning.sparsity = configuration.number("sparsity", 0.0);
        thinning.weightBits = static_cast<int>(configuration.integer("weight_bits", 8));
        const bool whole = configuration.choice("arithmetic", "float") == "int8";
        const RawBatch batch = someRowsOf(part, kSparsityRows, m_seed);
        Graph graph = part.graph;
        for (const std::vector<NodeId> &layers : turnsOf(part.graph)) {
            if (shouldEnd())
                return std::nullopt;
            const auto wanted = valuesAt(part.graph, layers, batch);
            const auto x = valuesAt(graph, inputsOf(graph, layers), batch);
            for (std::size_t i = 0; i < layers.size(); ++i)
                thin(graph.nodes[static_cast<std::size_t>(layers[i])], x[i], wanted[i], thinning,
                     whole);
        }
        return graph;
    }

private:
    static void thin(Node &node, const FloatMatrix &x, const FloatMatrix &wanted,
                     const LayerThinning &thinning, bool whole)
    {
        if (!allFinite(x) || !allFinite(wanted))
            return;
        const Dense layer = thinned(std::get<Dense>(node.op), x, wanted, thinning);
        const auto [low, high] = std::ranges::minmax(x.values);
        if (whole && layer.inputs <= kMostIntegerInputs)
            node.op = integerForm(layer, low, high);
        else
            node.op = layer;
    }

    bool m_isNetwork;
    std::uint64_t m_seed;
};

} // namespace

std::unique_ptr<CompressionMethod> makeLayerSparsity(const CompressionSubject &subject,
                                                     std::uint64_t seed)
{
    if (layersOf(subject.study.graph).empty())
        return nullptr;
    return std::make_unique<LayerSparsity>(hasActivations(subject.study.graph), seed);
}

} // namespace leptune
