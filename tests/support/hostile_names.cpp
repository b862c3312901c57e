// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile_names.h"

#include "core/model/graph_builder.h"

#include <algorithm>

namespace leptune {

std::vector<std::string> hostileNames(std::size_t count)
{
    const std::vector<std::string> seeds{"\"",
                                         "'",
                                         "\\",
                                         "\n",
                                         "\r\n",
                                         "*/",
                                         "/*",
                                         "//",
                                         "%n",
                                         "%s%s%n",
                                         "?\?/",
                                         "?\?<",
                                         "?\?'",
                                         "?\?=",
                                         "\t",
                                         "\x01",
                                         "\x7F",
                                         " ",
                                         "  a  ",
                                         "int",
                                         "while",
                                         "NULL",
                                         "NAN",
                                         "INFINITY",
                                         "main",
                                         "_",
                                         "__LINE__",
                                         "_Bool",
                                         "0",
                                         "9lives",
                                         "#include \"x\"",
                                         "\\u0041",
                                         "\\x41",
                                         "\\012",
                                         "a\\",
                                         "\xC3\xA4\xC3\xB6",
                                         "\xE4\xBD\xA0\xE5\xA5\xBD",
                                         "\xF0\x9F\x8E\xA8",
                                         "\xE2\x80\xAE"
                                         "evil",
                                         "\xFF\xFE",
                                         "input",
                                         "probability",
                                         "w",
                                         "lept_t1",
                                         "strcmp",
                                         "memcpy",
                                         "expf",
                                         "});",
                                         "\"; system(\"x\"); //",
                                         "$NAME",
                                         "$ELEMENT"};
    std::vector<std::string> names = seeds;
    names.push_back(std::string(10000, 'q'));
    names.push_back(std::string(5000, '?'));
    for (std::size_t i = 0; names.size() < count; ++i) {
        const std::string name =
            seeds[i % seeds.size()] + seeds[(i / seeds.size() + i * 7) % seeds.size()];
        if (std::ranges::find(names, name) == names.end())
            names.push_back(name);
    }
    return names;
}

namespace {

/// A column and a class of every name.
Schema schemaOf(const std::vector<std::string> &names)
{
    Schema schema;
    schema.task = TaskKind::MultiClass;
    schema.target = "*/ \" \n";
    schema.classes = names;
    for (const std::string &name : names)
        schema.columns.push_back({name, ColumnType::Numeric, true, true, {}});
    return schema;
}

NodeId knownColumns(GraphBuilder &builder, std::size_t count)
{
    std::vector<NodeId> columns;
    for (std::size_t i = 0; i < count; ++i)
        columns.push_back(builder.addColumn(static_cast<int>(i)));
    const NodeId x = builder.add(Concat{}, columns);
    return builder.add(Impute{std::vector<float>(count, 0.5F)}, {x});
}

std::shared_ptr<const Model> named(const Schema &schema, GraphBuilder &&builder, NodeId scores)
{
    const NodeId answer = builder.add(Softmax{}, {scores});
    return std::make_shared<const Model>("hostile */ \"", schema, std::move(builder).finish(answer),
                                         0.5F,
                                         std::map<std::string, std::string>{{"*/", "?\?/\n"}});
}

} // namespace

std::shared_ptr<const Model> hostileModel(const std::vector<std::string> &names)
{
    const Schema schema = schemaOf(names);
    GraphBuilder builder(schema);
    const NodeId known = knownColumns(builder, names.size());
    const NodeId clipped = builder.add(Clip{-3.0F, 3.0F}, {known});
    return named(schema, std::move(builder), clipped);
}

std::shared_ptr<const Model> hostileNetwork(const std::vector<std::string> &names)
{
    const Schema schema = schemaOf(names);
    GraphBuilder builder(schema);
    const NodeId known = knownColumns(builder, names.size());
    Dense same;
    same.inputs = same.outputs = static_cast<int>(names.size());
    same.weights.resize(names.size() * names.size());
    same.bias.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        same.weights[i * (names.size() + 1)] = 1.0F;
    const NodeId scores = builder.add(std::move(same), {known});
    return named(schema, std::move(builder), scores);
}

RawBatch rowsOfClasses(std::size_t classes)
{
    RawBatch batch;
    batch.rows = classes;
    batch.columns.resize(classes);
    for (std::size_t i = 0; i < classes; ++i) {
        batch.columns[i].numbers.assign(classes, 0.0F);
        batch.columns[i].numbers[i] = 3.0F;
    }
    return batch;
}

} // namespace leptune
