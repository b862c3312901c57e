// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/work_tree.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {
namespace {

std::int32_t copy(const WorkTree &from, std::int32_t at, WorkTree &to)
{
    const auto place = static_cast<std::int32_t>(to.nodes.size());
    to.nodes.push_back(from.nodes[static_cast<std::size_t>(at)]);
    const WorkNode node = to.nodes.back();
    if (node.isLeaf()) {
        to.nodes.back().leaf = static_cast<std::int32_t>(to.values.size() / to.outputs);
        const auto values = from.valuesOf(at);
        to.values.insert(to.values.end(), values.begin(), values.end());
        return place;
    }
    const std::int32_t left = copy(from, node.left, to);
    const std::int32_t right = copy(from, node.right, to);
    to.nodes[static_cast<std::size_t>(place)].left = left;
    to.nodes[static_cast<std::size_t>(place)].right = right;
    return place;
}

std::int32_t copy(const TreeEnsemble &from, std::int32_t at, const SplitTable &table, WorkTree &to)
{
    const auto place = static_cast<std::int32_t>(to.nodes.size());
    const TreeNode &node = from.nodes[static_cast<std::size_t>(at)];
    to.nodes.emplace_back();
    if (node.feature < 0) {
        to.nodes.back().leaf = static_cast<std::int32_t>(to.values.size() / to.outputs);
        const auto first =
            from.leafValues.begin() + node.left * static_cast<std::ptrdiff_t>(to.outputs);
        to.values.insert(to.values.end(), first, first + static_cast<std::ptrdiff_t>(to.outputs));
        return place;
    }
    const std::int32_t left = copy(from, node.left, table, to);
    const std::int32_t right = copy(from, node.right, table, to);
    to.nodes[static_cast<std::size_t>(place)] = {
        table.split(node.feature, node.threshold, node.missingLeft), left, right, -1};
    return place;
}

void count(const WorkTree &tree, std::int32_t at, std::size_t depth, float step, int change,
           PackedRates &rates)
{
    const WorkNode &node = tree.nodes[static_cast<std::size_t>(at)];
    rates.countNode(depth, node.isLeaf(), change);
    if (node.isLeaf()) {
        for (const float value : tree.valuesOf(at))
            rates.countCode(static_cast<std::int32_t>(std::lround(value / step)), change);
        return;
    }
    rates.count(node.split, change);
    count(tree, node.left, depth + 1, step, change, rates);
    count(tree, node.right, depth + 1, step, change, rates);
}

/// Compact trees of equal shape and questions lie at the same places.
bool asksTheSame(const WorkTree &a, const WorkTree &b)
{
    if (a.firstOutput != b.firstOutput || a.values.size() != b.values.size() ||
        a.nodes.size() != b.nodes.size())
        return false;
    for (std::size_t i = 0; i < a.nodes.size(); ++i)
        if (!(a.nodes[i].split == b.nodes[i].split))
            return false;
    return true;
}

} // namespace

WorkTree compact(const WorkTree &tree)
{
    WorkTree result{tree.firstOutput, tree.outputs, {}, {}};
    copy(tree, 0, result);
    return result;
}

void addedBy(const WorkTree &tree, const SplitTable &table, std::size_t rows,
             std::vector<float> &result)
{
    result.resize(rows * tree.outputs);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto values = tree.valuesOf(tree.leafOf(table, row));
        std::ranges::copy(values, result.begin() + static_cast<std::ptrdiff_t>(row * tree.outputs));
    }
}

void mergeEqual(std::vector<WorkTree> &trees)
{
    std::vector<WorkTree> kept;
    std::multimap<std::size_t, std::size_t> places; // by what the root asks
    for (WorkTree &tree : trees) {
        const TreeSplit &root = tree.nodes.front().split;
        const std::size_t key =
            static_cast<std::size_t>(root.feature) << 32 | static_cast<std::size_t>(root.threshold);
        const auto [first, last] = places.equal_range(key);
        const auto same = std::find_if(
            first, last, [&](const auto &place) { return asksTheSame(kept[place.second], tree); });
        if (same == last) {
            places.emplace(key, kept.size());
            kept.push_back(std::move(tree));
            continue;
        }
        WorkTree &into = kept[same->second];
        for (std::size_t i = 0; i < tree.values.size(); ++i)
            into.values[i] += tree.values[i];
    }
    trees = std::move(kept);
}

void count(const WorkTree &tree, float step, int change, PackedRates &rates)
{
    count(tree, 0, 0, step, change, rates);
}

std::vector<WorkTree> toWork(const TreeEnsemble &ensemble, const SplitTable &table,
                             std::size_t firstOutput)
{
    std::vector<WorkTree> trees;
    for (const std::int32_t root : ensemble.roots) {
        WorkTree &tree =
            trees.emplace_back(firstOutput, static_cast<std::size_t>(ensemble.outputs));
        copy(ensemble, root, table, tree);
    }
    return trees;
}

void append(const WorkTree &tree, const SplitTable &table, TreeEnsemble &to)
{
    const auto first = static_cast<std::int32_t>(to.nodes.size());
    const auto firstLeaf =
        static_cast<std::int32_t>(to.leafValues.size() / static_cast<std::size_t>(to.outputs));
    to.roots.push_back(first);
    for (const WorkNode &node : tree.nodes) {
        if (node.isLeaf())
            to.nodes.push_back({-1, 0.0F, firstLeaf + node.leaf, 0, true});
        else
            to.nodes.push_back({table.featureOf(node.split), table.thresholdOf(node.split),
                                first + node.left, first + node.right, node.split.missingLeft});
    }
    to.leafValues.insert(to.leafValues.end(), tree.values.begin(), tree.values.end());
}

} // namespace leptune
