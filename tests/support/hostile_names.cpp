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

std::shared_ptr<const Model> hostileModel(const std::vector<std::string> &names)
{
    Schema schema;
    schema.task = TaskKind::MultiClass;
    schema.target = "*/ \" \n";
    schema.classes = names;
    for (const std::string &name : names)
        schema.columns.push_back({name, ColumnType::Numeric, true, true, {}});
    const auto count = static_cast<int>(names.size());
    GraphBuilder builder(schema);
    std::vector<NodeId> columns;
    for (int i = 0; i < count; ++i)
        columns.push_back(builder.addColumn(i));
    const NodeId x = builder.add(Concat{}, columns);
    const std::vector<float> ones(names.size(), 1.0F);
    const NodeId known = builder.add(Impute{std::vector<float>(names.size(), 0.5F)}, {x});
    const NodeId clipped = builder.add(Clip{-3.0F, 3.0F}, {known});
    const NodeId answer = builder.add(Softmax{}, {clipped});
    return std::make_shared<const Model>("hostile */ \"", schema, std::move(builder).finish(answer),
                                         0.5F,
                                         std::map<std::string, std::string>{{"*/", "?\?/\n"}});
}

} // namespace leptune
