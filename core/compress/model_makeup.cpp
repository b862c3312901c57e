// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/model_makeup.h"

#include "core/model/quantised_leaves.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <set>
#include <utility>

namespace leptune {

namespace {

constexpr int kFloatBits = 32;

/// Means of means, through what comes after them (calibration and the like).
std::uint64_t fitsBelow(const Graph &graph, NodeId id)
{
    const Node &node = graph.node(id);
    if (std::holds_alternative<WeightedSum>(node.op)) {
        std::uint64_t fits = 0;
        for (const NodeId input : node.inputs)
            fits += fitsBelow(graph, input);
        return fits;
    }
    const bool isHead = std::holds_alternative<Calibrate>(node.op) ||
                        std::holds_alternative<Normalize>(node.op) ||
                        std::holds_alternative<Clip>(node.op);
    return isHead && node.inputs.size() == 1 ? fitsBelow(graph, node.inputs.front()) : 1;
}

/// The bits of signed codes up to this size.
template <typename Code>
int bitsOf(const std::vector<Code> &codes)
{
    unsigned most = 1;
    for (const Code code : codes)
        most = std::max(most, static_cast<unsigned>(std::abs(static_cast<int>(code))));
    return 1 + static_cast<int>(std::bit_width(most));
}

/// One step an output has eight bits, one step a layer any number (layer_fit).
int bitsOf(const std::vector<float> &weights, int outputs)
{
    if (weights.empty() || outputs <= 0)
        return kFloatBits;
    constexpr int kMostBits = 8;
    if (const auto codes = leafCodes(weights); codes && bitsOf(codes->codes) <= kMostBits)
        return bitsOf(codes->codes);
    Dense layer;
    layer.inputs = static_cast<int>(weights.size()) / outputs;
    layer.outputs = outputs;
    layer.weights = weights;
    return weightCodes(layer) ? kMostBits : kFloatBits;
}

template <typename Number>
std::uint64_t differentOnes(std::vector<Number> &numbers)
{
    std::ranges::sort(numbers);
    const auto rest = std::ranges::unique(numbers);
    return static_cast<std::uint64_t>(rest.begin() - numbers.begin());
}

/// Goes over the nodes and counts.
class Counting {
public:
    explicit Counting(const Graph &graph) : m_graph(graph) {}

    ModelMakeup run()
    {
        m_makeup.fits = fitsBelow(m_graph, m_graph.output);
        for (const Node &node : m_graph.nodes)
            std::visit([&](const auto &op) { add(op, node); }, node.op);
        m_makeup.thresholds = differentOnes(m_thresholds);
        m_makeup.leafValues = differentOnes(m_leafValues);
        m_makeup.columns = m_columns.size();
        return std::move(m_makeup);
    }

private:
    template <typename Op>
    void add(const Op &, const Node &node)
    {
        m_makeup.operations += static_cast<std::uint64_t>(node.width);
    }
    void add(const InputColumn &column, const Node &) { m_columns.insert(column.column); }
    void add(const InputMatrix &, const Node &) {}
    void add(const Concat &, const Node &) {}
    void add(const Select &, const Node &) {}

