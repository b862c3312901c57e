// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/symmetric_tree.h"

#include <bitset>
#include <cstddef>
#include <span>
#include <vector>

namespace leptune {

/// Of a reward that is searched.
constexpr double kMostReuse = 0.95;

/// The thresholds that an ensemble asks already, so that growing trees can prefer them: what a
/// tree asks again needs no place of its own in the packed model (thresholds and features as in
/// Trees on a Diet, arXiv:2110.03901; here shares of a gain, which have no unit).
class UsedCuts {
public:
    /// `reward`: share of its gain, [0, 1), that a threshold loses where no tree has asked it yet,
    /// and once more where none has asked of its feature.
    UsedCuts(std::size_t features, double reward);

    bool rewards() const { return m_reward > 0.0F; }
    void add(const SymmetricSplit &split);
    /// Last bins that go left, in the order in which they came.
    std::span<const std::uint8_t> of(int feature) const
    {
        return m_features[static_cast<std::size_t>(feature)].bins;
    }
    /// What a gain counts of its size.
    float share(int feature, std::uint8_t bin) const
    {
        const Feature &known = m_features[static_cast<std::size_t>(feature)];
        if (known.bins.empty())
            return (1.0F - m_reward) * (1.0F - m_reward);
        return known.used[bin] ? 1.0F : 1.0F - m_reward;
    }

private:
    struct Feature {
        std::bitset<256> used;
        std::vector<std::uint8_t> bins;
    };
    std::vector<Feature> m_features;
    float m_reward;
};

} // namespace leptune
