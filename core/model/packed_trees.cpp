// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_trees.h"

#include "core/model/tree_coder.h"

#include <cmath>
#include <map>

namespace leptune {
namespace {

/// Thresholds of a feature as orderedBits(), ascending.
using ThresholdUses = std::map<std::int32_t, std::vector<std::uint32_t>>;

struct Uses {
    ThresholdUses table;
    std::size_t questions = 0;
};

void finish(ThresholdUses &table)
{
    for (auto &[feature, list] : table) {
        std::ranges::sort(list);
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
}

Uses usesOf(const TreeEnsemble &ensemble)
{
    Uses uses;
    for (const TreeNode &node : ensemble.nodes) {
        if (node.feature < 0)
            continue;
        uses.table[node.feature].push_back(orderedBits(node.threshold));
        ++uses.questions;
    }
    finish(uses.table);
    return uses;
}

Uses usesOf(const SymmetricEnsemble &ensemble)
{
    Uses uses;
    for (const LevelQuestion &question : ensemble.questions)
        uses.table[question.feature].push_back(orderedBits(question.threshold));
    uses.questions = ensemble.questions.size();
    finish(uses.table);
    return uses;
}

std::size_t sizeOf(const ThresholdUses &table)
{
    std::size_t size = 0;
    for (const auto &[feature, list] : table)
        size += list.size() + 1;
    return size;
}

ThresholdUses unionOf(const ThresholdUses &a, const ThresholdUses &b)
{
    ThresholdUses result = a;
    for (const auto &[feature, list] : b) {
        auto &to = result[feature];
        to.insert(to.end(), list.begin(), list.end());
    }
    finish(result);
    return result;
}

/// Bytes, about: a threshold takes two and a half, a place its logarithm.
double cost(std::size_t tableSize, std::size_t questions)
{
    const auto size = static_cast<double>(std::max<std::size_t>(1, tableSize));
    return 2.5 * size + static_cast<double>(questions) * std::log2(size) / 8.0;
}

/// Ensembles that share a table, all of one input.
struct Group {
    NodeId input = 0;
    Uses uses;
    std::shared_ptr<ThresholdTable> table = std::make_shared<ThresholdTable>();
};

std::shared_ptr<ThresholdTable> join(std::vector<Group> &groups, NodeId input, Uses uses)
{
    for (Group &group : groups) {
        if (group.input != input)
            continue;
        ThresholdUses both = unionOf(group.uses.table, uses.table);
        const std::size_t questions = group.uses.questions + uses.questions;
        if (cost(sizeOf(both), questions) >= cost(sizeOf(group.uses.table), group.uses.questions) +
                                                 cost(sizeOf(uses.table), uses.questions))
            continue;
        group.uses = {std::move(both), questions};
        return group.table;
    }
    groups.push_back({input, std::move(uses)});
    return groups.back().table;
}

void fill(ThresholdTable &to, const ThresholdUses &from)
{
    for (const auto &[feature, list] : from) {
        to.features.push_back(feature);
        std::vector<float> &thresholds = to.thresholds.emplace_back();
        for (const std::uint32_t bits : list)
            thresholds.push_back(fromOrderedBits(bits));
    }
}

template <typename Ensemble>
void writeEnsemble(ByteWriter &writer, TreeModels &models, const Ensemble &ensemble,
                   const std::shared_ptr<ThresholdTable> &table)
{
    RangeEncoder encoder;
    // One description serves reading and writing, and so takes references; writing changes nothing.
    TreeCoder<RangeEncoder>(encoder, models, nullptr)
        .codeEnsemble(const_cast<Ensemble &>(ensemble), table);
    const std::vector<std::uint8_t> bytes = encoder.finish();
    writer.countedBytes(bytes);
}

template <typename Ensemble>
Ensemble readEnsemble(ByteReader &reader, TreeModels &models)
{
    RangeDecoder decoder(reader.part(reader.count()), reader);
    Ensemble ensemble;
    TreeCoder<RangeDecoder>(decoder, models, &reader).codeEnsemble(ensemble, nullptr);
    decoder.finish();
    return ensemble;
}

} // namespace

TreePacker::TreePacker(const Graph &graph) : m_models(std::make_unique<TreeModels>())
{
    std::vector<Group> groups;
    for (const Node &node : graph.nodes) {
        const auto *trees = std::get_if<TreeEnsemble>(&node.op);
        const auto *symmetric = std::get_if<SymmetricEnsemble>(&node.op);
        if (trees || symmetric)
            m_tables.push_back(join(groups, node.inputs.empty() ? -1 : node.inputs[0],
                                    trees ? usesOf(*trees) : usesOf(*symmetric)));
    }
    for (const Group &group : groups)
        fill(*group.table, group.uses.table);
}

TreePacker::~TreePacker() = default;

void TreePacker::write(ByteWriter &writer, const TreeEnsemble &ensemble)
{
    writeEnsemble(writer, *m_models, ensemble, m_tables[m_next++]);
}

void TreePacker::write(ByteWriter &writer, const SymmetricEnsemble &ensemble)
{
    writeEnsemble(writer, *m_models, ensemble, m_tables[m_next++]);
}

TreeUnpacker::TreeUnpacker() : m_models(std::make_unique<TreeModels>()) {}

TreeUnpacker::~TreeUnpacker() = default;

TreeEnsemble TreeUnpacker::readTrees(ByteReader &reader)
{
    return readEnsemble<TreeEnsemble>(reader, *m_models);
}

SymmetricEnsemble TreeUnpacker::readSymmetric(ByteReader &reader)
{
    return readEnsemble<SymmetricEnsemble>(reader, *m_models);
}

} // namespace leptune
