// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/torch_source.h"

#include "core/base/error.h"
#include "core/exporting/torch_ops.h"

#include <algorithm>
#include <set>

namespace leptune {
namespace {

/// Whose results the nodes up to `wanted` need, in order.
std::vector<const onnx::NodeProto *> nodesFor(const onnx::GraphProto &graph, std::string wanted,
                                              const std::string &given)
{
    std::set<std::string> needed{std::move(wanted)};
    std::vector<const onnx::NodeProto *> result;
    for (int i = graph.node_size() - 1; i >= 0; --i) {
        const onnx::NodeProto &node = graph.node(i);
        const bool gives = std::ranges::any_of(node.output(), [&](const std::string &name) {
            return name != given && needed.contains(name);
        });
        if (!gives)
            continue;
        result.push_back(&node);
        needed.insert(node.input().begin(), node.input().end());
    }
    std::ranges::reverse(result);
    return result;
}

class SourceWriter {
public:
    SourceWriter(const onnx::GraphProto &graph, const Model &model)
        : m_graph(graph), m_model(model), m_to(m_source)
    {
        for (const onnx::TensorProto &tensor : graph.initializer())
            m_to.addConstant(tensor);
    }

    TorchSource source()
    {
        const bool isRegression = m_model.schema().task == TaskKind::Regression;
        const std::string answer = m_graph.output(isRegression ? 0 : 1).name();
        readInputs();
        m_source.methods = forward(answer);
        if (!isRegression)
            m_source.methods += labels(answer, m_graph.output(0).name());
        return std::move(m_source);
    }

private:
    /// Names stand in a list: spellings of any kind are data then, not source.
    void readInputs()
    {
        std::vector<std::string> &names = m_source.texts["names"];
        for (const onnx::ValueInfoProto &input : m_graph.input()) {
            std::string cells = "[self.names[";
            cells.append(std::to_string(names.size())).append("]]");
            names.push_back(input.name());
            const int type = input.type().tensor_type().elem_type();
            if (type == onnx::TensorProto_DataType_STRING) {
                m_readsTexts = true;
                m_to.bind(input.name(), cells.insert(0, "texts"), type);
            } else if (type == onnx::TensorProto_DataType_UINT8) {
                m_to.bind(input.name(), cells.insert(0, "columns"), type);
            } else {
                cells.insert(0, "torch.reshape(torch.to(columns");
                m_to.bind(input.name(), cells.append(", 6, False, False), [-1, 1])"), type);
            }
        }
    }

    std::string forward(const std::string &answer)
    {
        for (const onnx::NodeProto *node : nodesFor(m_graph, answer, {}))
            m_to.add(*node);
        std::string text = "  def forward(self: __torch__.Model, columns: Dict[str, Tensor]";
        text += m_readsTexts ? ", texts: Dict[str, List[str]]" : "";
        text += ") -> Tensor:\n";
        return text.append(body(answer));
    }

    /// The nodes behind `answer`'s Identity read what that one reads.
    std::string labels(const std::string &answer, const std::string &label)
    {
        std::string before = answer;
        for (const onnx::NodeProto &node : m_graph.node())
            if (node.op_type() == "Identity" && node.output(0) == answer)
                before = node.input(0);
        m_to.bind(before, "answer", onnx::TensorProto_DataType_FLOAT);
        for (const onnx::NodeProto *node : nodesFor(m_graph, label, before))
            m_to.add(*node);
        std::string text = "  def labels(self: __torch__.Model, answer: Tensor) -> List[str]:\n";
        return text.append(body(label));
    }

    /// The lines so far and what they return.
    std::string body(const std::string &name)
    {
        const std::string result = m_to.value(name); // may be a line more
        return m_to.takeLines().append("    return ").append(result).append("\n");
    }

    const onnx::GraphProto &m_graph;
    const Model &m_model;
    TorchSource m_source;
    TorchOps m_to;
    bool m_readsTexts = false;
};

} // namespace

TorchSource torchSource(const onnx::GraphProto &graph, const Model &model)
{
    return SourceWriter(graph, model).source();
}

} // namespace leptune