    void addLayer(LayerMakeup layer, std::uint64_t uses)
    {
        m_makeup.operations += layer.weights * uses;
        m_makeup.layers.push_back(layer);
    }
    template <typename Weights>
    static void countWeights(LayerMakeup &layer, const Weights &weights)
    {
        layer.weights = weights.size();
        layer.zeros = static_cast<std::uint64_t>(std::ranges::count(weights, 0));
    }
    void add(const Dense &op, const Node &)
    {
        LayerMakeup layer{.inputs = op.inputs, .outputs = op.outputs};
        countWeights(layer, op.weights);
        layer.bits = bitsOf(op.weights, op.outputs);
        addLayer(layer, 1);
    }
    void add(const IntegerDense &op, const Node &)
    {
        LayerMakeup layer{.inputs = op.inputs, .outputs = op.outputs};
        countWeights(layer, op.weights);
        layer.bits = bitsOf(op.weights);
        layer.inWholeNumbers = true;
        addLayer(layer, 1);
    }
    static LayerMakeup convolution(const ConvolutionShape &shape)
    {
        return {.isConvolution = true, .inputs = shape.in.channels, .outputs = shape.outputs};
    }
    static std::uint64_t windows(const ConvolutionShape &shape)
    {
        const Plane out = shape.out();
        return static_cast<std::uint64_t>(out.height) * static_cast<std::uint64_t>(out.width);
    }
    void add(const Convolution &op, const Node &)
    {
        LayerMakeup layer = convolution(op);
        countWeights(layer, op.weights);
        layer.bits = bitsOf(op.weights, op.outputs);
        addLayer(layer, windows(op));
    }
    void add(const IntegerConvolution &op, const Node &)
    {
        LayerMakeup layer = convolution(op);
        countWeights(layer, op.weights);
        layer.bits = bitsOf(op.weights);
        layer.inWholeNumbers = true;
        addLayer(layer, windows(op));
    }
    void addThreshold(std::int32_t feature, float threshold)
    {
        m_thresholds.push_back(static_cast<std::uint64_t>(feature) << 32 |
                               std::bit_cast<std::uint32_t>(threshold));
    }
    void addLeafValues(const std::vector<float> &values)
    {
        for (const float value : values)
            m_leafValues.push_back(std::bit_cast<std::uint32_t>(value));
    }
    void add(const TreeEnsemble &op, const Node &)
    {
        m_makeup.trees += op.roots.size();
        addLeafValues(op.leafValues);
        for (const std::int32_t root : op.roots)
            m_makeup.operations += walk(op, root) + static_cast<std::uint64_t>(op.outputs);
    }
    /// Counts what is below the root; the depth of the tree.
    std::uint64_t walk(const TreeEnsemble &op, std::int32_t root)
    {
        std::uint64_t deepest = 0;
        std::vector<std::pair<std::int32_t, std::uint64_t>> open{{root, 0}};
        while (!open.empty()) {
            const auto [index, depth] = open.back();
            open.pop_back();
            const TreeNode &node = op.nodes[static_cast<std::size_t>(index)];
            deepest = std::max(deepest, depth);
            if (node.feature < 0) {
                ++m_makeup.leaves;
                continue;
            }
            ++m_makeup.questions;
            addThreshold(node.feature, node.threshold);
            open.emplace_back(node.left, depth + 1);
            open.emplace_back(node.right, depth + 1);
        }
        return deepest;
    }
    void add(const SymmetricEnsemble &op, const Node &)
    {
        m_makeup.trees += op.levels.size();
        m_makeup.questions += op.questions.size();
        for (const LevelQuestion &question : op.questions)
            addThreshold(question.feature, question.threshold);
        addLeafValues(op.leafValues);
        const auto outputs = static_cast<std::uint64_t>(std::max(1, op.outputs));
        m_makeup.leaves += op.leafValues.size() / outputs;
        m_makeup.operations += op.questions.size() + op.levels.size() * outputs;
    }
    void addPoints(std::size_t numbers, int inputs, std::size_t others)
    {
        m_makeup.points += numbers / static_cast<std::size_t>(std::max(1, inputs));
        m_makeup.operations += numbers + others;
    }
    void add(const KernelSum &op, const Node &)
    {
        addPoints(op.supports.size(), op.inputs, op.coefficients.size());
    }
    void add(const Neighbours &op, const Node &) { addPoints(op.points.size(), op.inputs, 0); }
    void add(const PeriodicEmbedding &op, const Node &)
    {
        m_makeup.operations += op.frequency.size() + op.weights.size();
    }
    void add(const WeightedSum &op, const Node &node)
    {
        m_makeup.operations += op.weights.size() * static_cast<std::uint64_t>(node.width);
    }

    const Graph &m_graph;
    ModelMakeup m_makeup;
    std::vector<std::uint64_t> m_thresholds; ///< feature and the threshold's bits
    std::vector<std::uint32_t> m_leafValues; ///< their bits
    std::set<int> m_columns;
};

} // namespace

ModelMakeup makeupOf(const Graph &graph)
{
    return Counting(graph).run();
}

} // namespace leptune
