// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <bit>

namespace leptune {

namespace {

bool sameQuestion(const TreeNode &a, const TreeNode &b)
{
    return a.feature == b.feature && a.missingLeft == b.missingLeft &&
           std::bit_cast<std::uint32_t>(a.threshold) == std::bit_cast<std::uint32_t>(b.threshold);
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

std::optional<std::vector<SymmetricForm>> symmetricForms(const TreeEnsemble &ensemble)
{
    std::vector<SymmetricForm> forms;
    forms.reserve(ensemble.roots.size());
    for (const std::int32_t root : ensemble.roots) {
        auto form = symmetricForm(ensemble, root);
        if (!form)
            return std::nullopt;
        forms.push_back(std::move(*form));
    }
    return forms;
}

} // namespace leptune
