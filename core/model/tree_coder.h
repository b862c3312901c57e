// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/leaf_coder.h"
#include "core/model/threshold_coder.h"
#include "core/model/tree_path.h"

namespace leptune {

/// What is known of a tree ensemble in both of its forms; writes with a RangeEncoder, reads with a
/// RangeDecoder.
template <typename Coder>
class TreeCoder {
public:
    TreeCoder(Coder &coder, TreeModels &models, ByteReader *memory)
        : m_coding{coder, models, memory}, m_thresholds(m_coding), m_leaves(m_coding)
    {
    }

    void codeEnsemble(TreeEnsemble &ensemble, std::shared_ptr<ThresholdTable> table)
    {
        std::size_t trees = ensemble.roots.size();
        codeHead(ensemble.outputs, ensemble.base, trees, std::move(table));
        for (std::size_t i = 0; i < trees; ++i)
            codeTree(ensemble, i);
    }

    void codeEnsemble(SymmetricEnsemble &ensemble, std::shared_ptr<ThresholdTable> table)
    {
        std::size_t trees = ensemble.levels.size();
        codeHead(ensemble.outputs, ensemble.base, trees, std::move(table));
        std::size_t firstQuestion = 0, firstLeaf = 0;
        for (std::size_t i = 0; i < trees; ++i) {
            const int levels = codeLevels(Coder::kReads ? 0 : ensemble.levels[i]);
            const auto leaves = static_cast<std::size_t>(ensemble.outputs) << levels;
            if constexpr (Coder::kReads) {
                m_coding.take(sizeof(int) + leaves * 2 * sizeof(float) +
                              static_cast<std::size_t>(levels) * sizeof(LevelQuestion));
                ensemble.levels.push_back(levels);
                ensemble.questions.resize(firstQuestion + static_cast<std::size_t>(levels));
                ensemble.leafValues.resize(firstLeaf + leaves);
            }
            const std::span<LevelQuestion> questions(ensemble.questions.data() + firstQuestion,
                                                     static_cast<std::size_t>(levels));
            for (LevelQuestion &question : questions)
                m_thresholds.codeQuestion(question);
            m_leaves.codeLeaves(questions, {ensemble.leafValues.data() + firstLeaf, leaves},
                                static_cast<std::size_t>(ensemble.outputs));
            firstQuestion += questions.size();
            firstLeaf += leaves;
        }
    }

private:
    void codeHead(int &outputs, std::vector<float> &base, std::size_t &trees,
                  std::shared_ptr<ThresholdTable> table)
    {
        const std::uint32_t count =
            m_coding.models.counts.code(m_coding.coder, static_cast<std::uint32_t>(outputs));
        if (count == 0 || count > kMostOutputs)
            m_coding.damaged("a tree ensemble has no outputs, or too many");
        outputs = static_cast<int>(count);
        if constexpr (Coder::kReads) {
            m_coding.take(count * sizeof(float));
            base.resize(count);
        }
        for (float &value : base)
            value =
                std::bit_cast<float>(codeWord(m_coding.coder, std::bit_cast<std::uint32_t>(value)));
        trees = m_coding.models.counts.code(m_coding.coder, static_cast<std::uint32_t>(trees));
        m_thresholds.codeTable(std::move(table));
    }

    int codeLevels(int levels)
    {
        const std::uint32_t coded =
            m_coding.models.levels.code(m_coding.coder, static_cast<std::uint32_t>(levels));
        if (coded > static_cast<std::uint32_t>(kMostLevels))
            m_coding.damaged("a symmetric tree has too many levels");
        return static_cast<int>(coded);
    }

    void codeTree(TreeEnsemble &ensemble, std::size_t tree)
    {
        auto at = static_cast<std::int32_t>(ensemble.nodes.size());
        if constexpr (Coder::kReads)
            ensemble.roots.push_back(at);
        else
            at = ensemble.roots[tree];
        m_nests = m_coding.coder.bit(m_coding.models.nests, Coder::kReads || nests(ensemble, at));
        m_leafNodes.clear();
        m_path.begin(m_thresholds.table());
        for (bool more = true; more;) {
            const bool leaf = codeNode(ensemble, at);
            more = nextNode(ensemble, at, leaf);
        }
        m_leaves.codeLeaves(ensemble, m_leafNodes);
    }

