// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_graph.h"

#include "core/base/error.h"
#include "core/model/convolution_matrix.h"
#include "core/model/integer_form.h"
#include "core/model/interpreter.h"
#include "core/model/planes.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <set>
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
    NetworkWriter(const neural::NetworkShape &shape, std::vector<neural::LayerWeights> layers)
        : m_shape(shape),
          m_layers(std::move(layers)),
          m_activation(activationNamed(shape.activation)),
          m_builder(m_schema)
    {
    }

    Graph run()
    {
        m_last = m_builder.addMatrixInput(m_shape.inputs);
        Plane plane{m_shape.picture.height, m_shape.picture.width, m_shape.picture.channels};
        for (std::size_t i = 0; i < m_shape.stages.size(); ++i)
            plane = addStage(i, plane);
        if (m_shape.averages)
            add(Pool{plane, PoolKind::Average, plane.height, plane.width, 1});
        for (std::size_t i = m_shape.stages.size(); i < m_layers.size(); ++i) {
            neural::LayerWeights &layer = m_layers[i];
            add(Dense{layer.inputs, layer.outputs, std::move(layer.weights),
                      std::move(layer.bias)});
            if (i + 1 < m_layers.size())
                add(Activation{m_activation});
        }
        return std::move(m_builder).finish(m_last);
    }

private:
    void add(Op op) { m_last = m_builder.add(std::move(op), {m_last}); }
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
        add(std::move(convolution));
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
    ActivationKind m_activation;
    Schema m_schema;
    GraphBuilder m_builder;
    NodeId m_last = -1;
    std::vector<NodeId> m_stages; ///< their outputs
};

struct Limits {
    float low;
    float high;
};

Limits limitsOf(const Graph &graph, NodeId node, const FloatMatrix &rows)
{
    auto part = std::make_shared<Graph>(graph);
    part->output = node;
    const FloatMatrix values = Interpreter(std::move(part)).run(rows);
    const auto [low, high] = std::ranges::minmax_element(values.values);
    return {*low, *high};
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

Graph networkGraph(const neural::NetworkShape &shape, std::vector<neural::LayerWeights> layers)
{
    return NetworkWriter(shape, std::move(layers)).run();
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

Graph inWholeNumbers(Graph graph, const FloatMatrix &rows)
{
    const Graph floats = graph;
    for (Node &node : graph.nodes)
        std::visit(
            [&]<typename T>(const T &layer) {
                if constexpr (std::is_same_v<T, Dense> || std::is_same_v<T, Convolution>) {
                    const Limits limits = limitsOf(floats, node.inputs.front(), rows);
                    node.op = Op(integerForm(T(layer), limits.low, limits.high));
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
