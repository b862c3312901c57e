// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"
#include "core/model/graph_shape.h"
#include "core/model/model.h"
#include "core/model/model_body.h"
#include "core/model/packed_ops.h"

#include <algorithm>
#include <array>

namespace leptune {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic{'L', 'E', 'P', 'T', 'M', 'D', 'L', '\n'};
constexpr std::uint32_t kVersion = 2;
/// Magic, version, CRC-32 of the rest, length of the rest.
constexpr std::size_t kHeaderBytes = 8 + 4 + 4 + 8;

void writeSchema(ByteWriter &to, const Schema &schema)
{
    to.text(schema.target);
    to.byte(static_cast<std::uint8_t>(schema.task));
    to.varint(static_cast<std::uint64_t>(schema.positive + 1));
    to.varint(schema.classes.size());
    for (const std::string &name : schema.classes)
        to.text(name);
    to.varint(schema.columns.size());
    for (const RawColumn &column : schema.columns) {
        to.text(column.name);
        to.byte(static_cast<std::uint8_t>(4 * static_cast<int>(column.type) + 2 * column.used +
                                          column.asNumber));
        if (column.type == ColumnType::Picture)
            for (const int side :
                 {column.picture.height, column.picture.width, column.picture.channels})
                to.varint(static_cast<std::uint64_t>(side));
    }
}

void writeGraph(ByteWriter &to, const Graph &graph)
{
    to.varint(graph.nodes.size());
    GraphPacker packer(graph);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Node &node = graph.nodes[i];
        writeOp(to, node.op, packer);
        to.varint(node.inputs.size());
        for (const NodeId input : node.inputs)
            to.varint(i - static_cast<std::size_t>(input));
    }
    to.varint(static_cast<std::uint64_t>(graph.output));
}

std::vector<std::uint8_t> withHeader(const std::vector<std::uint8_t> &payload)
{
    ByteWriter file;
    for (const std::uint8_t byte : kMagic)
        file.byte(byte);
    file.u32(kVersion);
    file.u32(crc32(payload));
    file.u64(payload.size());
    file.bytes().insert(file.bytes().end(), payload.begin(), payload.end());
    return std::move(file.bytes());
}

RawColumn readColumn(ByteReader &from)
{
    RawColumn column;
    column.name = from.text();
    const std::uint8_t packed = from.byte();
    if (packed / 4 > static_cast<int>(ColumnType::Picture))
        from.damaged("a column type in it does not exist");
    column.type = static_cast<ColumnType>(packed / 4);
    column.used = packed / 2 % 2 == 1;
    column.asNumber = packed % 2 == 1;
    if (column.type == ColumnType::Picture)
        column.picture = {from.number(), from.number(), from.number()};
    if (column.type == ColumnType::Picture && !isPictureShape(column.picture))
        from.damaged("its pictures have a size that is out of range");
    return column;
}

Schema readSchema(ByteReader &from)
{
    Schema schema;
    schema.target = from.text();
    const std::uint8_t task = from.byte();
    if (task > static_cast<std::uint8_t>(TaskKind::Regression))
        from.damaged("a task in it does not exist");
    schema.task = static_cast<TaskKind>(task);
    schema.positive = from.number() - 1;
    schema.classes.resize(from.count());
    for (std::string &name : schema.classes)
        name = from.text();
    schema.columns.resize(from.count(2));
    for (RawColumn &column : schema.columns)
        column = readColumn(from);
    return schema;
}

Node readNode(ByteReader &from, GraphUnpacker &unpacker, const Graph &graph)
{
    Node node{readOp(from, unpacker), {}, 0};
    const std::size_t inputs = from.count();
    for (std::size_t i = 0; i < inputs; ++i) {
        const std::uint64_t back = from.varint();
        if (back == 0 || back > graph.nodes.size())
            from.damaged("a node in it reads a later one");
        node.inputs.push_back(static_cast<NodeId>(graph.nodes.size() - back));
    }
    const NodeShape shape = shapeOf(graph, node);
    if (!shape.problem.empty())
        from.damaged("a " + std::string(opName(node.op)) + " node does not fit: " + shape.problem);
    node.width = shape.width;
    from.needMemory(sizeof(float) * static_cast<std::size_t>(shape.width)); // a row through it
    return node;
}

