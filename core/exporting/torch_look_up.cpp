// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"
#include "core/exporting/onnx_attributes.h"
#include "core/exporting/torch_ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

/// LabelEncoder, the look-up of the ONNX files: spellings to numbers, numbers to numbers, indices
/// of classes to spellings.
namespace leptune {
namespace {

std::string literal(float value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0.0F ? "inf" : "-inf";
    const std::string text = numberText(static_cast<double>(value));
    return text.find_first_of(".e") == std::string::npos ? std::string(text).append(".0") : text;
}

} // namespace

std::string TorchOps::floats(const std::vector<float> &values,
                             const std::vector<std::int64_t> &dims)
{
    std::string name = "t";
    name += std::to_string(m_source.tensors.size());
    std::string bytes(values.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    m_source.tensors.push_back({name, onnx::TensorProto_DataType_FLOAT, dims, std::move(bytes)});
    return std::string("self.").append(name);
}

void TorchOps::addLookUp(const onnx::NodeProto &node)
{
    if (onnxAttribute(node, "keys_strings"))
        return addTextLookUp(node);
    if (onnxAttribute(node, "keys_floats"))
        return addNumberLookUp(node);
    addLabels(node);
}

void TorchOps::addTextLookUp(const onnx::NodeProto &node)
{
    std::string table = "table";
    table += std::to_string(m_source.tables.size());
    std::map<std::string, double> &values = m_source.tables[table];
    const auto &keys = onnxAttribute(node, "keys_strings")->strings();
    for (int i = 0; i < keys.size(); ++i)
        values[keys[i]] = static_cast<double>(onnxAttribute(node, "values_floats")->floats(i));
    const std::string cells = input(node, 0);
    const std::string found = newName();
    const std::string cell = newName();
    addLine(4, {found, " = annotate(List[float], [])"});
    addLine(4, {"for ", cell, " in ", cells, ":"});
    addLine(6, {found, ".append(self.", table, ".get(", cell, ", ",
                literal(onnxAttribute(node, "default_float")->f()), "))"});
    std::string list = "torch.reshape(torch.tensor(";
    give(node, list.append(found).append(", dtype=6), [-1, 1])"), onnx::TensorProto_DataType_FLOAT);
}

void TorchOps::addNumberLookUp(const onnx::NodeProto &node)
{
    const auto &keys = onnxAttribute(node, "keys_floats")->floats();
    const auto &values = onnxAttribute(node, "values_floats")->floats();
    std::vector<int> order(static_cast<std::size_t>(keys.size()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](int i) { return keys[i]; });
    std::vector<float> sortedKeys, sortedValues;
    for (const int i : order) {
        sortedKeys.push_back(keys[i]);
        sortedValues.push_back(values[i]);
    }
    const std::vector<std::int64_t> dims{keys.size()};
    const std::string x = input(node, 0);
    const std::string known = floats(sortedKeys, dims);
    const std::string at = newName();
    addLine(4, {at, " = torch.clamp(torch.searchsorted(", known, ", torch.contiguous(", x,
                ")), 0, ", std::to_string(keys.size() - 1), ")"});
    const std::string hit = newName();
    addLine(4, {hit, " = torch.eq(torch.take(", known, ", ", at, "), ", x, ")"});
    const std::string value = newName();
    addLine(4, {value, " = torch.take(", floats(sortedValues, dims), ", ", at, ")"});
    std::string choice = "torch.where(";
    choice.append(hit).append(", ").append(value).append(", ");
    choice.append(floats({onnxAttribute(node, "default_float")->f()}, {})).append(")");
    give(node, choice, onnx::TensorProto_DataType_FLOAT);
}

void TorchOps::addLabels(const onnx::NodeProto &node)
{
    const auto &classes = onnxAttribute(node, "values_strings")->strings();
    m_source.texts["classes"] = {classes.begin(), classes.end()};
    const std::string index = input(node, 0);
    const std::string found = newName();
    const std::string row = newName();
    addLine(4, {found, " = annotate(List[str], [])"});
    addLine(4, {"for ", row, " in range(torch.size(", index, ", 0)):"});
    addLine(6, {found, ".append(self.classes[int(torch.select(", index, ", 0, ", row, "))])"});
    m_values[node.output(0)] = {found, onnx::TensorProto_DataType_STRING};
}

} // namespace leptune
