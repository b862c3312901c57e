// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_graph.h"

#include "core/base/error.h"
#include "core/learners/embedding_graph.h"
#include "core/model/convolution_matrix.h"
#include "core/model/integer_form.h"
#include "core/model/interpreter.h"
#include "core/model/planes.h"
#include "core/model/quantised_weights.h"
#include "core/neural/input_columns.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <span>
#include <type_traits>

namespace leptune {

namespace {

struct NamedActivation {
    const char *name;
    ActivationKind kind;
};
constexpr NamedActivation kActivations[] = {
    {"relu", ActivationKind::Relu}, {"silu", ActivationKind::Silu}, {"mish", ActivationKind::Mish},
    {"selu", ActivationKind::Selu}, {"tanh", ActivationKind::Tanh}, {"elu", ActivationKind::Elu},
    {"gelu", ActivationKind::Gelu},
};

/// The largest of some numbers stays the largest, so that pooling and activation may change places.
bool isMonotone(ActivationKind kind)
{
    return kind != ActivationKind::Silu && kind != ActivationKind::Mish &&
           kind != ActivationKind::Gelu;
}

class NetworkWriter {
public:
    explicit NetworkWriter(const neural::TrainResult &trained)
        : m_shape(trained.shape),
          m_layers(trained.layers),
          m_factors(trained.factors),
          m_codes(trained.codes),
          m_activation(activationNamed(m_shape.activation)),
          m_builder(m_schema)
    {
    }

    /// `settled`: zeros, common steps and codes are not to be folded away.
    Graph run(const neural::EmbeddingWeights &embedding, bool settled)
    {
        m_last = m_builder.addMatrixInput(m_shape.inputs);
        Plane plane{m_shape.picture.height, m_shape.picture.width, m_shape.picture.channels};
        for (std::size_t i = 0; i < m_shape.stages.size(); ++i)
            plane = addStage(i, plane);
        if (m_shape.averages)
            add(Pool{plane, PoolKind::Average, plane.height, plane.width, 1});
        if (m_shape.embedding.any()) // a table can't be part of a layer that members scale
            m_last = addEmbedding(m_builder, m_last, m_shape, embedding, m_layers.front(),
                                  !settled && m_factors.empty());
        if (m_factors.empty())
            addHiddenLayers();
        else
            addMembers(embedding.bias);
        addDense(m_layers.size() - 1);
        return std::move(m_builder).finish(m_last);
    }

private:
    void add(Op op) { m_last = m_builder.add(std::move(op), {m_last}); }
    template <typename Layer>
    void addLayer(std::size_t index, Layer layer)
    {
        if (m_codes.empty())
            add(std::move(layer));
        else
            add(integerForm(layer, m_codes[index]));
    }
    void addDense(std::size_t index)
    {
        const neural::LayerWeights &layer = m_layers[index];
        Dense dense{layer.inputs, layer.outputs, layer.weights, layer.bias};
        const bool isMean = !m_factors.empty() && index + 1 == m_layers.size();
        if (isMean && !m_codes.empty()) // shares of multiples are not exact
            quantiseWeights(dense, kMostTunedCode);
        addLayer(index, std::move(dense));
    }
    void addHiddenLayers()
    {
        for (std::size_t i = m_shape.stages.size(); i + 1 < m_layers.size(); ++i) {
            const NodeId read = m_last;
            addDense(i);
            activate(m_layers[i].share);
            if (m_shape.isResidual && i > m_shape.stages.size())
                m_last = m_builder.add(WeightedSum{{1.0F, 1.0F}}, {m_last, read});
        }
    }
    /// Side by side, each from its own factors of what the first layer reads; `c` is added to the
    /// periodic numbers before, which come behind the plain ones.
    void addMembers(const std::vector<float> &c)
    {
        const NodeId input = m_last;
        const auto inputs = static_cast<std::size_t>(m_layers.front().inputs);
        const auto plain = static_cast<std::ptrdiff_t>(neural::plainInputs(m_shape).size());
        std::vector<NodeId> members;
        for (auto own = m_factors.begin(); own != m_factors.end();
             own += static_cast<std::ptrdiff_t>(inputs)) {
            Scale scale;
            scale.offset.assign(inputs, 0.0F);
            std::ranges::transform(c, scale.offset.begin() + plain, std::negate<>());
            scale.scale.assign(own, own + static_cast<std::ptrdiff_t>(inputs));
            m_last = input;
            add(std::move(scale));
            addHiddenLayers();
            members.push_back(m_last);
        }
        m_last = m_builder.add(Concat{}, std::move(members));
    }
    void activate(std::vector<float> share)
    {
        const NodeId before = m_last;
        add(Activation{m_activation});
        if (share.empty())
            return;
        quantiseMatrix(share, 1);
        m_last = m_builder.add(Blend{std::move(share)}, {before, m_last});
    }
    /// Integer runs take a convolution, its activation and its pooling in this order.
    Plane addStage(std::size_t index, const Plane &in)
    {
        const neural::ConvolutionStage &stage = m_shape.stages[index];
        Convolution convolution;
        convolution.in = in;
        convolution.outputs = stage.outputs;
        convolution.kernelHeight = convolution.kernelWidth = stage.kernel;
        convolution.padding = stage.padding;
        convolution.weights =
            transposed(m_layers[index].weights, static_cast<std::size_t>(stage.outputs));
        convolution.bias = std::move(m_layers[index].bias);
        Plane plane = convolution.out();
        addLayer(index, std::move(convolution));
        const bool activatesFirst =
            stage.pool > 1 && stage.shortcut < 0 && isMonotone(m_activation);
        if (activatesFirst)
            add(Activation{m_activation});
        if (stage.pool > 1) {
            const Pool pool{plane, PoolKind::Max, stage.pool, stage.pool, stage.pool};
            plane = pool.out();
            add(pool);
        }
        if (stage.shortcut >= 0)
            m_last = m_builder.add(WeightedSum{{1.0F, 1.0F}},
                                   {m_last, m_stages[static_cast<std::size_t>(stage.shortcut)]});
        if (!activatesFirst)
            add(Activation{m_activation});
        m_stages.push_back(m_last);
        return plane;
    }

