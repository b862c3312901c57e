// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/torch_ops.h"

#include "core/base/error.h"
#include "core/exporting/onnx_attributes.h"

#include <algorithm>
#include <cstring>

namespace leptune {
namespace {

constexpr int kFloat = onnx::TensorProto_DataType_FLOAT, kBool = onnx::TensorProto_DataType_BOOL,
              kLong = onnx::TensorProto_DataType_INT64, kText = onnx::TensorProto_DataType_STRING;
constexpr const char *kExact = "7"; // float64 in PyTorch's numbering of types

/// Operations that are a function of their inputs and nothing else.
const std::map<std::string, const char *> &plainOps()
{
    static const std::map<std::string, const char *> all{
        {"Add", "add"},       {"Sub", "sub"},         {"Mul", "mul"},           {"Div", "div"},
        {"Mod", "remainder"}, {"Min", "minimum"},     {"Max", "maximum"},       {"Sqrt", "sqrt"},
        {"Abs", "abs"},       {"Neg", "neg"},         {"Exp", "exp"},           {"Log", "log"},
        {"Cos", "cos"},       {"Round", "round"},     {"Floor", "floor"},       {"Where", "where"},
        {"MatMul", "matmul"}, {"Sigmoid", "sigmoid"}, {"Tanh", "tanh"},         {"Elu", "elu"},
        {"Selu", "selu"},     {"Erf", "erf"},         {"Softplus", "softplus"}, {"Relu", "relu"}};
    return all;
}

const std::map<std::string, const char *> &questions()
{
    static const std::map<std::string, const char *> all{
        {"Less", "lt"},           {"LessOrEqual", "le"},  {"Greater", "gt"},
        {"GreaterOrEqual", "ge"}, {"Equal", "eq"},        {"And", "logical_and"},
        {"Or", "logical_or"},     {"Not", "logical_not"}, {"IsNaN", "isnan"}};
    return all;
}

const char *torchType(int onnxType)
{
    switch (onnxType) {
    case onnx::TensorProto_DataType_UINT8:
        return "0";
    case onnx::TensorProto_DataType_INT8:
        return "1";
    case onnx::TensorProto_DataType_INT32:
        return "3";
    case onnx::TensorProto_DataType_INT64:
        return "4";
    case onnx::TensorProto_DataType_DOUBLE:
        return kExact;
    case onnx::TensorProto_DataType_BOOL:
        return "11";
    default:
        return "6";
    }
}

/// torch.function(arguments)
std::string called(const char *function, const std::vector<std::string> &arguments)
{
    std::string text = "torch.";
    text += function;
    text += '(';
    for (std::size_t i = 0; i < arguments.size(); ++i)
        text.append(i > 0 ? ", " : "").append(arguments[i]);
    return text.append(")");
}

std::string converted(const std::string &value, const char *type)
{
    return called("to", {value, type, "False", "False"});
}

std::string listText(const std::vector<std::string> &values)
{
    std::string text = "[";
    for (std::size_t i = 0; i < values.size(); ++i)
        text.append(i > 0 ? ", " : "").append(values[i]);
    return text.append("]");
}

std::string listText(const std::vector<std::int64_t> &values)
{
    std::vector<std::string> texts;
    for (const std::int64_t value : values)
        texts.push_back(std::to_string(value));
    return listText(texts);
}

std::string bracketed(const std::string &text)
{
    return std::string("(").append(text).append(")");
}

std::int64_t whole(const onnx::NodeProto &node, const char *name, std::int64_t usual)
{
    const onnx::AttributeProto *found = onnxAttribute(node, name);
    return found ? found->i() : usual;
}

std::vector<std::int64_t> wholes(const onnx::NodeProto &node, const char *name)
{
    const onnx::AttributeProto *found = onnxAttribute(node, name);
    return found ? std::vector<std::int64_t>(found->ints().begin(), found->ints().end())
                 : std::vector<std::int64_t>();
}

std::vector<std::int64_t> dimsOf(const onnx::TensorProto &tensor)
{
    return {tensor.dims().begin(), tensor.dims().end()};
}

} // namespace

void TorchOps::addConstant(const onnx::TensorProto &tensor)
{
    m_constants[tensor.name()] = {&tensor, {}};
}

void TorchOps::bind(const std::string &name, std::string expression, int onnxType)
{
    const bool isName = expression.find_first_of("([") == std::string::npos;
    m_values[name] = {std::move(expression), onnxType, isName || onnxType == kText};
}

std::string TorchOps::value(const std::string &name)
{
    if (const auto known = m_constants.find(name); known != m_constants.end()) {
        Constant &constant = known->second;
        if (constant.name.empty()) {
            constant.name = 't';
            constant.name += std::to_string(m_source.tensors.size());
            m_source.tensors.push_back({constant.name, constant.tensor->data_type(),
                                        dimsOf(*constant.tensor), constant.tensor->raw_data()});
        }
        return std::string("self.").append(constant.name);
    }
    Value &found = m_values.at(name);
    if (!found.isWritten) {
        const std::string written = newName();
        addLine(4, {written, " = ", found.text});
        found.text = written;
        found.isWritten = true;
    }
    return found.text;
}

void TorchOps::addLine(std::size_t indent, std::initializer_list<std::string_view> parts)
{
    m_lines.append(indent, ' ');
    for (const std::string_view part : parts)
        m_lines.append(part);
    m_lines += '\n';
}

std::string TorchOps::takeLines()
{
    return std::exchange(m_lines, std::string());
}

int TorchOps::typeOf(const std::string &name) const
{
    const onnx::TensorProto *tensor = constant(name);
    return tensor ? tensor->data_type() : m_values.at(name).type;
}

const onnx::TensorProto *TorchOps::constant(const std::string &name) const
{
    const auto found = m_constants.find(name);
    return found == m_constants.end() ? nullptr : found->second.tensor;
}

std::vector<std::int64_t> TorchOps::ints(const std::string &name) const
{
    const std::string &bytes = m_constants.at(name).tensor->raw_data();
    std::vector<std::int64_t> values(bytes.size() / sizeof(std::int64_t));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

void TorchOps::give(const onnx::NodeProto &node, const std::string &expression, int type)
{
    const std::string name = newName();
    addLine(4, {name, " = ", expression});
    m_values[node.output(0)] = {name, type};
}

void TorchOps::add(const onnx::NodeProto &node)
{
    if (addPlain(node) || addShaped(node) || addProduct(node) || addCodes(node))
        return;
    if (node.op_type() == "Gather")
        return addGather(node);
    if (node.op_type() == "LabelEncoder")
        return addLookUp(node);
    std::string why = "TorchScript can't express this model (";
    throw Error(ErrorCode::Unsupported, "torchscript",
                why.append(node.op_type()).append("); export it as onnx, c or native"));
}

bool TorchOps::addPlain(const onnx::NodeProto &node)
{
    const std::string &op = node.op_type();
    if (op == "Identity") {
        const std::string same = input(node, 0);
        m_values[node.output(0)] = {same, typeOf(node.input(0))};
        return true;
    }
    const auto plain = plainOps().find(op);
    const auto question = questions().find(op);
    const bool isQuestion = question != questions().end();
    if (plain == plainOps().end() && !isQuestion)
        return false;
    std::vector<std::string> arguments;
    for (int i = 0; i < node.input_size(); ++i)
        arguments.push_back(input(node, i));
    const int type = isQuestion ? kBool : typeOf(node.input(op == "Where" ? 1 : 0));
    if (op == "Div" && type == kLong)
        arguments.emplace_back("rounding_mode=\"floor\"");
    give(node, called(isQuestion ? question->second : plain->second, arguments), type);
    return true;
}

bool TorchOps::addShaped(const onnx::NodeProto &node)
{
    const std::string &op = node.op_type();
    const std::string keeps = whole(node, "keepdims", 1) ? "True" : "False";
    const auto given = [&](const char *function, std::vector<std::string> more, int type) {
        more.insert(more.begin(), input(node, 0));
        give(node, called(function, more), type);
        return true;
    };
    if (op == "Shape" && typeOf(node.input(0)) == kText)
        give(node, called("tensor", {listText({called("len", {input(node, 0)}), "1"})}), kLong);
    else if (op == "Shape")
        return given("_shape_as_tensor", {}, kLong);
    else if (op == "Expand")
        return given("expand",
                     {listText({std::string("int").append(
                                    bracketed(called("select", {input(node, 1), "0", "0"}))),
                                "-1"})},
                     typeOf(node.input(0)));
    else if (op == "Cast")
        give(node,
             converted(input(node, 0), torchType(static_cast<int>(whole(node, "to", kFloat)))),
             static_cast<int>(whole(node, "to", kFloat)));
    else if (op == "Concat") {
        std::vector<std::string> parts;
        for (int i = 0; i < node.input_size(); ++i)
            parts.push_back(input(node, i));
        give(node, called("cat", {listText(parts), std::to_string(whole(node, "axis", 0))}),
             typeOf(node.input(0)));
    } else if (op == "Reshape")
        return given("reshape", {listText(ints(node.input(1)))}, typeOf(node.input(0)));
    else if (op == "Transpose" && wholes(node, "perm").empty())
        return given("t", {}, typeOf(node.input(0)));
    else if (op == "Transpose")
        return given("permute", {listText(wholes(node, "perm"))}, typeOf(node.input(0)));
    else if (op == "Flatten")
        return given("flatten", {"1", "-1"}, typeOf(node.input(0)));
    else if (op == "Unsqueeze")
        return given("unsqueeze", {std::to_string(ints(node.input(1)).at(0))},
                     typeOf(node.input(0)));
    else if (op == "Softmax")
        return given("softmax", {std::to_string(whole(node, "axis", -1))}, kFloat);
    else if (op == "ReduceSum")
        return given("sum", {listText(ints(node.input(1))), keeps}, typeOf(node.input(0)));
    else if (op == "ReduceMax")
        return given("amax", {listText(wholes(node, "axes")), keeps}, typeOf(node.input(0)));
    else if (op == "ArgMax")
        return given("argmax", {std::to_string(whole(node, "axis", 0)), keeps}, kLong);
    else
        return false;
    return true;
}

const TorchOps::Value *TorchOps::codesOf(const std::string &name) const
{
    const auto found = m_values.find(name);
    return found != m_values.end() && !found->second.step.empty() ? &found->second : nullptr;
}

/// Of codes and with codes added: the exact sums, rounded to float32 once, in units of the last.
std::string TorchOps::wholeProduct(const onnx::NodeProto &node, const char *function,
                                   const std::vector<std::string> &more)
{
    const bool isGemm = node.op_type() == "Gemm";
    const Value *x = codesOf(node.input(0)), *weights = codesOf(node.input(1)),
                *bias = codesOf(node.input(2));
    std::vector<std::string> arguments{x->text, weights->text, bias->text};
    if (isGemm)
        arguments = {bias->text, x->text, weights->text};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const std::string units = isGemm ? bias->step : called("reshape", {bias->step, "[-1, 1, 1]"});
    return called("mul", {converted(called(function, arguments), torchType(kFloat)), units});
}

bool TorchOps::addProduct(const onnx::NodeProto &node)
{
    const std::string &op = node.op_type();
    if (op == "MaxPool" || op == "AveragePool") {
        give(node,
             called(op == "MaxPool" ? "max_pool2d" : "avg_pool2d",
                    {input(node, 0), listText(wholes(node, "kernel_shape")),
                     listText(wholes(node, "strides"))}),
             kFloat);
        return true;
    }
    if (op != "Gemm" && op != "Conv")
        return false;
    std::vector<std::string> more;
    if (op == "Conv") {
        const std::vector<std::int64_t> pads = wholes(node, "pads");
        more = {listText(wholes(node, "strides")),
                listText(std::vector<std::int64_t>{pads.begin(), pads.begin() + 2}), "[1, 1]",
                std::to_string(whole(node, "group", 1))};
    }
    const char *const function = op == "Gemm" ? "addmm" : "conv2d";
    if (codesOf(node.input(0))) {
        give(node, wholeProduct(node, function, more), kFloat);
        return true;
    }
    std::vector<std::string> arguments{input(node, 0), input(node, 1), input(node, 2)};
    if (op == "Gemm")
        std::ranges::rotate(arguments, arguments.end() - 1);
    arguments.insert(arguments.end(), more.begin(), more.end());
    give(node, called(function, arguments), kFloat);
    return true;
}

/// Codes of eight bits are numbers here; products of them are of float64, which holds their sums
/// exactly.
bool TorchOps::addCodes(const onnx::NodeProto &node)
{
    if (node.op_type() == "QuantizeLinear") {
        const std::string units =
            called("round", {called("div", {input(node, 0), input(node, 1)})});
        give(node, called("clamp", {called("add", {units, input(node, 2)}), "0", "255"}), kFloat);
        return true;
    }
    if (node.op_type() != "DequantizeLinear")
        return false;
    std::string zeros = converted(input(node, 2), kExact);
    const onnx::TensorProto *codes = constant(node.input(0));
    if (codes && codes->dims_size() > 1 && whole(node, "axis", 1) == 0) {
        std::vector<std::int64_t> dims(static_cast<std::size_t>(codes->dims_size()), 1);
        dims[0] = -1;
        zeros = called("reshape", {zeros, listText(dims)});
    }
    give(node, called("sub", {converted(input(node, 0), kExact), zeros}), kFloat);
    m_values[node.output(0)].step = input(node, 1);
    return true;
}

void TorchOps::addGather(const onnx::NodeProto &node)
{
    const onnx::TensorProto *places = constant(node.input(1));
    const std::string axis = std::to_string(whole(node, "axis", 0));
    const std::string from = input(node, 0);
    const int type = typeOf(node.input(0));
    if (places && places->dims_size() == 0)
        give(node, called("select", {from, axis, std::to_string(ints(node.input(1))[0])}), type);
    else if (places && places->dims_size() == 1)
        give(node, called("index_select", {from, axis, input(node, 1)}), type);
    else // of a table of one dimension
        give(node, called("take", {from, input(node, 1)}), type);
}

} // namespace leptune
