// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_export.h"

#include "core/base/error.h"
#include "core/exporting/c_buffers.h"
#include "core/exporting/c_csv.h"
#include "core/exporting/c_names.h"
#include "core/exporting/c_ops.h"
#include "core/exporting/c_trees.h"
#include "core/model/integer_form.h"

#include <algorithm>

namespace leptune {
namespace {

/// Bins of every node that trees read.
std::map<NodeId, CBins> binsOf(const Graph &graph)
{
    std::map<NodeId, CBins> result;
    const auto add = [&](const Node &node, const auto &trees) {
        const NodeId input = node.inputs[0];
        result.try_emplace(input, "bins" + std::to_string(input)).first->second.addQuestions(trees);
    };
    for (const Node &node : graph.nodes) {
        if (const auto *trees = std::get_if<TreeEnsemble>(&node.op))
            add(node, *trees);
        if (const auto *trees = std::get_if<SymmetricEnsemble>(&node.op))
            add(node, *trees);
    }
    for (auto &[input, bins] : result)
        bins.finish();
    return result;
}

/// Writes the nodes of one Model in order.
class CModelWriter {
public:
    CModelWriter(const Model &model, const CInterface &interface, CWriter &to)
        : m_graph(model.graph()),
          m_interface(interface),
          m_buffers(m_graph),
          m_bins(binsOf(m_graph)),
          m_to(to)
    {
    }

    /// Answers where the answer stands.
    CValue write()
    {
        for (m_at = 0; m_at < m_graph.nodes.size(); ++m_at)
            if (m_graph.nodes[m_at].width > 0)
                std::visit(*this, m_graph.nodes[m_at].op);
        return value(m_graph.output);
    }
    /// Floats.
    std::size_t arena() const { return m_buffers.size(); }

    void operator()(const InputColumn &) {}
    void operator()(const InputMatrix &) const
    {
        throw Error(ErrorCode::Internal, "c", "a model can't read a feature matrix");
    }
    void operator()(const LookUp &op) { writeLookUp(m_to, op, out(), field(), column().asNumber); }
    void operator()(const OneHot &op) { writeOneHot(m_to, op, out(), x()); }
    void operator()(const Impute &op) { writeImpute(m_to, op, out(), x()); }
    void operator()(const MissingIndicator &) { writeMissingIndicator(m_to, out(), x()); }
    void operator()(const Scale &op) { writeScale(m_to, op, out(), x()); }
    void operator()(const SmoothClip &op) { writeSmoothClip(m_to, op, out(), x()); }
    void operator()(const CleanRange &op) { writeCleanRange(m_to, op, out(), x()); }
    void operator()(const DateParts &op) { writeDateParts(m_to, op, out(), x()); }
    void operator()(const Concat &)
    {
        int first = 0;
        for (const NodeId input : node().inputs) {
            const CValue part = value(input);
            if (part.width > 0 &&
                (!part.field.empty() || !m_buffers.isInPlace(static_cast<NodeId>(m_at), input)))
                writeCopy(m_to, out(), first, part);
            first += part.width;
        }
    }
    void operator()(const Select &op) { writeSelect(m_to, op, out(), x()); }
    void operator()(const Dense &op)
    {
        if (op.inputs == 0)
            return writeConstant(m_to, out(), op.bias);
        writeDense(m_to, op, out(), x());
    }
    void operator()(const IntegerDense &op)
    {
        if (op.inputs > 0)
            return writeIntegerDense(m_to, op, out(), x());
        std::vector<float> answers;
        for (std::size_t o = 0; o < op.steps.size(); ++o)
            answers.push_back(static_cast<float>(integerBias(op, o)) *
                              (op.inputStep * op.steps[o]));
        writeConstant(m_to, out(), answers);
    }
    void operator()(const Activation &op) { writeActivation(m_to, op.kind, out(), x()); }
    void operator()(const TreeEnsemble &op) { writeTrees(m_to, op, bins(), out(), x()); }
    void operator()(const SymmetricEnsemble &op) { writeTrees(m_to, op, bins(), out(), x()); }
    void operator()(const KernelSum &op) { writeKernelSum(m_to, op, out(), x()); }
    void operator()(const Neighbours &op) { writeNeighbours(m_to, op, out(), x()); }
    void operator()(const WeightedSum &op)
    {
        std::vector<CValue> inputs;
        for (const NodeId input : node().inputs)
            inputs.push_back(value(input));
        writeWeightedSum(m_to, op, out(), inputs);
    }
    void operator()(const Softmax &) { writeSoftmax(m_to, out(), x()); }
    void operator()(const Logistic &) { writeLogistic(m_to, out(), x()); }
    void operator()(const Calibrate &op) { writeCalibrate(m_to, op, out(), x()); }
    void operator()(const Normalize &) { writeNormalize(m_to, out(), x()); }
    void operator()(const Clip &op) { writeClip(m_to, op, out(), x()); }
    void operator()(const Derive &op) { writeDerive(m_to, op, out(), x()); }
    void operator()(const Pixels &op) { writePixels(m_to, op, out(), field()); }
    void operator()(const Convolution &op) { writeConvolution(m_to, op, out(), x()); }
    void operator()(const Pool &op) { writePool(m_to, op, out(), x()); }
    void operator()(const IntegerConvolution &op) { writeIntegerConvolution(m_to, op, out(), x()); }
    void operator()(const PeriodicEmbedding &op) { writePeriodicEmbedding(m_to, op, out(), x()); }
    void operator()(const Blend &op) { writeBlend(m_to, op, out(), x(), value(node().inputs[1])); }

private:
    const Node &node() const { return m_graph.nodes[m_at]; }
    const InputColumn &column() const
    {
        const auto source = static_cast<std::size_t>(node().inputs[0]);
        return std::get<InputColumn>(m_graph.nodes[source].op);
    }
    std::string fieldOf(const InputColumn &op) const
    {
        return "input->" + m_interface.fields[static_cast<std::size_t>(op.column)];
    }
    /// Of the raw column that the node reads.
    std::string field() const { return fieldOf(column()); }
    CValue value(NodeId id) const
    {
        const Node &node = m_graph.nodes[static_cast<std::size_t>(id)];
        if (const auto *op = std::get_if<InputColumn>(&node.op))
            return {fieldOf(*op), 0, node.width};
        return {{}, m_buffers.offset(id), node.width};
    }
    CValue out() const { return value(static_cast<NodeId>(m_at)); }
    CValue x() const { return value(node().inputs[0]); }
    CBins &bins() { return m_bins.at(node().inputs[0]); }

