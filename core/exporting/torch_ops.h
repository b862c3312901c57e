// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/torch_source.h"

#include <initializer_list>
#include <string_view>

namespace leptune {

/// Writes nodes of an ONNX graph as lines of TorchScript, with the words of PyTorch 1.13 and later.
class TorchOps {
public:
    explicit TorchOps(TorchSource &source) : m_source(source) {}

    /// A tensor of the file; equal names are written once, when they are used first.
    void addConstant(const onnx::TensorProto &tensor);
    /// `name` is from here on this expression, which is computed where it is used first.
    void bind(const std::string &name, std::string expression, int onnxType);
    /// Throws Error(Unsupported) for an operation that is not known here.
    void add(const onnx::NodeProto &node);
    /// What stands for a tensor of the graph.
    std::string value(const std::string &name);
    /// The lines since the last call.
    std::string takeLines();

private:
    struct Value {
        std::string text;
        int type = 0; ///< onnx::TensorProto_DataType
        bool isWritten = true;
        std::string step =
            {}; ///< `text` are whole numbers of this unit, as float64; empty: no codes
    };
    struct Constant {
        const onnx::TensorProto *tensor = nullptr;
        std::string name; ///< in the source, empty where it was not used yet
    };
    std::string input(const onnx::NodeProto &node, int index) { return value(node.input(index)); }
    int typeOf(const std::string &name) const;
    const onnx::TensorProto *constant(const std::string &name) const;
    std::vector<std::int64_t> ints(const std::string &name) const;
    const Value *codesOf(const std::string &name) const;
    std::string wholeProduct(const onnx::NodeProto &node, const char *function,
                             const std::vector<std::string> &more);
    void give(const onnx::NodeProto &node, const std::string &expression, int type);
    void addLine(std::size_t indent, std::initializer_list<std::string_view> parts);
    std::string newName() { return std::string("v").append(std::to_string(m_count++)); }

    bool addPlain(const onnx::NodeProto &node);
    bool addShaped(const onnx::NodeProto &node);
    bool addProduct(const onnx::NodeProto &node);
    bool addCodes(const onnx::NodeProto &node);
    void addGather(const onnx::NodeProto &node);
    void addLookUp(const onnx::NodeProto &node);
    void addTextLookUp(const onnx::NodeProto &node);
    void addNumberLookUp(const onnx::NodeProto &node);
    void addLabels(const onnx::NodeProto &node);
    std::string floats(const std::vector<float> &values, const std::vector<std::int64_t> &dims);

    TorchSource &m_source;
    std::map<std::string, Value> m_values;
    std::map<std::string, Constant> m_constants;
    std::string m_lines;
    int m_count = 0;
};

} // namespace leptune
