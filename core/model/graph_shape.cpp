// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/graph_shape.h"

#include "core/model/planes.h"
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {
namespace {

NodeShape problem(std::string text)
{
    return {0, std::move(text)};
}

/// Sizes that have to agree; the first mismatch stays.
class Checker {
public:
    Checker &equal(const char *what, std::size_t have, std::int64_t want)
    {
        return require(want >= 0 && have == static_cast<std::size_t>(want),
                       std::string(what) + " hold " + std::to_string(have) + " values, not " +
                           std::to_string(want));
    }
    Checker &require(bool holds, const std::string &text)
    {
        if (!holds && m_problem.empty())
            m_problem = text;
        return *this;
    }
    NodeShape shape(std::int64_t width) const
    {
        if (!m_problem.empty())
            return problem(m_problem);
        if (width < 0 || width > kWidestNode)
            return problem("a width of " + std::to_string(width) + " is out of range");
        return {static_cast<int>(width), {}};
    }

private:
    std::string m_problem;
};

std::int64_t product(int a, int b)
{
    return a < 0 || b < 0 ? -1 : static_cast<std::int64_t>(a) * b;
}

/// Every node below a root is reached once, so that walking ends; features and leaves exist.
std::string treeProblem(const TreeEnsemble &trees, int inputWidth)
{
    const auto count = static_cast<std::int64_t>(trees.nodes.size());
    std::vector<bool> reached(trees.nodes.size(), false);
    std::vector<std::int32_t> open;
    for (const std::int32_t root : trees.roots) {
        open.assign(1, root);
        while (!open.empty()) {
            const std::int32_t index = open.back();
            open.pop_back();
            if (index < 0 || index >= count)
                return "a tree names a node that does not exist";
            if (reached[static_cast<std::size_t>(index)])
                return "a tree node has two parents";
            reached[static_cast<std::size_t>(index)] = true;
            const TreeNode &node = trees.nodes[static_cast<std::size_t>(index)];
            if (node.feature < 0) {
                const std::int64_t leaves =
                    static_cast<std::int64_t>(trees.leafValues.size()) / trees.outputs;
                if (node.left < 0 || node.left >= leaves)
                    return "a leaf names a value that does not exist";
                continue;
            }
            if (node.feature >= inputWidth)
                return "a tree asks for feature " + std::to_string(node.feature) + " of " +
                       std::to_string(inputWidth);
            if (std::isnan(node.threshold))
                return "a tree has a threshold that is not a number";
            open.push_back(node.right);
            open.push_back(node.left);
        }
    }
    return {};
}

/// Sizes that fit the levels, features that exist.
std::string symmetricProblem(const SymmetricEnsemble &trees, int inputWidth)
{
    std::size_t questions = 0, leaves = 0;
    for (const int levels : trees.levels) {
        if (levels < 0 || levels > kMostLevels)
            return "a symmetric tree has " + std::to_string(levels) + " levels";
        questions += static_cast<std::size_t>(levels);
        leaves += std::size_t{1} << levels;
    }
    if (questions != trees.questions.size() ||
        leaves * static_cast<std::size_t>(trees.outputs) != trees.leafValues.size())
        return "its questions or leaves do not fit its levels";
    for (const LevelQuestion &question : trees.questions) {
        if (question.feature < 0 || question.feature >= inputWidth)
            return "a tree asks for feature " + std::to_string(question.feature) + " of " +
                   std::to_string(inputWidth);
        if (std::isnan(question.threshold))
            return "a tree has a threshold that is not a number";
    }
    return {};
}

/// A unit of every sum is above 0 and small and large enough for the bias.
template <typename Layer>
bool hasIntegerScales(const Layer &op)
{
    for (std::size_t o = 0; o < op.steps.size() && o < op.bias.size(); ++o) {
        const float scale = op.inputStep * op.steps[o];
        if (!(scale > 0.0F) || !std::isfinite(scale) ||
            !(std::abs(op.bias[o]) <= kMostIntegerBias * scale))
            return false;
    }
    return true;
}

/// One overload an operation; `m_in` are the widths of the inputs.
class ShapeVisitor {
public:
    ShapeVisitor(const Graph &graph, const Node &node) : m_graph(graph), m_node(node)
    {
        for (const NodeId input : node.inputs)
            m_in.push_back(graph.nodes[static_cast<std::size_t>(input)].width);
    }

    NodeShape operator()(const InputColumn &op) const
    {
        return inputs(0).require(op.column >= 0, "a negative column").shape(1);
    }
    NodeShape operator()(const InputMatrix &) const { return inputs(0).shape(m_node.width); }
    NodeShape operator()(const LookUp &op) const
    {
        Checker check = inputs(1);
        const InputColumn *source = m_in.size() == 1 ? rawInput(0) : nullptr;
        check.require(source, "a look-up has to read a raw column");
        if (source) {
            check.require(source->asNumber ? op.keys.empty() : op.numberKeys.empty(),
                          "the keys are not of the column's kind");
            check.equal("values", op.values.size(),
                        static_cast<std::int64_t>(op.keys.size() + op.numberKeys.size()));
        }
        return check.shape(1);
    }
    NodeShape operator()(const OneHot &op) const
    {
        return inputs(1).equal("input", width(), 1).shape(op.count);
    }
    NodeShape operator()(const Impute &op) const
    {
        return inputs(1).equal("values", op.values.size(), width()).shape(width());
    }
    NodeShape operator()(const MissingIndicator &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const Scale &op) const
    {
        return inputs(1)
            .equal("offsets", op.offset.size(), width())
            .equal("scales", op.scale.size(), width())
            .shape(width());
    }
    NodeShape operator()(const SmoothClip &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const CleanRange &op) const
    {
        Checker check = inputs(1);
        if (!op.low.empty() || !op.high.empty())
            check.equal("low limits", op.low.size(), width())
                .equal("high limits", op.high.size(), width());
        return check.shape(width());
    }
    NodeShape operator()(const DateParts &op) const
    {
        return inputs(1)
            .equal("input", width(), 1)
            .shape(static_cast<std::int64_t>(op.parts.size()));
    }
    NodeShape operator()(const Concat &) const
    {
        std::int64_t total = 0;
        for (const int width : m_in)
            total += width;
        return numericInputs().shape(total);
    }
    NodeShape operator()(const Select &op) const
    {
        Checker check = inputs(1);
        for (const int column : op.columns)
            check.require(column >= 0 && column < width(), "a selected column does not exist");
        return check.shape(static_cast<std::int64_t>(op.columns.size()));
    }
    NodeShape operator()(const Dense &op) const
    {
        return inputs(1)
            .equal("input", width(), op.inputs)
            .equal("weights", op.weights.size(), product(op.inputs, op.outputs))
            .equal("biases", op.bias.size(), op.outputs)
            .shape(op.outputs);
    }
    NodeShape operator()(const IntegerDense &op) const
    {
        Checker check = inputs(1)
                            .equal("input", width(), op.inputs)
                            .equal("weights", op.weights.size(), product(op.inputs, op.outputs));
        return wholeNumbers(check, op, op.inputs).shape(op.outputs);
    }
    NodeShape operator()(const Activation &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const TreeEnsemble &op) const
    {
        Checker check = inputs(1);
        check.require(op.outputs > 0, "no output").equal("base values", op.base.size(), op.outputs);
        if (!check.shape(op.outputs).problem.empty())
            return check.shape(op.outputs);
        const std::string fault = treeProblem(op, static_cast<int>(width()));
        return check.require(fault.empty(), fault).shape(op.outputs);
    }
    NodeShape operator()(const SymmetricEnsemble &op) const
    {
        Checker check = inputs(1);
        check.require(op.outputs > 0, "no output").equal("base values", op.base.size(), op.outputs);
        if (!check.shape(op.outputs).problem.empty())
            return check.shape(op.outputs);
        const std::string fault = symmetricProblem(op, static_cast<int>(width()));
        return check.require(fault.empty(), fault).shape(op.outputs);
    }
    NodeShape operator()(const KernelSum &op) const
    {
        const std::int64_t count = rowsOf(op.coefficients.size(), op.outputs);
        return inputs(1)
            .require(op.outputs > 0, "no output")
            .require(op.inputs > 0, "no input")
            .require(std::isfinite(op.gamma) && op.gamma >= 0.0F, "gamma is not a positive number")
            .equal("input", width(), op.inputs)
            .equal("coefficients", op.coefficients.size(), count * std::max(op.outputs, 0))
            .equal("supports", op.supports.size(), count * op.inputs)
            .equal("biases", op.bias.size(), op.outputs)
            .require(isScaleOf(op.scale, op.inputs), "its scale has another width")
            .shape(op.outputs);
    }
    NodeShape operator()(const Neighbours &op) const
    {
        const std::int64_t count = rowsOf(op.values.size(), op.outputs);
        return inputs(1)
            .require(op.outputs > 0, "no output")
            .require(op.inputs > 0, "no input")
            .require(op.k > 0 && op.k <= count, "more neighbours than points")
            .equal("input", width(), op.inputs)
            .equal("values", op.values.size(), count * std::max(op.outputs, 0))
            .equal("points", op.points.size(), count * op.inputs)
            .require(isScaleOf(op.scale, op.inputs), "its scale has another width")
            .shape(op.outputs);
    }
    NodeShape operator()(const WeightedSum &op) const
    {
        Checker check = numericInputs();
        check.require(!m_in.empty(), "nothing to sum")
            .equal("weights", op.weights.size(), static_cast<std::int64_t>(m_in.size()));
        for (const int width : m_in)
            check.require(width == m_in[0], "the summed inputs differ in width");
        return check.shape(m_in.empty() ? 0 : m_in[0]);
    }
    NodeShape operator()(const Softmax &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const Logistic &) const
    {
        return inputs(1).equal("input", width(), 1).shape(2);
    }
    NodeShape operator()(const Calibrate &op) const
    {
        return inputs(1)
            .equal("slopes", op.slope.size(), width())
            .equal("intercepts", op.intercept.size(), width())
            .shape(width());
    }
    NodeShape operator()(const Normalize &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const Clip &) const { return inputs(1).shape(width()); }
    NodeShape operator()(const Derive &op) const
    {
        Checker check = inputs(1);
        for (const DerivedFeature &feature : op.features) {
            const std::string fault = derivedProblem(feature, static_cast<int>(width()));
            check.require(fault.empty(), fault);
        }
        return check.shape(static_cast<std::int64_t>(op.features.size()));
    }
    NodeShape operator()(const Pixels &op) const
    {
        const InputColumn *source = m_in.size() == 1 ? rawInput(0) : nullptr;
        const std::string fault = pixelsProblem(op);
        return inputs(1)
            .require(source && !source->asNumber, "pixels have to be of a raw column")
            .require(fault.empty(), fault)
            .shape(static_cast<std::int64_t>(op.shape.bytes()));
    }
    NodeShape operator()(const Convolution &op) const
    {
        const std::string fault = convolutionProblem(op, op.weights.size(), op.bias.size());
        return planes(op.in, fault).shape(fault.empty() ? planeSize(op.out()) : 0);
    }
    NodeShape operator()(const Pool &op) const
    {
        const std::string fault = poolProblem(op);
        return planes(op.in, fault).shape(fault.empty() ? planeSize(op.out()) : 0);
    }
    NodeShape operator()(const IntegerConvolution &op) const
    {
        const std::string fault = convolutionProblem(op, op.weights.size(), op.bias.size());
        if (!fault.empty())
            return problem(fault);
        return wholeNumbers(planes(op.in, fault), op, op.windowSize()).shape(planeSize(op.out()));
    }
    NodeShape operator()(const PeriodicEmbedding &op) const
    {
        const std::int64_t cosines = width() * op.frequencies;
        return inputs(1)
            .require(op.frequencies > 0 && op.frequencies <= kMostCosines && op.outputs > 0 &&
                         op.outputs <= kMostCosines,
                     "its cosines or outputs are out of range")
            .equal("frequencies", op.frequency.size(), cosines)
            .equal("phases", op.phase.size(), cosines)
            .equal("weights", op.weights.size(), cosines * op.outputs)
            .shape(width() * op.outputs);
    }
    NodeShape operator()(const Blend &op) const
    {
        return inputs(2)
            .require(m_in.size() == 2 && m_in[0] == m_in[1], "the blended inputs differ in width")
            .equal("shares", op.share.size(), width())
            .shape(width());
    }

private:
    const InputColumn *rawInput(std::size_t index) const
    {
        return std::get_if<InputColumn>(
            &m_graph.nodes[static_cast<std::size_t>(m_node.inputs[index])].op);
    }
    Checker numericInputs() const
    {
        Checker check;
        if (std::holds_alternative<LookUp>(m_node.op) || std::holds_alternative<Pixels>(m_node.op))
            return check;
        for (std::size_t i = 0; i < m_in.size(); ++i) {
            const InputColumn *raw = rawInput(i);
            check.require(!raw || raw->asNumber, "only a look-up or pixels may read such a column");
        }
        return check;
    }
    Checker inputs(std::size_t count) const
    {
        return numericInputs().require(m_in.size() == count, std::to_string(m_in.size()) +
                                                                 " inputs instead of " +
                                                                 std::to_string(count));
    }
    Checker planes(const Plane &in, const std::string &fault) const
    {
        Checker check = inputs(1).require(fault.empty(), fault);
        return fault.empty() ? check.equal("input", width(), planeSize(in)) : check;
    }
    /// What IntegerDense and IntegerConvolution share.
    template <typename Layer>
    static Checker wholeNumbers(Checker check, const Layer &op, int inputs)
    {
        return check.equal("steps", op.steps.size(), op.outputs)
            .equal("biases", op.bias.size(), op.outputs)
            .require(inputs <= kMostIntegerInputs, "more inputs than sums of 32 bits can take")
            .require(std::isfinite(op.inputStep) && op.inputStep > 0.0F,
                     "its input has no step above 0")
            .require(op.zeroPoint >= 0 && op.zeroPoint <= 255, "its zero point is no code")
            .require(hasIntegerScales(op), "its steps do not fit its biases")
            .require(std::ranges::find(op.weights, -128) == op.weights.end(),
                     "a weight is -128, which has no opposite");
    }
    std::int64_t width() const { return m_in.empty() ? 0 : m_in[0]; }
    static bool isScaleOf(const Scale &scale, int width)
    {
        return scale.offset.size() == scale.scale.size() &&
               (scale.offset.empty() || scale.offset.size() == static_cast<std::size_t>(width));
    }
    static std::int64_t rowsOf(std::size_t values, int columns)
    {
        return columns > 0 ? static_cast<std::int64_t>(values) / columns : 0;
    }

    const Graph &m_graph;
    const Node &m_node;
    std::vector<int> m_in;
};

} // namespace

NodeShape shapeOf(const Graph &graph, const Node &node)
{
    return std::visit(ShapeVisitor(graph, node), node.op);
}

} // namespace leptune
