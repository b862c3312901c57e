// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_trees.h"

#include "core/model/compiled_trees.h"
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <bit>
#include <map>

namespace leptune {
namespace {

/// Every node is a varint: 0 a leaf, else 1 + 2 feature + (NaN goes left).
constexpr std::uint64_t kLeaf = 0;
/// A leaf takes more memory than bytes where it adds to one of many outputs: 1 GiB is the end of
/// it.
constexpr std::size_t kMostLeafValues = std::size_t{1} << 28;

/// Distinct thresholds of each feature, ordered by their bits (so that -0 and 0 stay apart).
using Tables = std::map<std::int32_t, std::vector<std::uint32_t>>;

Tables thresholdTables(const TreeEnsemble &ensemble)
{
    Tables tables;
    for (const TreeNode &node : ensemble.nodes)
        if (node.feature >= 0)
            tables[node.feature].push_back(std::bit_cast<std::uint32_t>(node.threshold));
    for (auto &[feature, table] : tables) {
        std::ranges::sort(table);
        table.erase(std::unique(table.begin(), table.end()), table.end());
    }
    return tables;
}

std::size_t varintBytes(std::uint64_t value)
{
    return value < 0x80 ? 1 : 1 + varintBytes(value >> 7);
}

std::size_t placeOf(const std::vector<std::uint32_t> &table, float threshold)
{
    return static_cast<std::size_t>(
        std::ranges::lower_bound(table, std::bit_cast<std::uint32_t>(threshold)) - table.begin());
}

bool tablesAreShorter(const TreeEnsemble &ensemble, const Tables &tables)
{
    std::size_t withTables = 0;
    std::size_t without = 0;
    for (const auto &[feature, table] : tables)
        withTables += 6 + 4 * table.size();
    const auto count = [&](std::int32_t feature, float threshold) {
        without += 4;
        withTables += varintBytes(placeOf(tables.at(feature), threshold));
    };
    std::vector<std::int32_t> open;
    for (const std::int32_t root : ensemble.roots) {
        if (const auto form = symmetricForm(ensemble, root)) {
            for (const LevelQuestion &question : form->questions)
                count(question.feature, question.threshold);
            continue;
        }
        open.assign(1, root);
        while (!open.empty()) {
            const TreeNode &node = ensemble.nodes[static_cast<std::size_t>(open.back())];
            open.pop_back();
            if (node.feature < 0)
                continue;
            count(node.feature, node.threshold);
            open.push_back(node.right);
            open.push_back(node.left);
        }
    }
    return withTables < without;
}

class TreeWriter {
public:
    TreeWriter(ByteWriter &writer, const TreeEnsemble &ensemble)
        : m_writer(writer), m_ensemble(ensemble), m_tables(thresholdTables(ensemble))
    {
        if (!tablesAreShorter(ensemble, m_tables))
            m_tables.clear();
    }

    void write()
    {
        m_writer.varint(static_cast<std::uint64_t>(m_ensemble.outputs));
        m_writer.countedReals(m_ensemble.base);
        writeTables();
        m_writer.varint(m_ensemble.roots.size());
        for (const std::int32_t root : m_ensemble.roots)
            writeTree(root);
    }

private:
    void writeTables()
    {
        m_writer.varint(m_tables.size());
        for (const auto &[feature, table] : m_tables) {
            m_writer.varint(static_cast<std::uint64_t>(feature));
            m_writer.varint(table.size());
            for (const std::uint32_t bits : table)
                m_writer.u32(bits);
        }
    }

    void writeTree(std::int32_t root)
    {
        const int target = soleTarget(m_ensemble, root);
        if (const auto form = symmetricForm(m_ensemble, root)) {
            writeSymmetric(*form, target);
            return;
        }
        m_writer.varint(static_cast<std::uint64_t>(target + 1));
        std::vector<std::int32_t> open(1, root);
        while (!open.empty()) {
            const TreeNode &node = m_ensemble.nodes[static_cast<std::size_t>(open.back())];
            open.pop_back();
            if (node.feature < 0) {
                writeLeaf(node, target);
                continue;
            }
            m_writer.varint(1 + 2 * static_cast<std::uint64_t>(node.feature) +
                            static_cast<std::uint64_t>(node.missingLeft));
            writeThreshold(node.feature, node.threshold);
            open.push_back(node.right);
            open.push_back(node.left);
        }
    }

    /// A target beyond the outputs says that the tree is symmetric: levels, one question each, then
    /// the leaves without heads.
    void writeSymmetric(const SymmetricForm &form, int target)
    {
        m_writer.varint(static_cast<std::uint64_t>(target + 1 + m_ensemble.outputs + 1));
        m_writer.varint(form.questions.size());
        for (const LevelQuestion &question : form.questions) {
            m_writer.varint(2 * static_cast<std::uint64_t>(question.feature) +
                            static_cast<std::uint64_t>(question.missingLeft));
            writeThreshold(question.feature, question.threshold);
        }
        for (const std::int32_t leaf : form.leaves)
            writeValues(leaf, target);
    }

    void writeThreshold(std::int32_t feature, float threshold)
    {
        if (m_tables.empty())
            m_writer.real(threshold);
        else
            m_writer.varint(placeOf(m_tables.at(feature), threshold));
    }

    void writeLeaf(const TreeNode &node, int target)
    {
        m_writer.varint(kLeaf);
        writeValues(node.left, target);
    }

    void writeValues(std::int32_t leaf, int target)
    {
        const auto outputs = static_cast<std::size_t>(m_ensemble.outputs);
        const std::span<const float> values(
            m_ensemble.leafValues.data() + static_cast<std::size_t>(leaf) * outputs, outputs);
        if (target < 0)
            m_writer.reals(values);
        else
            m_writer.real(values[static_cast<std::size_t>(target)]);
    }

