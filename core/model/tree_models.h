// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ascending_floats.h"
#include "core/model/graph.h"
#include "core/model/quantised_leaves.h"

#include <memory>

/// What the tree ensembles of a file have in common while they are packed: their symbols' models,
/// learned from one ensemble to the next, and tables of thresholds.
namespace leptune {

/// Distinct thresholds of each feature in use, in the order of numbers (-0 before 0), and what was
/// learned about their use.
struct ThresholdTable {
    std::vector<std::int32_t> features;         ///< ascending
    std::vector<std::vector<float>> thresholds; ///< as features; none empty

    /// To be called when both are known.
    void makeModels();
    std::size_t featurePlace(std::int32_t feature) const;
    std::uint32_t thresholdPlace(std::size_t featurePlace, float threshold) const;

    std::array<PlaceModel, 3> featureModels;
    std::vector<PlaceModel> thresholdModels;
    std::vector<BitModel> missingModels;
    /// Places that are possible on the way down a tree; all of them between trees.
    std::vector<std::int64_t> low, high;
};

/// Codes of leaves: zero or not, sign, size in the context of the one before; the last output of a
/// leaf is what is missing to the sum of the leaf before, mostly.
class LeafModels {
public:
    /// `codes`: one leaf. `filled`: some code is not zero.
    template <typename Coder>
    void code(Coder &coder, std::span<std::int32_t> codes, bool filled)
    {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const std::int64_t left = m_total - sum;
            if (codes.size() > 1 && i + 1 == codes.size() &&
                coder.bit(m_asExpected, codes[i] == left)) {
                codes[i] = static_cast<std::int32_t>(left);
                sum = m_total;
                break;
            }
            const bool known = filled && codes.size() == 1;
            codes[i] = codeOne(coder, codes[i], std::min<std::size_t>(i, 15), left == 0, known);
            sum += codes[i];
        }
        m_total = sum;
    }
    void begin()
    {
        m_total = 0;
        m_size = 0;
        m_sign = 0;
    }

private:
    template <typename Coder>
    std::int32_t codeOne(Coder &coder, std::int32_t value, std::size_t output, bool done,
                         bool notZero)
    {
        if (!notZero && !coder.bit(m_filled[output][done][m_size > 0], value != 0))
            return 0;
        const bool negative = coder.bit(m_signs[m_sign], value < 0);
        const auto positive = static_cast<std::uint32_t>(negative ? -std::int64_t{value} : value);
        const std::uint32_t size = m_sizes[m_size].code(coder, positive - 1) + 1;
        m_sign = negative ? 2 : 1;
        m_size = std::min<std::size_t>(std::bit_width(size), m_sizes.size() - 1);
        return static_cast<std::int32_t>(negative ? 0U - size : size);
    }

    std::array<std::array<std::array<BitModel, 2>, 2>, 16> m_filled;
    std::array<BitModel, 3> m_signs;
    std::array<NumberModel, 11> m_sizes;
    BitModel m_asExpected;
    std::int64_t m_total = 0;
    std::size_t m_size = 0;
    std::size_t m_sign = 0;
};

struct TreeModels {
    std::vector<std::shared_ptr<ThresholdTable>> tables;
    NumberModel counts;
    NumberModel tableIds;
    // Tables.
    NumberModel featureGaps;
    AscendingFloats thresholdLists;
    // Trees.
    BitTree<5> levels;
    std::array<std::array<BitModel, 3>, 32> leafHeads; ///< depth, brother
    BitModel nests;
    BitModel quantised;
    SignedModel steps;
    std::uint32_t lastStep = 0;
    BitModel anyLeaf;
    /// Levels below, whether the answers above rule it out.
    std::array<std::array<BitModel, 2>, 17> leftFilled, rightFilled;
    /// Symmetric or not, one output or several.
    std::array<std::array<LeafModels, 2>, 2> leaves;
};

} // namespace leptune