    const Graph &m_graph;
    const CInterface &m_interface;
    CBuffers m_buffers;
    std::map<NodeId, CBins> m_bins;
    CWriter &m_to;
    std::size_t m_at = 0;
};

/// The lines from the answer to what the entry returns.
void writeAnswer(CWriter &to, const Model &model, const CValue &answer)
{
    const Schema &schema = model.schema();
    if (schema.task == TaskKind::Regression)
        return to.line("return " + answer.at() + ';');
    to.line("if (probability != NULL)");
    to.line("    memcpy(probability, " + answer.pointer() + ", " + answer.count() +
            " * sizeof(float));");
    if (schema.task == TaskKind::Binary) {
        to.line("return " + answer.at(schema.positive) + " >= " + cFloat(model.threshold()) +
                " ? " + std::to_string(schema.positive) + " : " +
                std::to_string(1 - schema.positive) + ';');
        return;
    }
    to.line("return " + cLargest(to, model, "float", answer.pointer()) + ';');
}

std::string entryHead(const Model &model, const CInterface &interface)
{
    const std::string &prefix = interface.prefix;
    return model.schema().task == TaskKind::Regression
               ? "float " + prefix + "_predict(const " + prefix + "_input *input)\n"
               : "int " + prefix + "_predict(const " + prefix +
                     "_input *input, float *probability)\n";
}

std::string entryArena(std::size_t floats, const CInterface &interface)
{
    const bool reads = std::ranges::any_of(interface.fields,
                                           [](const std::string &field) { return !field.empty(); });
    return (floats > 0 ? "    float w[" + std::to_string(floats) + "];\n" : "") +
           (reads ? "" : "    (void)input;\n");
}

} // namespace

CSources cSources(const Model &model, const CInterface &interface)
{
    CWriter to;
    CModelWriter writer(model, interface, to);
    const CValue answer = writer.write();
    writeAnswer(to, model, answer);
    const std::string names = cClassNames(to, model, interface);
    const std::size_t ram = to.ramBytes() + writer.arena() * sizeof(float);
    requireStack(ram);
    return {cSourceHead(interface, "#include <math.h>\n#include <string.h>\n") + to.tables() +
                to.functions() + names + '\n' + entryHead(model, interface) + "{\n" +
                entryArena(writer.arena(), interface) + to.lines() + "}\n" +
                cCsvSource(model, interface),
            cHeader(model, interface, to.tableBytes(), ram)};
}

} // namespace leptune