    /// Whether it is a leaf; a question goes to the end of the path.
    bool codeNode(TreeEnsemble &ensemble, std::int32_t at)
    {
        if constexpr (Coder::kReads) {
            m_coding.take(kNodeBytes);
            if (ensemble.nodes.size() >=
                static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
                m_coding.damaged("a tree ensemble has too many nodes");
            ensemble.nodes.emplace_back();
        }
        TreeNode &node = ensemble.nodes[static_cast<std::size_t>(at)];
        const std::size_t depth = m_path.depth();
        if (m_coding.coder.bit(
                m_coding.models.leafHeads[std::min<std::size_t>(depth, 31)][m_path.brother()],
                node.feature < 0)) {
            m_leafNodes.push_back(at);
            return true;
        }
        ThresholdTable &table = m_thresholds.table();
        const std::uint32_t feature =
            m_thresholds.codeFeature(node.feature, std::min<std::size_t>(depth, 2));
        const auto &list = table.thresholds[feature];
        const std::int64_t low = m_nests ? m_path.low(feature) : 0;
        const std::int64_t high =
            m_nests ? m_path.high(feature) : static_cast<std::int64_t>(list.size()) - 1;
        if (low > high)
            m_coding.damaged("a tree asks what its earlier questions answered");
        const std::uint32_t place = m_thresholds.codePlace(feature, node.threshold, low, high);
        const bool missingLeft = m_coding.coder.bit(table.missingModels[feature], node.missingLeft);
        if constexpr (Coder::kReads) {
            node.feature = table.features[feature];
            node.threshold = list[place];
            node.missingLeft = missingLeft;
        }
        m_path.enter(at, feature, place);
        return false;
    }

    /// Goes on to the next node in prefix order; false after the last.
    bool nextNode(TreeEnsemble &ensemble, std::int32_t &at, bool leaf)
    {
        const auto fresh = static_cast<std::int32_t>(ensemble.nodes.size());
        const std::optional<std::int32_t> turn = leaf ? m_path.turnRight() : std::optional(at);
        if (!turn)
            return false;
        TreeNode &node = ensemble.nodes[static_cast<std::size_t>(*turn)];
        std::int32_t &next = leaf ? node.right : node.left;
        if constexpr (Coder::kReads)
            next = fresh;
        at = next;
        return true;
    }

    /// Whether no question of the tree repeats what earlier ones on its way have answered.
    bool nests(const TreeEnsemble &ensemble, std::int32_t root)
    {
        const ThresholdTable &table = m_thresholds.table();
        m_path.begin(m_thresholds.table());
        bool result = true;
        for (std::int32_t at = root;;) {
            const TreeNode &node = ensemble.nodes[static_cast<std::size_t>(at)];
            if (node.feature >= 0) {
                const auto feature = static_cast<std::uint32_t>(table.featurePlace(node.feature));
                const std::uint32_t place = table.thresholdPlace(feature, node.threshold);
                result = result && place >= m_path.low(feature) && place <= m_path.high(feature);
                m_path.enter(at, feature, place);
                at = node.left;
                continue;
            }
            const std::optional<std::int32_t> turn = m_path.turnRight();
            if (!turn)
                return result;
            at = ensemble.nodes[static_cast<std::size_t>(*turn)].right;
        }
    }

    static constexpr std::uint32_t kMostOutputs = 1U << 20;
    static constexpr std::size_t kNodeBytes = sizeof(TreeNode) + 40; ///< and a step to it

    const TreeCoding<Coder> m_coding;
    ThresholdCoder<Coder> m_thresholds;
    LeafCoder<Coder> m_leaves;
    bool m_nests = false;
    TreePath m_path;
    std::vector<std::int32_t> m_leafNodes;
};

} // namespace leptune
