// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/symmetric_trees.h"

#include "core/base/error.h"

#include <bit>
#include <span>

namespace leptune {

namespace {

bool sameQuestion(const TreeNode &a, const TreeNode &b)
{
    return a.feature == b.feature && a.missingLeft == b.missingLeft &&
           std::bit_cast<std::uint32_t>(a.threshold) == std::bit_cast<std::uint32_t>(b.threshold);
}

/// Prefix order: a node, its left part, its right part.
void appendLevels(TreeEnsemble &to, std::span<const LevelQuestion> questions, std::size_t level,
                  std::size_t leaf)
{
    const std::size_t place = to.nodes.size();
    to.nodes.emplace_back();
    if (level == questions.size()) {
        to.nodes[place].left = static_cast<std::int32_t>(leaf);
        return;
    }
    TreeNode node{questions[level].feature, questions[level].threshold,
                  static_cast<std::int32_t>(place) + 1, 0, questions[level].missingLeft};
    appendLevels(to, questions, level + 1, leaf);
    node.right = static_cast<std::int32_t>(to.nodes.size());
    to.nodes[place] = node;
    appendLevels(to, questions, level + 1, leaf + (std::size_t{1} << level));
}

} // namespace

std::optional<SymmetricForm> symmetricForm(const TreeEnsemble &ensemble, std::int32_t root)
{
    SymmetricForm form;
    std::vector<std::int32_t> level(1, root);
    const auto at = [&](std::int32_t index) -> const TreeNode & {
        return ensemble.nodes[static_cast<std::size_t>(index)];
    };
    for (int depth = 0; depth <= kMostLevels; ++depth) {
        const TreeNode first = at(level.front());
        if (first.feature < 0) {
            for (const std::int32_t index : level) {
                if (at(index).feature >= 0)
                    return std::nullopt;
                form.leaves.push_back(at(index).left);
            }
            return form;
        }
        for (const std::int32_t index : level)
            if (!sameQuestion(at(index), first))
                return std::nullopt;
        form.questions.push_back({first.feature, first.threshold, first.missingLeft});
        const std::size_t count = level.size();
        level.resize(2 * count);
        for (std::size_t i = 0; i < count; ++i) {
            const TreeNode node = at(level[i]);
            level[i] = node.left;
            level[i + count] = node.right;
        }
    }
    return std::nullopt;
}

SymmetricEnsemble toSymmetric(const TreeEnsemble &ensemble)
{
    SymmetricEnsemble result;
    result.outputs = ensemble.outputs;
    result.base = ensemble.base;
    const auto outputs = static_cast<std::size_t>(ensemble.outputs);
    for (const std::int32_t root : ensemble.roots) {
        const auto form = symmetricForm(ensemble, root);
        if (!form)
            throw Error(ErrorCode::Internal, "tree ensemble", "a tree in it is not symmetric");
        result.levels.push_back(static_cast<int>(form->questions.size()));
        result.questions.insert(result.questions.end(), form->questions.begin(),
                                form->questions.end());
        for (const std::int32_t leaf : form->leaves) {
            const float *values =
                ensemble.leafValues.data() + static_cast<std::size_t>(leaf) * outputs;
            result.leafValues.insert(result.leafValues.end(), values, values + outputs);
        }
    }
    return result;
}

TreeEnsemble toTrees(const SymmetricEnsemble &ensemble)
{
    TreeEnsemble result;
    result.outputs = ensemble.outputs;
    result.base = ensemble.base;
    result.leafValues = ensemble.leafValues;
    const LevelQuestion *questions = ensemble.questions.data();
    std::size_t firstLeaf = 0;
    for (const int levels : ensemble.levels) {
        result.roots.push_back(static_cast<std::int32_t>(result.nodes.size()));
        appendLevels(result, {questions, static_cast<std::size_t>(levels)}, 0, firstLeaf);
        questions += levels;
        firstLeaf += std::size_t{1} << levels;
    }
    return result;
}

} // namespace leptune
