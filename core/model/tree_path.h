// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tree_models.h"

#include <optional>

namespace leptune {

/// The questions above a node of a tree that is walked in prefix order, and which places of the
/// table's thresholds they leave possible.
class TreePath {
public:
    void begin(ThresholdTable &table)
    {
        m_table = &table;
        m_steps.clear();
    }
    std::size_t depth() const { return m_steps.size(); }
    std::int64_t low(std::uint32_t feature) const { return m_table->low[feature]; }
    std::int64_t high(std::uint32_t feature) const { return m_table->high[feature]; }
    /// What is known of the node's brother: 0 nothing yet, 1 it is a leaf, 2 it is none.
    std::size_t brother() const
    {
        return m_steps.empty() || !m_steps.back().right ? 0 : m_steps.back().leafLeft ? 1 : 2;
    }

    /// Goes to the left of a question.
    void enter(std::int32_t node, std::uint32_t feature, std::uint32_t place)
    {
        std::int64_t &high = m_table->high[feature];
        m_steps.push_back({node, feature, place, m_table->low[feature], high, false, false});
        high = std::int64_t{place} - 1;
    }
    /// From a leaf to the right of the nearest question whose left alone was walked: its node.
    /// Nothing at the end of the tree.
    std::optional<std::int32_t> turnRight()
    {
        if (!m_steps.empty() && !m_steps.back().right)
            m_steps.back().leafLeft = true;
        for (; !m_steps.empty() && m_steps.back().right; m_steps.pop_back())
            m_table->low[m_steps.back().feature] = m_steps.back().low;
        if (m_steps.empty())
            return std::nullopt;
        Step &step = m_steps.back();
        step.right = true;
        m_table->high[step.feature] = step.high;
        m_table->low[step.feature] = std::int64_t{step.place} + 1;
        return step.node;
    }

private:
    struct Step {
        std::int32_t node;
        std::uint32_t feature, place;
        std::int64_t low, high; ///< possible before
        bool right, leafLeft;
    };

    ThresholdTable *m_table = nullptr;
    std::vector<Step> m_steps;
};

} // namespace leptune
