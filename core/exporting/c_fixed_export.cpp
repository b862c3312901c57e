// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_fixed_export.h"

#include "core/base/error.h"
#include "core/exporting/c_buffers.h"
#include "core/exporting/c_fixed_codes.h"
#include "core/exporting/c_fixed_heads.h"
#include "core/exporting/c_names.h"
#include "core/exporting/c_planes.h"
#include "core/exporting/c_trees.h"
#include "core/exporting/fixed_point_units.h"
#include "core/model/convolution_matrix.h"
#include "core/model/integer_form.h"

#include <algorithm>
#include <set>

namespace leptune {
namespace {

/// The nodes that compute numbers, each reading those whose numbers it reads in the end.
Graph computedGraph(const Graph &graph, const FixedPointPlan &plan)
{
    Graph result = graph;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Node &node = result.nodes[i];
        const bool isComputed = plan.isComputed(static_cast<NodeId>(i));
        if (isComputed && !std::holds_alternative<Concat>(node.op)) // whose inputs have an order
            node.inputs = plan.sourcesOf(static_cast<NodeId>(i));
        else if (!isComputed)
            node = {InputColumn{}, {}, node.width};
    }
    return result;
}

CFixedCells cellsOf(const Graph &graph, const FixedPointPlan &plan)
{
    const CBuffers buffers(computedGraph(graph, plan));
    std::map<NodeId, std::size_t> offsets;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (plan.isComputed(static_cast<NodeId>(i)))
            offsets[static_cast<NodeId>(i)] = buffers.offset(static_cast<NodeId>(i));
    return {std::move(offsets), buffers.size()};
}

/// Writes the nodes that compute.
class FixedWriter {
public:
    FixedWriter(const Model &model, const CInterface &interface, CWriter &to)
        : m_graph(model.graph()),
          m_interface(interface),
          m_plan(model),
          m_cells(cellsOf(m_graph, m_plan)),
          m_to(to)
    {
    }

    /// Answers where the answer stands.
    CValue write()
    {
        for (m_at = 0; m_at < m_graph.nodes.size(); ++m_at)
            if (m_plan.isComputed(static_cast<NodeId>(m_at)))
                std::visit(*this, m_graph.nodes[m_at].op);
        return value(m_graph.output);
    }
    const CFixedCells &cells() const { return m_cells; }

