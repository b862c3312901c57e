// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/exporting/export_model.h"
#include "core/exporting/onnx_file.h"
#include "core/exporting/onnx_ops.h"
#include "core/exporting/valid_names.h"
#include "core/model/integer_form.h"
#include "core/model/symmetric_trees.h"

#include <onnx/checker.h>
#include <onnx/shape_inference/implementation.h>

#include <algorithm>

namespace leptune {
namespace {

bool anyColumnStartsWith(const Schema &schema, const std::string &prefix)
{
    return std::ranges::any_of(schema.columns, [&](const RawColumn &column) {
        return column.name.compare(0, prefix.size(), prefix) == 0;
    });
}

bool isColumn(const Schema &schema, const std::string &name)
{
    return std::ranges::any_of(schema.columns,
                               [&](const RawColumn &column) { return column.name == name; });
}

/// `name`, lengthened until no input column is called so.
std::string outputName(const Schema &schema, std::string name)
{
    while (isColumn(schema, name))
        name += '_';
    return name;
}

/// Writes the nodes of one Model in order.
class ModelWriter {
public:
    ModelWriter(const Model &model, onnx::GraphProto &graph)
        : m_model(model),
          m_schema(model.schema()),
          m_graph(graph),
          m_to(graph, prefix(m_schema)),
          m_values(model.graph().nodes.size()),
          m_planes(model.graph().nodes.size())
    {
    }

    void write()
    {
        writeInputs();
        const Graph &graph = m_model.graph();
        for (m_at = 0; m_at < graph.nodes.size(); ++m_at) {
            const Node &node = graph.nodes[m_at];
            if (node.width > 0)
                m_values[m_at] = std::visit(*this, node.op);
        }
        const OnnxName answer = rows(graph.output);
        if (m_schema.task == TaskKind::Regression) {
            writeOutput(answer, "label", onnx::TensorProto_DataType_FLOAT, 1);
            return;
        }
        writeOutput(writeLabel(m_to, m_model, answer), "label", onnx::TensorProto_DataType_STRING,
                    0);
        writeOutput(answer, "probability", onnx::TensorProto_DataType_FLOAT, m_schema.outputs());
    }

