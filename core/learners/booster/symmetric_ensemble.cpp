// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/symmetric_ensemble.h"

#include <limits>

namespace leptune {

namespace {

/// x < threshold on raw numbers asks the same as bin <= `bin` on present cells.
float thresholdOf(const BinCuts &cuts, const SymmetricSplit &split)
{
    const std::vector<float> &list = cuts.cuts[static_cast<std::size_t>(split.feature)];
    if (split.bin > list.size()) // all present cells go left
        return std::numeric_limits<float>::max();
    return list[split.bin - 1U];
}

class Writer {
public:
    Writer(const BinCuts &cuts, TreeEnsemble &ensemble) : m_cuts(cuts), m_ensemble(ensemble) {}

    void append(const SymmetricTree &tree, float scale)
    {
        m_firstLeaf = static_cast<std::int32_t>(m_ensemble.leafValues.size()) / m_ensemble.outputs;
        for (const float value : tree.values)
            m_ensemble.leafValues.push_back(value * scale);
        m_ensemble.roots.push_back(node(tree, 0, 0));
    }

private:
    std::int32_t node(const SymmetricTree &tree, std::size_t level, std::int32_t leaf)
    {
        const std::size_t at = m_ensemble.nodes.size();
        m_ensemble.nodes.emplace_back();
        if (level == tree.splits.size()) {
            m_ensemble.nodes[at] = {-1, 0.0F, m_firstLeaf + leaf, 0, true};
            return static_cast<std::int32_t>(at);
        }
        const SymmetricSplit &split = tree.splits[level];
        const std::int32_t left = node(tree, level + 1, leaf);
        const std::int32_t right = node(tree, level + 1, leaf | (1 << level));
        m_ensemble.nodes[at] = {split.feature, thresholdOf(m_cuts, split), left, right,
                                split.missingLeft};
        return static_cast<std::int32_t>(at);
    }

    const BinCuts &m_cuts;
    TreeEnsemble &m_ensemble;
    std::int32_t m_firstLeaf = 0;
};

} // namespace

TreeEnsemble symmetricEnsemble(const BoosterState &state, const BinCuts &cuts, int outputs,
                               double offset, double scale)
{
    TreeEnsemble ensemble;
    ensemble.outputs = outputs;
    for (const float start : state.start)
        ensemble.base.push_back(static_cast<float>(start * scale + offset));
    Writer writer(cuts, ensemble);
    for (int i = 0; i < state.best; ++i)
        writer.append(state.trees[static_cast<std::size_t>(i)], static_cast<float>(scale));
    return ensemble;
}

} // namespace leptune
