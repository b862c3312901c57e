// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/exporting/export_model.h"
#include "core/model/graph_builder.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <sstream>

using namespace leptune;

/// bench_export LIGHTGBM.txt FEATURES OUTPUT: the trees of a LightGBM model (numbers only) as a
/// Model of columns f0 ... and from there as OUTPUT.c, OUTPUT.h and OUTPUT.onnx.
namespace {

using Block = std::map<std::string, std::string>;

std::vector<double> numbers(const Block &block, const std::string &key)
{
    std::vector<double> result;
    const auto found = block.find(key);
    std::istringstream words(found == block.end() ? std::string() : found->second);
    for (std::string word; words >> word;)
        result.push_back(parseNumber(word).value());
    return result;
}

/// The file's head, then its trees.
std::vector<Block> blocksOf(const std::string &path)
{
    const auto bytes = readWholeFile(path);
    std::istringstream lines(std::string(bytes.begin(), bytes.end()));
    std::vector<Block> blocks(1);
    for (std::string line; std::getline(lines, line) && line != "end of trees";) {
        const std::size_t equals = line.find('=');
        if (line.starts_with("Tree="))
            blocks.emplace_back();
        else if (equals != std::string::npos)
            blocks.back()[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return blocks;
}

/// x <= threshold of doubles as x < result of floats.
float strictThreshold(double threshold)
{
    auto below = static_cast<float>(threshold);
    if (static_cast<double>(below) > threshold)
        below = std::nextafter(below, -std::numeric_limits<float>::infinity());
    return std::nextafter(below, std::numeric_limits<float>::infinity());
}

class TreeReader {
public:
    TreeReader(TreeEnsemble &to, const Block &block, int target)
        : m_to(to),
          m_features(numbers(block, "split_feature")),
          m_thresholds(numbers(block, "threshold")),
          m_decisions(numbers(block, "decision_type")),
          m_lefts(numbers(block, "left_child")),
          m_rights(numbers(block, "right_child")),
          m_values(numbers(block, "leaf_value")),
          m_target(target)
    {
    }
    void read() { m_to.roots.push_back(node(m_features.empty() ? -1 : 0)); }

private:
    /// Leaves are counted -1, -2, ...
    std::int32_t node(int index)
    {
        const auto place = static_cast<std::int32_t>(m_to.nodes.size());
        m_to.nodes.emplace_back();
        TreeNode result;
        if (index < 0) {
            result.left = static_cast<std::int32_t>(m_to.leafValues.size()) / m_to.outputs;
            for (int o = 0; o < m_to.outputs; ++o)
                m_to.leafValues.push_back(
                    o == m_target ? static_cast<float>(m_values[static_cast<std::size_t>(~index)])
                                  : 0.0F);
        } else {
            const auto at = static_cast<std::size_t>(index);
            const int decision = static_cast<int>(m_decisions[at]);
            result.feature = static_cast<std::int32_t>(m_features[at]);
            result.threshold = strictThreshold(m_thresholds[at]);
            // Where the training data had none, LightGBM takes a missing number for 0.
            const bool asZero = (decision >> 2 & 3) != 2;
            result.missingLeft = asZero ? 0.0 <= m_thresholds[at] : (decision & 2) != 0;
            result.left = node(static_cast<int>(m_lefts[at]));
            result.right = node(static_cast<int>(m_rights[at]));
        }
        m_to.nodes[static_cast<std::size_t>(place)] = result;
        return place;
    }

    TreeEnsemble &m_to;
    std::vector<double> m_features, m_thresholds, m_decisions, m_lefts, m_rights, m_values;
    int m_target;
};

Schema schemaOf(int features, int classes, bool binary)
{
    Schema schema;
    for (int i = 0; i < features; ++i)
        schema.columns.push_back({'f' + std::to_string(i), ColumnType::Numeric, true, true, {}});
    schema.target = "y";
    schema.task = classes > 2 ? TaskKind::MultiClass
                  : binary    ? TaskKind::Binary
                              : TaskKind::Regression;
    for (int i = 0; schema.task != TaskKind::Regression && i < classes; ++i)
        schema.classes.push_back(std::to_string(i));
    schema.positive = binary ? 1 : -1;
    return schema;
}

Model modelOf(const std::vector<Block> &blocks, int features)
{
    const int perRound = static_cast<int>(numbers(blocks[0], "num_class").at(0));
    const bool binary = blocks[0].at("objective").starts_with("binary");
    TreeEnsemble trees;
    trees.outputs = perRound;
    trees.base.assign(static_cast<std::size_t>(perRound), 0.0F);
    for (std::size_t i = 1; i < blocks.size(); ++i)
        TreeReader(trees, blocks[i], static_cast<int>(i - 1) % perRound).read();
    const Schema schema = schemaOf(features, std::max(perRound, 2), binary);
    GraphBuilder builder(schema);
    std::vector<NodeId> columns;
    for (int i = 0; i < features; ++i)
        columns.push_back(builder.addColumn(i));
    NodeId answer = builder.add(trees, {builder.add(Concat{}, columns)});
    if (binary)
        answer = builder.add(Logistic{}, {answer});
    else if (perRound > 1)
        answer = builder.add(Softmax{}, {answer});
    return Model("lightgbm", schema, std::move(builder).finish(answer));
}

} // namespace

int main(int count, char **words)
{
    if (count != 4) {
        std::fprintf(stderr, "usage: bench_export LIGHTGBM.txt FEATURES OUTPUT\n");
        return 2;
    }
    const Model model = modelOf(blocksOf(words[1]), std::stoi(words[2]));
    const std::string output = words[3];
    for (const std::string &note : exportModel(model, ExportFormat::C, output).notes)
        std::fprintf(stderr, "%s\n", note.c_str());
    exportModel(model, ExportFormat::Onnx, output + ".onnx");
    std::printf("{\"packed\": %llu}\n", static_cast<unsigned long long>(model.sizeBytes()));
    return 0;
}