    template <typename Op>
    void operator()(const Op &)
    {
    }
    void operator()(const Dense &op)
    {
        writeFixedConstant(m_to, out(), op.bias, m_plan.unit(at()).bits);
    }
    void operator()(const IntegerDense &op)
    {
        if (op.inputs == 0) {
            std::vector<float> answers;
            for (std::size_t o = 0; o < op.steps.size(); ++o)
                answers.push_back(static_cast<float>(integerBias(op, o)) *
                                  (op.inputStep * op.steps[o]));
            return writeFixedConstant(m_to, out(), answers, m_plan.unit(at()).bits);
        }
        fixedScaleFunction(m_to);
        const std::string name = m_to.function("lept_fixed_dense", R"(
/* Weights [outputs, inputs]. */
static void $NAME(int *out, const unsigned char *codes, int inputs, int outputs, int zero,
                  const signed char *weights, const int *bias, const int *multipliers,
                  const unsigned char *shifts)
{
    int i, o;
    for (o = 0; o < outputs; ++o, weights += inputs) {
        int sum = bias[o];
        for (i = 0; i < inputs; ++i)
            sum += (codes[i] - zero) * weights[i];
        out[o] = lept_scaled(sum, multipliers[o], shifts[o]);
    }
}
)");
        const std::string codes = openCodes(op.inputStep, op.zeroPoint);
        m_to.line(name + '(' + out().pointer() + ", " + codes + ", " + std::to_string(op.inputs) +
                  ", " + out().count() + ", " + std::to_string(op.zeroPoint) + ", " +
                  m_to.integers(wide(transposed(op.weights, static_cast<std::size_t>(op.outputs))),
                                CType::I8)
                      .name +
                  ", " + sumTables(op) + ");");
        m_to.closeBlock();
    }
    void operator()(const IntegerConvolution &op)
    {
        fixedScaleFunction(m_to);
        std::string text =
            cConvolution("unsigned char", "signed char", "int", "bias[o]",
                         "(from[c] - zero) * w[c]", "lept_scaled(sum, multipliers[o], shifts[o])");
        text = replaced(text, "float *out", "int *out");
        text = replaced(text, "$ARGUMENTS",
                        "const int *bias, const int *multipliers,\n                  const "
                        "unsigned char *shifts, int zero");
        const std::string name = m_to.function("lept_fixed_convolution", text);
        const std::string codes = openCodes(op.inputStep, op.zeroPoint);
        m_to.line(name + '(' + out().pointer() + ", " + codes + ", " + cPlaneArguments(op) + ", " +
                  m_to.integers(wide(op.weights), CType::I8).name + ", " + sumTables(op) + ", " +
                  std::to_string(op.zeroPoint) + ");");
        m_to.closeBlock();
    }
    /// Parts may stand in their place already.
    void operator()(const Concat &)
    {
        const int bits = m_plan.unit(at()).bits;
        CValue part = out();
        for (const NodeId input : node().inputs) {
            part.width = value(input).width;
            const int inputBits = m_plan.unit(input).bits;
            if (part.offset != value(input).offset || inputBits != bits)
                writeFixedScaled(m_to, part, value(input), std::ldexp(1.0, bits - inputBits));
            part.offset += static_cast<std::size_t>(part.width);
        }
    }
    void operator()(const Activation &) { writeFixedRelu(m_to, out(), x()); }
    void operator()(const TreeEnsemble &op) { writeTrees(op); }
    void operator()(const SymmetricEnsemble &op) { writeTrees(op); }
    void operator()(const Pool &op) { writePool(m_to, op, out(), x(), true); }
    void operator()(const WeightedSum &op)
    {
        std::vector<CValue> inputs;
        std::vector<int> bits;
        for (const NodeId input : node().inputs) {
            inputs.push_back(value(input));
            bits.push_back(m_plan.unit(input).bits);
        }
        writeFixedWeightedSum(m_to, op, out(), m_plan.unit(at()).bits, inputs, bits);
    }
    void operator()(const Softmax &) { writeFixedSoftmax(m_to, out(), x(), inputBits()); }
    void operator()(const Logistic &) { writeFixedLogistic(m_to, out(), x(), inputBits()); }
    void operator()(const Calibrate &op) { writeFixedCalibrate(m_to, op, out(), x(), inputBits()); }
    void operator()(const Normalize &) { writeFixedNormalize(m_to, out(), x()); }
    void operator()(const Clip &op) { writeFixedClip(m_to, op, out(), x(), inputBits()); }

private:
    NodeId at() const { return static_cast<NodeId>(m_at); }
    const Node &node() const { return m_graph.nodes[m_at]; }
    int inputBits() const { return m_plan.unit(node().inputs[0]).bits; }
    CValue value(NodeId id) const
    {
        return {{}, m_cells.offset(id), m_graph.nodes[static_cast<std::size_t>(id)].width};
    }
    CValue out() const { return value(at()); }
    CValue x() const { return value(node().inputs[0]); }

    static std::vector<std::int64_t> wide(const std::vector<std::int8_t> &weights)
    {
        return {weights.begin(), weights.end()};
    }

    /// The codes that the layer reads, in a block that is left open.
    std::string openCodes(float step, int zeroPoint)
    {
        const NodeId input = node().inputs[0];
        const Node &source = m_graph.nodes[static_cast<std::size_t>(input)];
        const auto *pixels = std::get_if<Pixels>(&source.op);
        if (!pixels) // lines that fill cells go first
            for (const CodedFeature &feature : m_plan.features(at()))
                m_cells.place(m_to, m_interface, feature.source);
        m_to.line("{");
        m_to.line("unsigned char codes[" + std::to_string(source.width) + "];");
        m_to.addBlockRam(static_cast<std::size_t>(source.width));
        if (!pixels) {
            writeCodes(m_to, m_interface, m_plan, m_cells, m_plan.features(at()), "codes");
            return "codes";
        }
        const auto &cells =
            std::get<InputColumn>(m_graph.nodes[static_cast<std::size_t>(source.inputs[0])].op);
        writePixelCodes(m_to, *pixels, codesOf(step, zeroPoint),
                        "input->" + m_interface.fields[static_cast<std::size_t>(cells.column)],
                        "codes");
        return "codes";
    }

    /// Biases of sums, and the ratios of their units to that of the node.
    template <typename Layer>
    std::string sumTables(const Layer &op)
    {
        std::vector<std::int64_t> bias, multipliers, shifts;
        for (std::size_t o = 0; o < op.steps.size(); ++o) {
            const float scale = op.inputStep * op.steps[o];
            const FixedRatio ratio =
                ratioOf(std::ldexp(static_cast<double>(scale), m_plan.unit(at()).bits));
            bias.push_back(integerBias(op, o));
            multipliers.push_back(ratio.multiplier);
            shifts.push_back(ratio.shift);
        }
        return m_to.integers(bias, CType::I32).name + ", " +
               m_to.integers(multipliers, CType::I32).name + ", " +
               m_to.integers(shifts, CType::U8).name;
    }

