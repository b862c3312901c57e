// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_body.h"

#include "core/base/error.h"
#include "core/model/packed_bytes.h"

namespace leptune {
namespace {

/// Pixels read pictures of their shape, and nothing else reads pictures.
void requirePictures(const std::string &name, const Schema &schema, const Graph &graph)
{
    for (const Node &node : graph.nodes)
        for (const NodeId input : node.inputs) {
            const auto *source =
                std::get_if<InputColumn>(&graph.nodes[static_cast<std::size_t>(input)].op);
            if (!source)
                continue;
            const RawColumn &column = schema.columns[static_cast<std::size_t>(source->column)];
            const auto *pixels = std::get_if<Pixels>(&node.op);
            const bool isPicture = column.type == ColumnType::Picture;
            requireOfModel(isPicture ? pixels && pixels->shape == column.picture : !pixels, name,
                           "it reads pictures in another form than the schema says");
        }
}

std::shared_ptr<const Graph> checkedGraph(const std::string &name, const Schema &schema,
                                          Graph graph)
{
    validateGraph(graph, schema.columns.size());
    for (const Node &node : graph.nodes) {
        requireOfModel(!std::holds_alternative<InputMatrix>(node.op), name,
                       "it reads a matrix of features");
        const auto *input = std::get_if<InputColumn>(&node.op);
        const bool fits =
            !input ||
            schema.columns[static_cast<std::size_t>(input->column)].asNumber == input->asNumber;
        requireOfModel(fits, name, "it reads a column in another form than the schema says");
    }
    requirePictures(name, schema, graph);
    requireOfModel(graph.outputWidth() == schema.outputs(), name,
                   "it answers " + std::to_string(graph.outputWidth()) + " numbers a row, not " +
                       std::to_string(schema.outputs()));
    return std::make_shared<const Graph>(std::move(graph));
}

/// The file says which columns are read, so that this is known while the graph is packed.
void requireUsedColumns(const Graph &graph, const Schema &schema)
{
    const std::vector<bool> used = usedColumns(graph, schema.columns.size());
    for (std::size_t i = 0; i < used.size(); ++i)
        requireOfModel(schema.columns[i].used == used[i], schema.target,
                       "it reads other columns than it says");
}

} // namespace

void requireOfModel(bool holds, const std::string &model, const std::string &detail)
{
    if (!holds)
        throw Error(ErrorCode::BadFormat, "model " + model, detail + "; the model can't be used");
}

ModelBody::ModelBody(const std::string &model, const Schema &schema, Graph graph)
    : m_subject(model), m_interpreter(checkedGraph(model, schema, std::move(graph)))
{
    m_packed = packGraph(m_interpreter->graph());
    std::call_once(m_unpacked, [] {});
}

ModelBody::ModelBody(std::vector<std::uint8_t> packed, std::string subject)
    : m_subject(std::move(subject)), m_packed(std::move(packed))
{
}

const Interpreter &ModelBody::interpreter(const Schema &schema) const
{
    std::call_once(m_unpacked, [&] {
        Graph unpacked = unpackGraph(m_packed, m_subject);
        try {
            auto graph = checkedGraph(schema.target, schema, std::move(unpacked));
            requireUsedColumns(*graph, schema);
            m_interpreter.emplace(std::move(graph));
        } catch (const Error &error) {
            ByteReader({}, m_subject).damaged(error.what());
        }
    });
    return *m_interpreter;
}

} // namespace leptune