    OnnxName operator()(const InputColumn &op) const
    {
        return m_schema.columns[static_cast<std::size_t>(op.column)].name;
    }
    OnnxName operator()(const InputMatrix &) const
    {
        throw Error(ErrorCode::Internal, "onnx", "a model can't read a feature matrix");
    }
    OnnxName operator()(const LookUp &op)
    {
        const Node &source = m_model.graph().nodes[static_cast<std::size_t>(node().inputs[0])];
        return writeLookUp(m_to, op, input(), std::get<InputColumn>(source.op).asNumber);
    }
    OnnxName operator()(const OneHot &op) { return writeOneHot(m_to, op, input()); }
    OnnxName operator()(const Impute &op) { return writeImpute(m_to, op, input()); }
    OnnxName operator()(const MissingIndicator &) { return writeMissingIndicator(m_to, input()); }
    OnnxName operator()(const Scale &op) { return writeScale(m_to, op, input()); }
    OnnxName operator()(const SmoothClip &op) { return writeSmoothClip(m_to, op, input()); }
    OnnxName operator()(const CleanRange &op) { return writeCleanRange(m_to, op, input()); }
    OnnxName operator()(const DateParts &op) { return writeDateParts(m_to, op, input()); }
    OnnxName operator()(const Concat &)
    {
        OnnxNames parts = inputs();
        std::erase(parts, OnnxName());
        return parts.size() == 1 ? parts[0] : m_to.add("Concat", parts, {onnxInt("axis", 1)});
    }
    OnnxName operator()(const Select &op)
    {
        const std::vector<std::int64_t> columns(op.columns.begin(), op.columns.end());
        const std::int64_t dims[] = {static_cast<std::int64_t>(columns.size())};
        return m_to.add("Gather", {input(), m_to.constant(std::span(columns), dims)},
                        {onnxInt("axis", 1)});
    }
    OnnxName operator()(const Dense &op)
    {
        if (op.inputs == 0)
            return m_to.repeated(op.bias);
        if (const Planes *planes = onlyPlanes())
            return writeDense(m_to, readingPlanes(op, planes->plane),
                              flattened(m_to, planes->name));
        return writeDense(m_to, op, input());
    }
    OnnxName operator()(const IntegerDense &op)
    {
        if (const Planes *planes = op.inputs > 0 ? onlyPlanes() : nullptr)
            return writeIntegerDense(m_to, readingPlanes(op, planes->plane),
                                     flattened(m_to, planes->name));
        if (op.inputs > 0)
            return writeIntegerDense(m_to, op, input());
        std::vector<float> answers;
        for (std::size_t o = 0; o < op.steps.size(); ++o)
            answers.push_back(static_cast<float>(integerBias(op, o)) *
                              (op.inputStep * op.steps[o]));
        return m_to.repeated(answers);
    }
    OnnxName operator()(const Activation &op)
    {
        if (const Planes *planes = onlyPlanes())
            return givePlanes(writeActivation(m_to, op.kind, planes->name), planes->plane);
        return writeActivation(m_to, op.kind, input());
    }
    OnnxName operator()(const TreeEnsemble &op)
    {
        if (op.roots.empty())
            return m_to.repeated(op.base);
        // Trees of an empty width are leaves: any column will do.
        const OnnxName x = input().empty() ? m_to.repeated(std::vector<float>(1)) : input();
        return writeTrees(m_to, op, x);
    }
    OnnxName operator()(const SymmetricEnsemble &op) { return (*this)(toTrees(op)); }
    OnnxName operator()(const KernelSum &op) { return writeKernelSum(m_to, op, input()); }
    OnnxName operator()(const Neighbours &op) { return writeNeighbours(m_to, op, input()); }
    OnnxName operator()(const WeightedSum &op)
    {
        if (const Planes *first = onlyPlanes()) {
            OnnxNames parts;
            for (const NodeId id : node().inputs)
                parts.push_back(planes(id, first->plane));
            return givePlanes(writeWeightedSum(m_to, op, parts), first->plane);
        }
        return writeWeightedSum(m_to, op, inputs());
    }
    OnnxName operator()(const Softmax &) { return writeSoftmax(m_to, input()); }
    OnnxName operator()(const Logistic &) { return writeLogistic(m_to, input()); }
    OnnxName operator()(const Calibrate &op) { return writeCalibrate(m_to, op, input()); }
    OnnxName operator()(const Normalize &) { return writeNormalize(m_to, input(), node().width); }
    OnnxName operator()(const Clip &op) { return writeLimits(m_to, input(), op.low, op.high); }
    OnnxName operator()(const Derive &op) { return writeDerive(m_to, op, input()); }
    OnnxName operator()(const Pixels &op)
    {
        return givePlanes(writePixels(m_to, op, input()),
                          {op.shape.height, op.shape.width, op.shape.channels});
    }
    OnnxName operator()(const Convolution &op)
    {
        return givePlanes(writeConvolution(m_to, op, inputPlanes(op.in)), op.out());
    }
    OnnxName operator()(const Pool &op)
    {
        return givePlanes(writePool(m_to, op, inputPlanes(op.in)), op.out());
    }
    OnnxName operator()(const IntegerConvolution &op)
    {
        return givePlanes(writeIntegerConvolution(m_to, op, inputPlanes(op.in)), op.out());
    }
    OnnxName operator()(const PeriodicEmbedding &op)
    {
        return writePeriodicEmbedding(m_to, op, input());
    }
    OnnxName operator()(const Blend &op) { return writeBlend(m_to, op, inputs()); }

private:
    static std::string prefix(const Schema &schema)
    {
        std::string result = "n";
        while (anyColumnStartsWith(schema, result) ||
               outputName(schema, "label").starts_with(result))
            result += '_';
        return result;
    }
    const Node &node() const { return m_model.graph().nodes[m_at]; }
    OnnxName input() { return rows(node().inputs[0]); }
    OnnxNames inputs()
    {
        OnnxNames result;
        for (const NodeId id : node().inputs)
            result.push_back(rows(id));
        return result;
    }
    OnnxName inputPlanes(const Plane &plane) { return planes(node().inputs[0], plane); }

    /// What a node gives as planes, [N, channels, height, width]; rows are written when they are
    /// asked for.
    struct Planes {
        OnnxName name;
        Plane plane;
    };
    OnnxName givePlanes(const OnnxName &name, const Plane &plane)
    {
        m_planes[m_at] = {name, plane};
        return {};
    }
    OnnxName rows(NodeId id)
    {
        const auto at = static_cast<std::size_t>(id);
        if (m_values[at].empty() && !m_planes[at].name.empty())
            m_values[at] = rowsOf(m_to, m_planes[at].name, m_planes[at].plane);
        return m_values[at];
    }
    OnnxName planes(NodeId id, const Plane &plane)
    {
        const Planes &known = m_planes[static_cast<std::size_t>(id)];
        return !known.name.empty() && known.plane == plane ? known.name
                                                           : planesOf(m_to, rows(id), plane);
    }
    /// The planes of the first input, where its rows have not been written.
    const Planes *onlyPlanes() const
    {
        const auto at = static_cast<std::size_t>(node().inputs[0]);
        return m_values[at].empty() && !m_planes[at].name.empty() ? &m_planes[at] : nullptr;
    }

