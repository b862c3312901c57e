// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/leafwise_boosting.h"

#include <limits>

namespace leptune {

namespace {

/// x < threshold on raw numbers asks the same as bin <= `bin` on present cells.
float thresholdOf(const BinCuts &cuts, const SymmetricSplit &split)
{
    const std::vector<float> &list = cuts.cuts[static_cast<std::size_t>(split.feature)];
    return split.bin > list.size() ? std::numeric_limits<float>::max() : list[split.bin - 1U];
}

void append(const LeafTree &tree, const BinCuts &cuts, float scale, TreeEnsemble &ensemble)
{
    const auto root = static_cast<std::int32_t>(ensemble.nodes.size());
    ensemble.roots.push_back(root);
    ensemble.nodes.emplace_back();
    std::vector<std::int32_t> place{root}; // of every leaf
    for (const LeafSplit &split : tree.splits) {
        const auto left = static_cast<std::int32_t>(ensemble.nodes.size());
        ensemble.nodes.resize(ensemble.nodes.size() + 2);
        std::int32_t &at = place[static_cast<std::size_t>(split.leaf)];
        ensemble.nodes[static_cast<std::size_t>(at)] = {split.question.feature,
                                                        thresholdOf(cuts, split.question), left,
                                                        left + 1, split.question.missingLeft};
        at = left;
        place.push_back(left + 1);
    }
    for (std::size_t leaf = 0; leaf < place.size(); ++leaf) {
        ensemble.nodes[static_cast<std::size_t>(place[leaf])] = {
            -1, 0.0F, static_cast<std::int32_t>(ensemble.leafValues.size()), 0, true};
        ensemble.leafValues.push_back(tree.values[leaf] * scale);
    }
}

} // namespace

std::vector<TreeEnsemble> leafwiseEnsembles(const LeafwiseState &state, const BinCuts &cuts,
                                            double offset, double scale)
{
    std::vector<TreeEnsemble> ensembles(state.start.size());
    for (std::size_t k = 0; k < ensembles.size(); ++k) {
        ensembles[k].base = {static_cast<float>(state.start[k] * scale + offset)};
        for (std::size_t round = 0; round < static_cast<std::size_t>(state.best); ++round)
            append(state.trees[round * ensembles.size() + k], cuts, static_cast<float>(scale),
                   ensembles[k]);
    }
    return ensembles;
}

} // namespace leptune
