// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_writer.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace leptune {
namespace {

onnx::AttributeProto attribute(const char *name, onnx::AttributeProto_AttributeType type)
{
    onnx::AttributeProto result;
    result.set_name(name);
    result.set_type(type);
    return result;
}

} // namespace

onnx::AttributeProto onnxInt(const char *name, std::int64_t value)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_INT);
    result.set_i(value);
    return result;
}

onnx::AttributeProto onnxInts(const char *name, std::span<const std::int64_t> values)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_INTS);
    result.mutable_ints()->Add(values.begin(), values.end());
    return result;
}

onnx::AttributeProto onnxFloat(const char *name, float value)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_FLOAT);
    result.set_f(value);
    return result;
}

onnx::AttributeProto onnxFloats(const char *name, std::span<const float> values)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_FLOATS);
    result.mutable_floats()->Add(values.begin(), values.end());
    return result;
}

onnx::AttributeProto onnxText(const char *name, const std::string &value)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_STRING);
    result.set_s(value);
    return result;
}

onnx::AttributeProto onnxTexts(const char *name, std::span<const std::string> values)
{
    auto result = attribute(name, onnx::AttributeProto_AttributeType_STRINGS);
    for (const std::string &value : values)
        result.add_strings(value);
    return result;
}

OnnxName OnnxWriter::fresh()
{
    return m_prefix + std::to_string(m_count++);
}

onnx::NodeProto &OnnxWriter::node(const char *type, const OnnxNames &inputs,
                                  std::span<const onnx::AttributeProto> attributes,
                                  const char *domain)
{
    onnx::NodeProto &result = *m_graph.add_node();
    result.set_op_type(type);
    result.set_domain(domain);
    for (const std::string &input : inputs)
        result.add_input(input);
    for (const onnx::AttributeProto &value : attributes)
        *result.add_attribute() = value;
    return result;
}

OnnxName OnnxWriter::add(const char *type, const OnnxNames &inputs,
                         std::span<const onnx::AttributeProto> attributes, const char *domain)
{
    onnx::NodeProto &result = node(type, inputs, attributes, domain);
    const OnnxName name = fresh();
    result.set_name(name);
    result.add_output(name);
    return name;
}

OnnxName OnnxWriter::add(const char *type, const OnnxNames &inputs,
                         std::initializer_list<onnx::AttributeProto> attributes, const char *domain)
{
    return add(type, inputs, std::span(attributes.begin(), attributes.size()), domain);
}

std::pair<OnnxName, OnnxName>
OnnxWriter::addPair(const char *type, const OnnxNames &inputs,
                    std::initializer_list<onnx::AttributeProto> attributes)
{
    onnx::NodeProto &result = node(type, inputs, {attributes.begin(), attributes.size()}, "");
    const OnnxName first = fresh();
    const OnnxName second = fresh();
    result.set_name(first);
    result.add_output(first);
    result.add_output(second);
    return {first, second};
}

void OnnxWriter::output(const OnnxName &value, const std::string &name)
{
    onnx::NodeProto &result = node("Identity", {value}, {}, "");
    result.set_name(fresh());
    result.add_output(name);
}

OnnxName OnnxWriter::cast(const OnnxName &value, onnx::TensorProto_DataType type)
{
    return add("Cast", {value}, {onnxInt("to", type)});
}

OnnxName OnnxWriter::tensor(onnx::TensorProto_DataType type, std::span<const std::int64_t> dims,
                            const void *data, std::size_t bytes)
{
    const std::string_view raw(static_cast<const char *>(data), bytes);
    const std::size_t hash = std::hash<std::string_view>()(raw);
    const auto [first, last] = m_constants.equal_range(hash);
    for (auto known = first; known != last; ++known)
        if (known->second->data_type() == type && known->second->raw_data() == raw &&
            std::ranges::equal(known->second->dims(), dims))
            return known->second->name();
    onnx::TensorProto &result = *m_graph.add_initializer();
    result.set_name(fresh());
    result.set_data_type(type);
    result.mutable_dims()->Add(dims.begin(), dims.end());
    result.set_raw_data(data, bytes);
    m_constants.emplace(hash, &result);
    return result.name();
}

OnnxName OnnxWriter::constant(std::span<const float> values, std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_FLOAT, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::constant(std::span<const double> values, std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_DOUBLE, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::constant(std::span<const std::int64_t> values,
                              std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_INT64, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::constant(std::span<const std::uint8_t> values,
                              std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_UINT8, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::constant(std::span<const std::int8_t> values,
                              std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_INT8, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::constant(std::span<const std::int32_t> values,
                              std::span<const std::int64_t> dims)
{
    return tensor(onnx::TensorProto_DataType_INT32, dims, values.data(), values.size_bytes());
}

OnnxName OnnxWriter::row(std::span<const float> values)
{
    const std::int64_t dims[] = {1, static_cast<std::int64_t>(values.size())};
    return constant(values, dims);
}

OnnxName OnnxWriter::ints(std::initializer_list<std::int64_t> values)
{
    const std::int64_t dims[] = {static_cast<std::int64_t>(values.size())};
    return constant(std::span(values.begin(), values.size()), dims);
}

OnnxName OnnxWriter::scalar(float value)
{
    return constant(std::span(&value, 1), std::span<const std::int64_t>());
}

OnnxName OnnxWriter::scalar(double value)
{
    return constant(std::span(&value, 1), std::span<const std::int64_t>());
}

OnnxName OnnxWriter::scalar(std::int64_t value)
{
    return constant(std::span(&value, 1), std::span<const std::int64_t>());
}

OnnxName OnnxWriter::repeated(std::span<const float> values)
{
    if (m_rowShape.empty()) {
        const OnnxName rows = add("Gather", {add("Shape", {m_rowSource}), ints({0})});
        m_rowShape = add("Concat", {rows, ints({1})}, {onnxInt("axis", 0)});
    }
    return add("Expand", {row(values), m_rowShape});
}

} // namespace leptune