    static void describe(onnx::ValueInfoProto &info, const std::string &name,
                         onnx::TensorProto_DataType type, int width)
    {
        info.set_name(name);
        auto &tensor = *info.mutable_type()->mutable_tensor_type();
        tensor.set_elem_type(type);
        tensor.mutable_shape()->add_dim()->set_dim_param("rows");
        if (width > 0)
            tensor.mutable_shape()->add_dim()->set_dim_value(width);
    }

    static void describePicture(onnx::ValueInfoProto &info, const RawColumn &column)
    {
        describe(info, column.name, onnx::TensorProto_DataType_UINT8, column.picture.height);
        auto &shape = *info.mutable_type()->mutable_tensor_type()->mutable_shape();
        shape.add_dim()->set_dim_value(column.picture.width);
        shape.add_dim()->set_dim_value(column.picture.channels);
    }

    void writeInput(const RawColumn &column)
    {
        if (column.name.empty())
            throw Error(
                ErrorCode::Unsupported, "onnx",
                "a column without a name can't be an input of an ONNX file; name the column in "
                "the data and train again");
        onnx::ValueInfoProto &input = *m_graph.add_input();
        if (column.type == ColumnType::Picture)
            describePicture(input, column);
        else
            describe(input, column.name,
                     column.asNumber ? onnx::TensorProto_DataType_FLOAT
                                     : onnx::TensorProto_DataType_STRING,
                     1);
    }

    /// A Model that reads nothing still has to be told the number of rows: by its first column.
    void writeInputs()
    {
        for (const RawColumn &column : m_schema.columns)
            if (column.used)
                writeInput(column);
        if (m_graph.input_size() == 0 && !m_schema.columns.empty())
            writeInput(m_schema.columns[0]);
        if (m_graph.input_size() == 0)
            throw Error(ErrorCode::Unsupported, "onnx",
                        "a model without any column can't be an ONNX file");
        m_to.setRowSource(m_graph.input(0).name());
    }

    void writeOutput(const OnnxName &value, const std::string &name,
                     onnx::TensorProto_DataType type, int width)
    {
        const std::string outside = outputName(m_schema, name);
        m_to.output(value, outside);
        describe(*m_graph.add_output(), outside, type, width);
    }

    const Model &m_model;
    const Schema &m_schema;
    onnx::GraphProto &m_graph;
    OnnxWriter m_to;
    std::vector<OnnxName> m_values; ///< rows
    std::vector<Planes> m_planes;
    std::size_t m_at = 0;
};

onnx::ModelProto emptyFile(const Model &model)
{
    onnx::ModelProto file;
    file.set_ir_version(8);
    file.set_producer_name("Leptune");
    file.set_producer_version(LEPTUNE_VERSION);
    auto &base = *file.add_opset_import();
    base.set_domain("");
    base.set_version(17);
    auto &ml = *file.add_opset_import();
    ml.set_domain(kMlDomain);
    ml.set_version(3);
    file.mutable_graph()->set_name(model.name().empty() ? "model" : model.name());
    return file;
}

/// ONNX's own checker and strict shape inference, on a copy.
void check(const onnx::ModelProto &file)
{
    try {
        onnx::checker::check_model(file);
        onnx::ModelProto copy = file;
        const onnx::ShapeInferenceOptions strict(true, 1, false);
        onnx::shape_inference::InferShapes(copy, onnx::OpSchemaRegistry::Instance(), strict);
    } catch (const std::exception &fault) {
        throw Error(ErrorCode::Internal, "onnx",
                    std::string("ONNX's checker refused the exported model: ") + fault.what());
    }
}

} // namespace

onnx::ModelProto onnxFile(const Model &model)
{
    if (const auto repaired = withValidNames(model))
        return onnxFile(*repaired);
    onnx::ModelProto file = emptyFile(model);
    ModelWriter(model, *file.mutable_graph()).write();
    addFacts(file, model);
    return file;
}

std::vector<std::uint8_t> onnxBytes(const Model &model)
{
    const onnx::ModelProto file = onnxFile(model);
    std::vector<std::uint8_t> bytes;
    // Protobuf files end at 2 GiB.
    const std::size_t size = file.ByteSizeLong();
    if (size >= std::size_t{1} << 31)
        throw Error(
            ErrorCode::Unsupported, "onnx",
            "the model is larger than the 2 GiB that an ONNX file may have; export it as native "
            "or compress it first");
    check(file);
    bytes.resize(size);
    if (!file.SerializeToArray(bytes.data(), static_cast<int>(size)))
        throw Error(ErrorCode::Internal, "onnx", "the model could not be serialised");
    return bytes;
}

} // namespace leptune
