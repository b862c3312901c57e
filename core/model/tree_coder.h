// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/symmetric_trees.h"
#include "core/model/tree_models.h"

#include <algorithm>

namespace leptune {

/// What is known of a tree ensemble in both of its forms; writes with a RangeEncoder, reads with a
/// RangeDecoder.
template <typename Coder>
class TreeCoder {
public:
    TreeCoder(Coder &coder, TreeModels &models, ByteReader *memory)
        : m_coder(coder), m_models(models), m_memory(memory)
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
                take(leaves * sizeof(float));
                ensemble.levels.push_back(levels);
                ensemble.questions.resize(firstQuestion + static_cast<std::size_t>(levels));
                ensemble.leafValues.resize(firstLeaf + leaves);
            }
            const std::span<LevelQuestion> questions(ensemble.questions.data() + firstQuestion,
                                                     static_cast<std::size_t>(levels));
            for (LevelQuestion &question : questions)
                codeQuestion(question);
            codeSymmetricLeaves(questions, {ensemble.leafValues.data() + firstLeaf, leaves},
                                static_cast<std::size_t>(ensemble.outputs));
            firstQuestion += questions.size();
            firstLeaf += leaves;
        }
    }

private:
    [[noreturn]] void damaged(const char *detail) const
    {
        if constexpr (Coder::kReads)
            m_coder.damaged(detail);
        throw Error(ErrorCode::Internal, "tree ensemble", detail);
    }
    void take(std::size_t bytes)
    {
        if (m_memory)
            m_memory->needMemory(bytes);
    }

    void codeHead(int &outputs, std::vector<float> &base, std::size_t &trees,
                  std::shared_ptr<ThresholdTable> table)
    {
        const std::uint32_t count =
            m_models.counts.code(m_coder, static_cast<std::uint32_t>(outputs));
        if (count == 0 || count > kMostOutputs)
            damaged("a tree ensemble has no outputs, or too many");
        outputs = static_cast<int>(count);
        if constexpr (Coder::kReads) {
            take(count * sizeof(float));
            base.resize(count);
        }
        for (float &value : base)
            value = std::bit_cast<float>(codeWord(m_coder, std::bit_cast<std::uint32_t>(value)));
        trees = m_models.counts.code(m_coder, static_cast<std::uint32_t>(trees));
        m_table = codeTable(std::move(table));
        m_low.assign(m_table->features.size(), 0);
        m_high.clear();
        for (const auto &list : m_table->thresholds)
            m_high.push_back(static_cast<std::int64_t>(list.size()) - 1);
    }

    std::shared_ptr<ThresholdTable> codeTable(std::shared_ptr<ThresholdTable> table)
    {
        auto &known = m_models.tables;
        const auto found = std::ranges::find(known, table);
        const std::uint32_t id =
            m_models.tableIds.code(m_coder, static_cast<std::uint32_t>(found - known.begin()));
        if (id > known.size())
            damaged("a tree ensemble names a table that does not exist");
        if (id < known.size())
            return known[id];
        if constexpr (Coder::kReads)
            table = std::make_shared<ThresholdTable>();
        codeThresholds(*table);
        table->makeModels();
        known.push_back(table);
        return table;
    }

    void codeThresholds(ThresholdTable &table)
    {
        std::size_t features =
            m_models.counts.code(m_coder, static_cast<std::uint32_t>(table.features.size()));
        std::int64_t last = -1;
        for (std::size_t i = 0; i < features; ++i) {
            const auto gap =
                static_cast<std::uint32_t>(Coder::kReads ? 0 : table.features[i] - last - 1);
            last += 1 + std::int64_t{m_models.featureGaps.code(m_coder, gap)};
            if (last > std::numeric_limits<std::int32_t>::max())
                damaged("a tree asks for a feature that can't exist");
            if constexpr (Coder::kReads) {
                take(sizeof(std::vector<float>) + 256);
                table.features.push_back(static_cast<std::int32_t>(last));
                table.thresholds.emplace_back();
            }
            codeThresholds(table.thresholds[i]);
        }
    }

    /// Differences of neighbours without the zeros that they end in: midpoints of whole numbers
    /// have many.
    void codeThresholds(std::vector<float> &list)
    {
        const std::uint32_t count =
            m_models.tableSizes.code(m_coder, static_cast<std::uint32_t>(list.size()));
        if (count == 0)
            damaged("a feature has no thresholds");
        std::uint32_t last = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t gap = Coder::kReads ? 1 : orderedBits(list[i]) - last;
            const std::uint32_t zeros = m_models.trailingZeros.code(
                m_coder, static_cast<std::uint32_t>(std::countr_zero(gap)) & 31U);
            last += m_models.thresholdGaps.code(m_coder, gap >> zeros) << zeros;
            if constexpr (Coder::kReads) {
                take(sizeof(float));
                const float value = fromOrderedBits(last);
                if (!list.empty() && orderedBits(list.back()) >= last)
                    damaged("the thresholds of a feature are not in order");
                list.push_back(value);
            }
        }
    }

    std::uint32_t codeFeature(std::int32_t feature, std::size_t context)
    {
        if (m_table->features.empty())
            damaged("a tree asks where no feature is known");
        const auto most = static_cast<std::uint32_t>(m_table->features.size() - 1);
        const auto place =
            Coder::kReads ? 0 : static_cast<std::uint32_t>(m_table->featurePlace(feature));
        return m_table->featureModels[context].code(m_coder, 0, most, place);
    }

    std::uint32_t codePlace(std::uint32_t feature, float threshold, std::int64_t low,
                            std::int64_t high)
    {
        const auto place = Coder::kReads ? 0 : m_table->thresholdPlace(feature, threshold);
        return m_table->thresholdModels[feature].code(m_coder, static_cast<std::uint32_t>(low),
                                                      static_cast<std::uint32_t>(high), place);
    }

    void codeQuestion(LevelQuestion &question)
    {
        const std::uint32_t at = codeFeature(question.feature, 0);
        const auto &list = m_table->thresholds[at];
        const std::uint32_t place =
            codePlace(at, question.threshold, 0, static_cast<std::int64_t>(list.size()) - 1);
        question = {m_table->features[at], list[place],
                    m_coder.bit(m_table->missingModels[at], question.missingLeft)};
    }

    int codeLevels(int levels)
    {
        const std::uint32_t coded =
            m_models.levels.code(m_coder, static_cast<std::uint32_t>(levels));
        if (coded > static_cast<std::uint32_t>(kMostLevels))
            damaged("a symmetric tree has too many levels");
        return static_cast<int>(coded);
    }

    /// How the codes of a tree become its leaves.
    struct Unit {
        bool quantised = true;
        float step = 0.0F;
        float value(std::int32_t code) const
        {
            return quantised ? static_cast<float>(code) * step : std::bit_cast<float>(code);
        }
    };

    /// Leaves that are not quantised are coded as their bits.
    Unit codeUnit(std::span<const float> values, std::vector<std::int32_t> &codes)
    {
        Unit unit;
        if constexpr (!Coder::kReads) {
            auto found = leafCodes(values);
            unit.quantised = found.has_value();
            if (found) {
                unit.step = found->step;
                codes = std::move(found->codes);
            } else {
                codes.clear();
                for (const float value : values)
                    codes.push_back(std::bit_cast<std::int32_t>(value));
            }
        }
        unit.quantised = m_coder.bit(m_models.quantised, unit.quantised);
        if (!unit.quantised)
            return unit;
        const std::uint32_t step = std::bit_cast<std::uint32_t>(unit.step) >> kStepShift;
        const std::int32_t change =
            m_models.steps.code(m_coder, static_cast<std::int32_t>(step) -
                                             static_cast<std::int32_t>(m_models.lastStep));
        m_models.lastStep = (m_models.lastStep + static_cast<std::uint32_t>(change)) & 0xFFFU;
        unit.step = std::bit_cast<float>(m_models.lastStep << kStepShift);
        return unit;
    }

    void codeLeaf(LeafModels &models, const Unit &unit, std::span<std::int32_t> codes, bool filled)
    {
        if (unit.quantised) {
            models.code(m_coder, codes, filled);
            return;
        }
        for (std::int32_t &code : codes)
            code =
                std::bit_cast<std::int32_t>(codeWord(m_coder, std::bit_cast<std::uint32_t>(code)));
    }

    /// Which parts of the tree hold anything, from the root down, then what they hold, so that
    /// leaves that differ in the last answer follow each other.
    void codeSymmetricLeaves(std::span<const LevelQuestion> questions, std::span<float> values,
                             std::size_t outputs)
    {
        const Unit unit = codeUnit(values, m_codes);
        if constexpr (Coder::kReads)
            m_codes.assign(values.size(), 0);
        const std::size_t leaves = std::size_t{1} << questions.size();
        m_filled.assign(2 * leaves, 0);
        if constexpr (!Coder::kReads)
            findFilled(questions.size(), outputs);
        codeFilled(questions);
        LeafModels &models = m_models.leaves[1][outputs > 1];
        models.begin();
        for (std::size_t i = 0; i < leaves; ++i) {
            const std::size_t leaf = reversed(i, questions.size());
            if (!m_filled[leaves + leaf])
                continue;
            const std::span<std::int32_t> codes(m_codes.data() + leaf * outputs, outputs);
            codeLeaf(models, unit, codes, true);
            if constexpr (Coder::kReads)
                for (std::size_t k = 0; k < outputs; ++k)
                    values[leaf * outputs + k] = unit.value(codes[k]);
        }
    }

    static std::size_t reversed(std::size_t value, std::size_t bits)
    {
        std::size_t result = 0;
        for (std::size_t bit = 0; bit < bits; ++bit)
            result |= (value >> bit & 1U) << (bits - 1 - bit);
        return result;
    }

    /// m_filled[2^level + answers]: whether anything lies below.
    void findFilled(std::size_t levels, std::size_t outputs)
    {
        const std::size_t leaves = std::size_t{1} << levels;
        for (std::size_t i = 0; i < m_codes.size(); ++i)
            m_filled[leaves + i / outputs] |= m_codes[i] != 0;
        for (std::size_t level = levels; level-- > 0;) {
            const std::size_t width = std::size_t{1} << level;
            for (std::size_t i = 0; i < width; ++i)
                m_filled[width + i] = m_filled[2 * width + i] | m_filled[3 * width + i];
        }
    }

    void codeFilled(std::span<const LevelQuestion> questions)
    {
        m_filled[1] = m_coder.bit(m_models.anyLeaf, m_filled[1]);
        for (std::size_t level = 0; level < questions.size(); ++level) {
            const std::size_t width = std::size_t{1} << level;
            const std::size_t below = questions.size() - level - 1;
            const auto [noLeft, noRight] = exclusions(questions, level);
            for (std::size_t i = 0; i < width; ++i) {
                if (!m_filled[width + i])
                    continue;
                auto &left = m_filled[2 * width + i], &right = m_filled[3 * width + i];
                left = m_coder.bit(m_models.leftFilled[below][(i & noLeft) != 0], left);
                right =
                    !left || m_coder.bit(m_models.rightFilled[below][(~i & noRight) != 0], right);
            }
        }
    }

    /// Earlier levels whose answer "right" rules out left here, and whose "left" rules out right.
    static std::pair<std::size_t, std::size_t> exclusions(std::span<const LevelQuestion> questions,
                                                          std::size_t level)
    {
        std::size_t noLeft = 0, noRight = 0;
        for (std::size_t j = 0; j < level; ++j) {
            if (questions[j].feature != questions[level].feature)
                continue;
            noLeft |= std::size_t{questions[j].threshold >= questions[level].threshold} << j;
            noRight |= std::size_t{questions[j].threshold <= questions[level].threshold} << j;
        }
        return {noLeft, noRight};
    }

    /// A question on the way down: which thresholds of its feature could still come.
    struct Step {
        std::int32_t node = 0;
        std::uint32_t feature = 0, place = 0;
        std::int64_t low = 0, high = 0;
        bool right = false;
        bool leafLeft = false;
    };

    void codeTree(TreeEnsemble &ensemble, std::size_t tree)
    {
        auto at = static_cast<std::int32_t>(ensemble.nodes.size());
        if constexpr (Coder::kReads)
            ensemble.roots.push_back(at);
        else
            at = ensemble.roots[tree];
        m_nests = m_coder.bit(m_models.nests, Coder::kReads || nests(ensemble, at));
        m_leafNodes.clear();
        m_path.clear();
        for (bool more = true; more;) {
            const bool leaf = codeNode(ensemble, at);
            more = nextNode(ensemble, at, leaf);
        }
        codeLeaves(ensemble);
    }

    std::size_t brother() const
    {
        return m_path.empty() || !m_path.back().right ? 0 : m_path.back().leafLeft ? 1 : 2;
    }

    /// Whether it is a leaf; a question goes to the end of the path.
    bool codeNode(TreeEnsemble &ensemble, std::int32_t at)
    {
        if constexpr (Coder::kReads) {
            take(sizeof(TreeNode));
            if (ensemble.nodes.size() >=
                static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
                damaged("a tree ensemble has too many nodes");
            ensemble.nodes.emplace_back();
        }
        TreeNode &node = ensemble.nodes[static_cast<std::size_t>(at)];
        const std::size_t depth = std::min<std::size_t>(m_path.size(), 31);
        if (m_coder.bit(m_models.leafHeads[depth][brother()], node.feature < 0)) {
            m_leafNodes.push_back(at);
            return true;
        }
        const std::uint32_t feature =
            codeFeature(node.feature, std::min<std::size_t>(m_path.size(), 2));
        const auto &list = m_table->thresholds[feature];
        const std::int64_t low = m_nests ? m_low[feature] : 0;
        const std::int64_t high =
            m_nests ? m_high[feature] : static_cast<std::int64_t>(list.size()) - 1;
        if (low > high)
            damaged("a tree asks what its earlier questions answered");
        const std::uint32_t place = codePlace(feature, node.threshold, low, high);
        const bool missingLeft = m_coder.bit(m_table->missingModels[feature], node.missingLeft);
        if constexpr (Coder::kReads) {
            node.feature = m_table->features[feature];
            node.threshold = list[place];
            node.missingLeft = missingLeft;
        }
        m_path.push_back({at, feature, place, m_low[feature], m_high[feature], false, false});
        m_high[feature] = std::int64_t{place} - 1;
        return false;
    }

    /// Goes on to the next node in prefix order; false after the last.
    bool nextNode(TreeEnsemble &ensemble, std::int32_t &at, bool leaf)
    {
        const auto fresh = static_cast<std::int32_t>(ensemble.nodes.size());
        if (!leaf) {
            TreeNode &node = ensemble.nodes[static_cast<std::size_t>(at)];
            if constexpr (Coder::kReads)
                node.left = fresh;
            at = node.left;
            return true;
        }
        if (!m_path.empty() && !m_path.back().right)
            m_path.back().leafLeft = true;
        while (!m_path.empty() && m_path.back().right)
            leaveStep();
        if (m_path.empty())
            return false;
        Step &step = m_path.back();
        step.right = true;
        m_high[step.feature] = step.high;
        m_low[step.feature] = std::int64_t{step.place} + 1;
        TreeNode &node = ensemble.nodes[static_cast<std::size_t>(step.node)];
        if constexpr (Coder::kReads)
            node.right = fresh;
        at = node.right;
        return true;
    }

    void leaveStep()
    {
        const Step &step = m_path.back();
        m_low[step.feature] = step.low;
        m_high[step.feature] = step.high;
        m_path.pop_back();
    }

    /// Whether no question of the tree repeats what earlier ones on its way have answered.
    bool nests(const TreeEnsemble &ensemble, std::int32_t root)
    {
        m_path.clear();
        bool result = true;
        for (std::int32_t at = root;;) {
            const TreeNode &node = ensemble.nodes[static_cast<std::size_t>(at)];
            if (node.feature >= 0) {
                const auto feature =
                    static_cast<std::uint32_t>(m_table->featurePlace(node.feature));
                const std::uint32_t place = m_table->thresholdPlace(feature, node.threshold);
                result = result && place >= m_low[feature] && place <= m_high[feature];
                m_path.push_back({at, feature, place, m_low[feature], m_high[feature]});
                m_high[feature] = std::int64_t{place} - 1;
                at = node.left;
                continue;
            }
            while (!m_path.empty() && m_path.back().right)
                leaveStep();
            if (m_path.empty())
                return result;
            Step &step = m_path.back();
            step.right = true;
            m_high[step.feature] = step.high;
            m_low[step.feature] = std::int64_t{step.place} + 1;
            at = ensemble.nodes[static_cast<std::size_t>(step.node)].right;
        }
    }

    void codeLeaves(TreeEnsemble &ensemble)
    {
        const auto outputs = static_cast<std::size_t>(ensemble.outputs);
        const std::size_t count = m_leafNodes.size() * outputs;
        m_values.clear();
        if constexpr (Coder::kReads) {
            take(2 * count * sizeof(float));
            m_codes.assign(count, 0);
        } else {
            for (const std::int32_t node : m_leafNodes) {
                const auto leaf =
                    static_cast<std::size_t>(ensemble.nodes[static_cast<std::size_t>(node)].left);
                const float *values = ensemble.leafValues.data() + leaf * outputs;
                m_values.insert(m_values.end(), values, values + outputs);
            }
        }
        const Unit unit = codeUnit(m_values, m_codes);
        LeafModels &models = m_models.leaves[0][outputs > 1];
        models.begin();
        for (std::size_t i = 0; i < m_leafNodes.size(); ++i)
            codeLeaf(models, unit, {m_codes.data() + i * outputs, outputs}, false);
        if constexpr (Coder::kReads) {
            auto leaf = static_cast<std::int32_t>(ensemble.leafValues.size() / outputs);
            for (const std::int32_t node : m_leafNodes)
                ensemble.nodes[static_cast<std::size_t>(node)].left = leaf++;
            for (const std::int32_t code : m_codes)
                ensemble.leafValues.push_back(unit.value(code));
        }
    }

    static constexpr std::uint32_t kMostOutputs = 1U << 20;
    static constexpr int kStepShift = 19;

    Coder &m_coder;
    TreeModels &m_models;
    ByteReader *m_memory;
    std::shared_ptr<ThresholdTable> m_table;
    std::vector<std::int64_t> m_low, m_high; ///< places that are possible, a feature
    bool m_nests = false;
    std::vector<Step> m_path;
    std::vector<std::int32_t> m_leafNodes;
    std::vector<float> m_values;
    std::vector<std::int32_t> m_codes;
    std::vector<std::uint8_t> m_filled;
};

} // namespace leptune
