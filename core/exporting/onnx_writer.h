// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace leptune {

constexpr const char *kMlDomain = "ai.onnx.ml";

/// Names of tensors that a node reads or gives.
using OnnxName = std::string;
using OnnxNames = std::vector<std::string>;

onnx::AttributeProto onnxInt(const char *name, std::int64_t value);
onnx::AttributeProto onnxInts(const char *name, std::span<const std::int64_t> values);
onnx::AttributeProto onnxFloat(const char *name, float value);
onnx::AttributeProto onnxFloats(const char *name, std::span<const float> values);
onnx::AttributeProto onnxText(const char *name, const std::string &value);
onnx::AttributeProto onnxTexts(const char *name, std::span<const std::string> values);

/// Appends nodes and constants to an ONNX graph under names of its own that begin with `prefix`.
class OnnxWriter {
public:
    OnnxWriter(onnx::GraphProto &graph, std::string prefix)
        : m_graph(graph), m_prefix(std::move(prefix))
    {
    }

    /// Appends a node with one output and returns that output's name.
    OnnxName add(const char *type, const OnnxNames &inputs,
                 std::span<const onnx::AttributeProto> attributes = {}, const char *domain = "");
    OnnxName add(const char *type, const OnnxNames &inputs,
                 std::initializer_list<onnx::AttributeProto> attributes, const char *domain = "");
    /// The same with a second output.
    std::pair<OnnxName, OnnxName> addPair(const char *type, const OnnxNames &inputs,
                                          std::initializer_list<onnx::AttributeProto> attributes);
    /// The last value of a graph under the name it has outside.
    void output(const OnnxName &value, const std::string &name);

    // Equal constants are written once.
    OnnxName cast(const OnnxName &value, onnx::TensorProto_DataType type);
    OnnxName constant(std::span<const float> values, std::span<const std::int64_t> dims);
    OnnxName constant(std::span<const double> values, std::span<const std::int64_t> dims);
    OnnxName constant(std::span<const std::int64_t> values, std::span<const std::int64_t> dims);
    OnnxName constant(std::span<const std::uint8_t> values, std::span<const std::int64_t> dims);
    OnnxName constant(std::span<const std::int8_t> values, std::span<const std::int64_t> dims);
    OnnxName constant(std::span<const std::int32_t> values, std::span<const std::int64_t> dims);
    /// One row [1, n].
    OnnxName row(std::span<const float> values);
    OnnxName ints(std::initializer_list<std::int64_t> values);
    /// Scalars.
    OnnxName scalar(float value);
    OnnxName scalar(double value);
    OnnxName scalar(std::int64_t value);

    /// `anyInput` has as many rows as every other input.
    void setRowSource(const OnnxName &anyInput) { m_rowSource = anyInput; }
    /// The same values in every row: [N, n].
    OnnxName repeated(std::span<const float> values);

private:
    OnnxName fresh();
    onnx::NodeProto &node(const char *type, const OnnxNames &inputs,
                          std::span<const onnx::AttributeProto> attributes, const char *domain);
    OnnxName tensor(onnx::TensorProto_DataType type, std::span<const std::int64_t> dims,
                    const void *data, std::size_t bytes);

    onnx::GraphProto &m_graph;
    std::string m_prefix;
    int m_count = 0;
    OnnxName m_rowSource;
    OnnxName m_rowShape;
    std::multimap<std::size_t, const onnx::TensorProto *> m_constants; ///< by a hash of their data
};

} // namespace leptune