    ByteWriter &m_writer;
    const TreeEnsemble &m_ensemble;
    Tables m_tables;
};

class TreeReader {
public:
    explicit TreeReader(ByteReader &reader) : m_reader(reader) {}

    TreeEnsemble read()
    {
        m_ensemble.outputs = m_reader.number();
        m_ensemble.base = m_reader.countedReals();
        if (m_ensemble.outputs == 0 ||
            m_ensemble.base.size() != static_cast<std::size_t>(m_ensemble.outputs))
            m_reader.damaged("a tree ensemble has no base value for each output");
        readTables();
        const std::size_t trees = m_reader.count(2);
        for (std::size_t i = 0; i < trees; ++i)
            readTree();
        return std::move(m_ensemble);
    }

private:
    void readTables()
    {
        const std::size_t features = m_reader.count(2);
        for (std::size_t i = 0; i < features; ++i) {
            std::vector<float> &table = m_tables[m_reader.number()];
            table = m_reader.countedReals();
        }
    }

    void readTree()
    {
        int target = m_reader.number() - 1;
        if (target > m_ensemble.outputs - 1) {
            target -= m_ensemble.outputs + 1;
            if (target < -1 || target >= m_ensemble.outputs)
                m_reader.damaged("a tree adds to an output that does not exist");
            readSymmetric(target);
            return;
        }
        m_ensemble.roots.push_back(static_cast<std::int32_t>(m_ensemble.nodes.size()));
        std::vector<std::size_t> rights;
        for (bool more = true; more;) {
            const auto place = m_ensemble.nodes.size();
            const bool leaf = readNode(target);
            if (!leaf) {
                m_ensemble.nodes[place].left = static_cast<std::int32_t>(place) + 1;
                rights.push_back(place);
                continue;
            }
            more = !rights.empty();
            if (more) {
                m_ensemble.nodes[rights.back()].right = static_cast<std::int32_t>(place) + 1;
                rights.pop_back();
            }
        }
    }

    void readSymmetric(int target)
    {
        const int levels = m_reader.number();
        if (levels > kMostLevels)
            m_reader.damaged("a symmetric tree has too many levels");
        std::vector<LevelQuestion> questions;
        for (int level = 0; level < levels; ++level) {
            const int head = m_reader.number();
            questions.push_back({head / 2, readThreshold(head / 2), head % 2 == 1});
        }
        std::vector<std::int32_t> leaves(std::size_t{1} << levels);
        for (std::int32_t &leaf : leaves)
            leaf = readLeaf(target);
        m_ensemble.roots.push_back(static_cast<std::int32_t>(m_ensemble.nodes.size()));
        appendLevels(questions, leaves, 0, 0);
    }

    void appendLevels(const std::vector<LevelQuestion> &questions,
                      const std::vector<std::int32_t> &leaves, std::size_t level, std::size_t leaf)
    {
        const std::size_t place = m_ensemble.nodes.size();
        m_ensemble.nodes.emplace_back();
        if (level == questions.size()) {
            m_ensemble.nodes[place].left = leaves[leaf];
            return;
        }
        TreeNode node{questions[level].feature, questions[level].threshold,
                      static_cast<std::int32_t>(place) + 1, 0, questions[level].missingLeft};
        appendLevels(questions, leaves, level + 1, leaf);
        node.right = static_cast<std::int32_t>(m_ensemble.nodes.size());
        m_ensemble.nodes[place] = node;
        appendLevels(questions, leaves, level + 1, leaf | (std::size_t{1} << level));
    }

    bool readNode(int target)
    {
        const int head = m_reader.number();
        TreeNode node;
        if (head == static_cast<int>(kLeaf)) {
            node.left = readLeaf(target);
        } else {
            node.feature = (head - 1) / 2;
            node.missingLeft = (head - 1) % 2 == 1;
            node.threshold = readThreshold(node.feature);
        }
        m_ensemble.nodes.push_back(node);
        return node.feature < 0;
    }

    std::int32_t readLeaf(int target)
    {
        std::vector<float> &leaves = m_ensemble.leafValues;
        const auto outputs = static_cast<std::size_t>(m_ensemble.outputs);
        const auto index = static_cast<std::int32_t>(leaves.size() / outputs);
        if (leaves.size() > kMostLeafValues)
            m_reader.damaged("a tree ensemble would not fit in memory");
        if (target < 0) {
            const std::vector<float> values = m_reader.reals(outputs);
            leaves.insert(leaves.end(), values.begin(), values.end());
        } else {
            const float value = m_reader.real();
            leaves.resize(leaves.size() + outputs, 0.0F);
            leaves[leaves.size() - outputs + static_cast<std::size_t>(target)] = value;
        }
        return index;
    }

    float readThreshold(std::int32_t feature)
    {
        if (m_tables.empty())
            return m_reader.real();
        const auto table = m_tables.find(feature);
        const std::uint64_t place = m_reader.varint();
        if (table == m_tables.end() || place >= table->second.size())
            m_reader.damaged("a tree names a threshold that does not exist");
        return table->second[place];
    }

    ByteReader &m_reader;
    TreeEnsemble m_ensemble;
    std::map<std::int32_t, std::vector<float>> m_tables;
};

} // namespace

void writeTrees(ByteWriter &writer, const TreeEnsemble &ensemble)
{
    TreeWriter(writer, ensemble).write();
}

TreeEnsemble readTrees(ByteReader &reader)
{
    return TreeReader(reader).read();
}

} // namespace leptune