    template <typename Trees>
    void writeTrees(const Trees &op)
    {
        const NodeId input = node().inputs[0];
        const CBins &bins = m_plan.bins(input);
        const int bits = m_plan.unit(at()).bits;
        writeFixedConstant(m_to, out(), op.base, bits);
        if (op.leafValues.empty()) // no trees
            return;
        if (m_binned.insert(input).second)
            writeBins(bins, input);
        writeTreeSums(m_to, op, bins, {out().pointer(), bins.name(), std::ldexp(1.0, -bits)});
    }
    void writeBins(const CBins &bins, NodeId input)
    {
        const auto bytes = static_cast<std::size_t>(bins.columns() + CBins::kZeroColumns);
        m_to.line("unsigned char " + bins.name() + '[' + std::to_string(bytes) + "] = {0};");
        m_to.addRam(bytes);
        if (bins.columns() > 0)
            writeCodes(m_to, m_interface, m_plan, m_cells, m_plan.binFeatures(input), bins.name());
    }

    const Graph &m_graph;
    const CInterface &m_interface;
    FixedPointPlan m_plan;
    CFixedCells m_cells;
    CWriter &m_to;
    std::set<NodeId> m_binned; ///< nodes whose bins stand in their array
    std::size_t m_at = 0;
};

/// The lines from the answer to what the entry returns.
void writeAnswer(CWriter &to, const Model &model, const CValue &answer, int bits)
{
    const Schema &schema = model.schema();
    if (schema.task == TaskKind::Regression)
        return to.line("return " + answer.at() + ';');
    to.line("if (probability != NULL)");
    to.line("    memcpy(probability, " + answer.pointer() + ", " + answer.count() +
            " * sizeof(int));");
    if (schema.task == TaskKind::Binary) {
        const auto least = static_cast<std::int64_t>(
            std::ceil(std::ldexp(static_cast<double>(model.threshold()), bits)));
        to.line("return " + answer.at(schema.positive) + " >= " + std::to_string(least) + " ? " +
                std::to_string(schema.positive) + " : " + std::to_string(1 - schema.positive) +
                ';');
        return;
    }
    to.line("return " + cLargest(to, model, "int", answer.pointer()) + ';');
}

std::string entryHead(const Model &model, const CInterface &interface)
{
    std::string text = "int " + interface.prefix + "_predict(const " + interface.prefix;
    return text.append(model.schema().task == TaskKind::Regression
                           ? "_input *input)\n"
                           : "_input *input, int *probability)\n");
}

std::string entryStart(const std::string &lines, std::size_t numbers)
{
    std::string text = "{\n    int w[" + std::to_string(std::max<std::size_t>(numbers, 1)) + "];\n";
    if (lines.find("for (i = 0") != std::string::npos)
        text += "    int i;\n";
    return lines.find("input->") != std::string::npos ? text : text + "    (void)input;\n";
}

} // namespace

CInterface fixedPointInterface(const Model &model, const std::string &path)
{
    CInterface interface = cInterface(model, path);
    const FixedPointPlan plan(model);
    interface.fixedPoint = {plan.columnBits(), plan.unit(model.graph().output).bits};
    return interface;
}

CSources fixedPointSources(const Model &model, const CInterface &interface)
{
    CWriter to;
    FixedWriter writer(model, interface, to);
    const CValue answer = writer.write();
    writeAnswer(to, model, answer, interface.fixedPoint->answerBits);
    const std::string names = cClassNames(to, model, interface);
    const std::size_t ram = to.ramBytes() + writer.cells().size() * sizeof(int);
    requireStack(ram);
    return {cSourceHead(interface, "#include <string.h>\n") + to.tables() + to.functions() + names +
                '\n' + entryHead(model, interface) + entryStart(to.lines(), writer.cells().size()) +
                to.lines() + "}\n",
            cHeader(model, interface, to.tableBytes(), ram)};
}

RawBatch onWholeNumbers(RawBatch rows, const CFixedPoint &fixed)
{
    for (std::size_t i = 0; i < rows.columns.size(); ++i)
        for (float &number : rows.columns[i].numbers)
            if (!std::isnan(number))
                number = static_cast<float>(
                    std::ldexp(static_cast<double>(wholeNumber(number, fixed.columnBits[i])),
                               -fixed.columnBits[i]));
    return rows;
}

} // namespace leptune
