// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/symmetric_trees.h"
#include "core/model/tree_coding.h"

#include <bit>

namespace leptune {

/// Leaf values of a tree, as multiples of a step where they are such.
template <typename Coder>
class LeafCoder {
public:
    explicit LeafCoder(const TreeCoding<Coder> &coding) : m_coding(coding) {}

    /// Which parts of the tree hold anything, from the root down, then what they hold, so that
    /// leaves that differ in the last answer follow each other.
    void codeLeaves(std::span<const LevelQuestion> questions, std::span<float> values,
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
        LeafModels &models = m_coding.models.leaves[1][outputs > 1];
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

    /// Values of the leaves at `nodes`, whose places are theirs then.
    void codeLeaves(TreeEnsemble &ensemble, const std::vector<std::int32_t> &nodes)
    {
        const auto outputs = static_cast<std::size_t>(ensemble.outputs);
        const std::size_t count = nodes.size() * outputs;
        m_values.clear();
        if constexpr (Coder::kReads) {
            m_coding.take(2 * count * sizeof(float));
            m_codes.assign(count, 0);
        } else {
            for (const std::int32_t node : nodes) {
                const auto leaf =
                    static_cast<std::size_t>(ensemble.nodes[static_cast<std::size_t>(node)].left);
                const float *values = ensemble.leafValues.data() + leaf * outputs;
                m_values.insert(m_values.end(), values, values + outputs);
            }
        }
        const Unit unit = codeUnit(m_values, m_codes);
        LeafModels &models = m_coding.models.leaves[0][outputs > 1];
        models.begin();
        for (std::size_t i = 0; i < nodes.size(); ++i)
            codeLeaf(models, unit, {m_codes.data() + i * outputs, outputs}, false);
        if constexpr (Coder::kReads) {
            auto leaf = static_cast<std::int32_t>(ensemble.leafValues.size() / outputs);
            for (const std::int32_t node : nodes)
                ensemble.nodes[static_cast<std::size_t>(node)].left = leaf++;
            for (const std::int32_t code : m_codes)
                ensemble.leafValues.push_back(unit.value(code));
        }
    }

private:
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
            auto found =
                leafCodes(values, std::bit_cast<float>(m_coding.models.lastStep << kStepShift));
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
        unit.quantised = m_coding.coder.bit(m_coding.models.quantised, unit.quantised);
        if (!unit.quantised)
            return unit;
        const std::uint32_t step = std::bit_cast<std::uint32_t>(unit.step) >> kStepShift;
        const std::int32_t change = m_coding.models.steps.code(
            m_coding.coder,
            static_cast<std::int32_t>(step) - static_cast<std::int32_t>(m_coding.models.lastStep));
        m_coding.models.lastStep =
            (m_coding.models.lastStep + static_cast<std::uint32_t>(change)) & 0xFFFU;
        unit.step = std::bit_cast<float>(m_coding.models.lastStep << kStepShift);
        return unit;
    }

    void codeLeaf(LeafModels &models, const Unit &unit, std::span<std::int32_t> codes, bool filled)
    {
        if (unit.quantised) {
            models.code(m_coding.coder, codes, filled);
            return;
        }
        for (std::int32_t &code : codes)
            code = std::bit_cast<std::int32_t>(
                codeWord(m_coding.coder, std::bit_cast<std::uint32_t>(code)));
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
        m_filled[1] = m_coding.coder.bit(m_coding.models.anyLeaf, m_filled[1]);
        for (std::size_t level = 0; level < questions.size(); ++level) {
            const std::size_t width = std::size_t{1} << level;
            const std::size_t below = questions.size() - level - 1;
            const auto [noLeft, noRight] = exclusions(questions, level);
            for (std::size_t i = 0; i < width; ++i) {
                if (!m_filled[width + i])
                    continue;
                auto &left = m_filled[2 * width + i], &right = m_filled[3 * width + i];
                left =
                    m_coding.coder.bit(m_coding.models.leftFilled[below][(i & noLeft) != 0], left);
                right = !left ||
                        m_coding.coder.bit(m_coding.models.rightFilled[below][(~i & noRight) != 0],
                                           right);
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

    static constexpr int kStepShift = 19;

    const TreeCoding<Coder> m_coding;
    std::vector<float> m_values;
    std::vector<std::int32_t> m_codes;
    std::vector<std::uint8_t> m_filled;
};

} // namespace leptune
