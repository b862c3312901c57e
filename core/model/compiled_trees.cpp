// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compiled_trees.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace leptune {
namespace {

const TreeNode &nodeAt(const TreeEnsemble &ensemble, std::int32_t index)
{
    return ensemble.nodes[static_cast<std::size_t>(index)];
}

const float *leafAt(const TreeEnsemble &ensemble, const TreeNode &leaf)
{
    return ensemble.leafValues.data() +
           static_cast<std::size_t>(leaf.left) * static_cast<std::size_t>(ensemble.outputs);
}

WalkNode leafNode(const TreeEnsemble &ensemble, const TreeNode &leaf, int target,
                  std::uint32_t self)
{
    const float value = target < 0 ? 0.0F : leafAt(ensemble, leaf)[target];
    return {std::numeric_limits<float>::quiet_NaN(), 0, self,
            target < 0 ? static_cast<std::uint32_t>(leaf.left)
                       : std::bit_cast<std::uint32_t>(value)};
}

/// Breadth first, so that brothers stand side by side and the nodes that every row visits are
/// close.
void compileTree(const TreeEnsemble &ensemble, std::int32_t root, CompiledTrees &result)
{
    struct Open {
        std::int32_t source;
        std::uint32_t place;
        int depth;
    };
    CompiledTree tree{static_cast<std::uint32_t>(result.nodes.size()), 0,
                      soleTarget(ensemble, root)};
    std::vector<Open> open{{root, tree.root, 0}};
    result.nodes.emplace_back();
    for (std::size_t next = 0; next < open.size(); ++next) {
        const Open at = open[next];
        const TreeNode &node = nodeAt(ensemble, at.source);
        tree.depth = std::max(tree.depth, at.depth);
        if (node.feature < 0) {
            result.nodes[at.place] = leafNode(ensemble, node, tree.target, at.place);
            continue;
        }
        const auto child = static_cast<std::uint32_t>(result.nodes.size());
        const auto feature = static_cast<std::uint32_t>(node.feature);
        result.nodes[at.place] = {node.threshold,
                                  node.missingLeft ? feature : feature | kMissingRight, child, 0};
        result.nodes.resize(child + 2);
        open.push_back({node.left, child, at.depth + 1});
        open.push_back({node.right, child + 1, at.depth + 1});
    }
    result.trees.push_back(tree);
}

} // namespace

int soleTarget(const TreeEnsemble &ensemble, std::int32_t root)
{
    int target = ensemble.outputs == 1 ? 0 : -1;
    std::vector<std::int32_t> open(1, root);
    while (!open.empty() && ensemble.outputs > 1) {
        const TreeNode &node = nodeAt(ensemble, open.back());
        open.pop_back();
        if (node.feature >= 0) {
            open.push_back(node.right);
            open.push_back(node.left);
            continue;
        }
        const float *values = leafAt(ensemble, node);
        for (int output = 0; output < ensemble.outputs; ++output) {
            if (std::bit_cast<std::uint32_t>(values[output]) == 0 || output == target)
                continue;
            if (target >= 0)
                return -1;
            target = output;
        }
    }
    return std::max(target, 0);
}

CompiledTrees compileTrees(const TreeEnsemble &ensemble)
{
    CompiledTrees result;
    result.nodes.reserve(ensemble.nodes.size());
    for (const std::int32_t root : ensemble.roots)
        compileTree(ensemble, root, result);
    return result;
}

} // namespace leptune