    const neural::NetworkShape &m_shape;
    std::vector<neural::LayerWeights> m_layers;
    const std::vector<float> &m_factors;   ///< [members, inputs]; empty: one member
    const std::vector<CodeScale> &m_codes; ///< of each layer's inputs; empty: floats
    ActivationKind m_activation;
    Schema m_schema;
    GraphBuilder m_builder;
    NodeId m_last = -1;
    std::vector<NodeId> m_stages; ///< their outputs
};

struct Limits {
    float low = std::numeric_limits<float>::max();
    float high = std::numeric_limits<float>::lowest();

    void take(std::span<const float> values)
    {
        for (const float value : values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    void take(const Limits &other)
    {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
};

/// Of categories, whose columns are 0 or 1: the only layers of floats in a network of codes.
void turnTablesToCodes(Graph &graph)
{
    for (Node &node : graph.nodes)
        if (const auto *table = std::get_if<Dense>(&node.op))
            node.op = Op(integerForm(Dense(*table), 0.0F, 1.0F));
}

/// Of what each node gives for the rows, or for the first of them.
std::vector<Limits> limitsOf(const Graph &graph, const FloatMatrix &rows,
                             const std::function<bool()> &shouldEnd)
{
    std::vector<Limits> limits(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (std::holds_alternative<InputMatrix>(graph.nodes[i].op))
            limits[i].take(rows.values);
    const auto take = [&](NodeId node, std::span<const float> values) {
        limits[static_cast<std::size_t>(node)].take(values);
    };
    Interpreter(std::make_shared<const Graph>(graph)).watch(rows, take, shouldEnd);
    return limits;
}

/// A layer that stands there several times (members share theirs) meets what all of them meet, so
/// that it stays one layer.
Limits limitsOfInputs(const Graph &graph, const Op &layer, const std::vector<Limits> &limits)
{
    Limits all;
    for (const Node &node : graph.nodes)
        if (node.op == layer)
            all.take(limits[static_cast<std::size_t>(node.inputs.front())]);
    return all;
}

} // namespace

ActivationKind activationNamed(const std::string &name)
{
    std::string known;
    for (const NamedActivation &activation : kActivations) {
        if (name == activation.name)
            return activation.kind;
        known += std::string(known.empty() ? "" : ", ") + activation.name;
    }
    throw Error(ErrorCode::BadOption, "activation",
                "\"" + name + "\" is not an activation; choose one of " + known);
}

Graph networkGraph(const neural::TrainResult &trained)
{
    const bool settled = trained.weightBits > 0 || trained.sparsity > 0.0 || !trained.codes.empty();
    Graph graph = NetworkWriter(trained).run(trained.embedding, settled);
    if (!trained.codes.empty())
        turnTablesToCodes(graph);
    return graph;
}

void quantiseLayers(Graph &graph)
{
    for (Node &node : graph.nodes) {
        if (auto *dense = std::get_if<Dense>(&node.op))
            quantiseWeights(*dense);
        else if (auto *convolution = std::get_if<Convolution>(&node.op))
            quantiseConvolution(*convolution);
    }
}

void tidyRounded(Graph &graph)
{
    constexpr std::size_t kMostShared = 255; // different weights of a layer that shares them
    const auto tidy = [](auto &layer) {
        for (float &weight : layer.weights)
            weight += 0.0F; // -0 would keep the layer from being packed small
        quantiseBias(layer.bias);
    };
    for (Node &node : graph.nodes) {
        if (auto *dense = std::get_if<Dense>(&node.op))
            tidy(*dense);
        else if (auto *convolution = std::get_if<Convolution>(&node.op)) {
            tidy(*convolution);
            // A norm that was folded in gave every output a step of its own.
            if (std::set<float>(convolution->weights.begin(), convolution->weights.end()).size() >
                kMostShared)
                quantiseConvolution(*convolution);
        }
    }
}

Graph inWholeNumbers(Graph graph, const FloatMatrix &rows, const std::function<bool()> &shouldEnd)
{
    const Graph floats = graph;
    const std::vector<Limits> limits = limitsOf(floats, rows, shouldEnd);
    for (Node &node : graph.nodes)
        std::visit(
            [&]<typename T>(const T &layer) {
                if constexpr (std::is_same_v<T, Dense> || std::is_same_v<T, Convolution>) {
                    const Limits met = limitsOfInputs(floats, node.op, limits);
                    node.op = Op(integerForm(T(layer), met.low, met.high));
                }
            },
            Op(node.op));
    return graph;
}

NodeId append(GraphBuilder &builder, NodeId features, const Graph &graph)
{
    std::vector<NodeId> places;
    for (const Node &node : graph.nodes) {
        if (std::holds_alternative<InputMatrix>(node.op)) {
            places.push_back(features);
            continue;
        }
        std::vector<NodeId> inputs;
        for (const NodeId input : node.inputs)
            inputs.push_back(places[static_cast<std::size_t>(input)]);
        places.push_back(builder.add(node.op, std::move(inputs)));
    }
    return places[static_cast<std::size_t>(graph.output)];
}

} // namespace leptune