Graph readGraph(ByteReader &from)
{
    Graph graph;
    GraphUnpacker unpacker;
    const std::size_t nodes = from.count(2);
    for (std::size_t i = 0; i < nodes; ++i)
        graph.nodes.push_back(readNode(from, unpacker, graph));
    graph.output = from.number();
    return graph;
}

/// The bytes after the header, once they are known to be whole.
std::span<const std::uint8_t> checkedPayload(std::span<const std::uint8_t> bytes,
                                             const std::string &subject)
{
    if (bytes.size() < kHeaderBytes || !std::ranges::equal(bytes.first(kMagic.size()), kMagic))
        throw Error(ErrorCode::BadFormat, subject,
                    "this is not a Leptune model file; choose one that was exported as native");
    ByteReader header(bytes.subspan(kMagic.size()), subject);
    const std::uint32_t version = header.u32();
    if (version > kVersion)
        throw Error(ErrorCode::NewerFormat, subject,
                    "the model file has format " + std::to_string(version) +
                        " and this program reads up to " + std::to_string(kVersion) +
                        "; open it with a newer Leptune");
    if (version < kVersion)
        header.damaged("its format " + std::to_string(version) +
                       " is of a program before the first release");
    const std::uint32_t crc = header.u32();
    const std::uint64_t length = header.u64();
    const auto payload = bytes.subspan(kHeaderBytes);
    if (length != payload.size())
        header.damaged("its length is not what it says");
    if (crc32(payload) != crc)
        header.damaged("its checksum does not fit");
    return payload;
}

} // namespace

std::vector<std::uint8_t> pack(const Model &model)
{
    ByteWriter payload;
    payload.text(model.name());
    payload.real(model.threshold());
    payload.varint(model.provenance().size());
    for (const auto &[key, value] : model.provenance()) {
        payload.text(key);
        payload.text(value);
    }
    writeSchema(payload, model.schema());
    const std::vector<std::uint8_t> &graph = model.body().packed();
    payload.bytes().insert(payload.bytes().end(), graph.begin(), graph.end());
    return withHeader(payload.bytes());
}

std::vector<std::uint8_t> packGraph(const Graph &graph)
{
    ByteWriter writer;
    writeGraph(writer, graph);
    return std::move(writer.bytes());
}

Graph unpackGraph(std::span<const std::uint8_t> bytes, const std::string &subject)
{
    ByteReader from(bytes, subject);
    Graph graph = readGraph(from);
    if (from.left() > 0)
        from.damaged("there are bytes behind its end");
    return graph;
}

std::shared_ptr<const Model> unpackLazily(std::span<const std::uint8_t> bytes,
                                          const std::string &subject)
{
    ByteReader from(checkedPayload(bytes, subject), subject);
    std::string name = from.text();
    const float threshold = from.real();
    std::map<std::string, std::string> provenance;
    for (std::size_t i = from.count(2); i > 0; --i) {
        std::string key = from.text();
        provenance[std::move(key)] = from.text();
    }
    Schema schema = readSchema(from);
    const auto graph = from.part(from.left());
    try {
        return std::make_shared<const Model>(
            std::move(name), std::move(schema),
            std::make_shared<const ModelBody>(std::vector<std::uint8_t>(graph.begin(), graph.end()),
                                              subject),
            threshold, std::move(provenance));
    } catch (const Error &error) {
        from.damaged(error.what());
    }
}

std::shared_ptr<const Model> unpack(std::span<const std::uint8_t> bytes, const std::string &subject)
{
    auto model = unpackLazily(bytes, subject);
    model->graph();
    return model;
}

} // namespace leptune
