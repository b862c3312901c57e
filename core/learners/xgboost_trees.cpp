// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/xgboost_trees.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

namespace leptune {

namespace {

using nlohmann::json;

/// Appends one tree. A leaf has no children and holds its value where others hold the condition.
void appendTree(const json &tree, TreeEnsemble &ensemble)
{
    const auto left = tree.at("left_children").get<std::vector<std::int32_t>>();
    const auto right = tree.at("right_children").get<std::vector<std::int32_t>>();
    const auto feature = tree.at("split_indices").get<std::vector<std::int32_t>>();
    const auto condition = tree.at("split_conditions").get<std::vector<float>>();
    const auto missingLeft = tree.at("default_left").get<std::vector<int>>();
    const std::size_t count = left.size();
    if (count == 0 || right.size() != count || feature.size() != count ||
        condition.size() != count || missingLeft.size() != count)
        throw Error(ErrorCode::BadFormat, "boosting", "a tree of XGBoost has uneven arrays");
    const auto root = static_cast<std::int32_t>(ensemble.nodes.size());
    ensemble.roots.push_back(root);
    for (std::size_t i = 0; i < count; ++i) {
        TreeNode node;
        if (left[i] < 0) {
            node.left = static_cast<std::int32_t>(ensemble.leafValues.size());
            ensemble.leafValues.push_back(condition[i]);
        } else {
            node = {feature[i], condition[i], root + left[i], root + right[i], missingLeft[i] != 0};
        }
        ensemble.nodes.push_back(node);
    }
}

} // namespace

std::vector<TreeEnsemble> xgboostTrees(std::span<const std::uint8_t> model, int rounds, int groups)
{
    std::vector<TreeEnsemble> ensembles(static_cast<std::size_t>(groups));
    for (TreeEnsemble &ensemble : ensembles)
        ensemble.base = {0.0F};
    try {
        const json whole = json::from_ubjson(model.begin(), model.end());
        const json &forest = whole.at("learner").at("gradient_booster").at("model");
        const json &trees = forest.at("trees");
        const auto group = forest.at("tree_info").get<std::vector<int>>();
        const std::size_t wanted =
            std::min(trees.size(), static_cast<std::size_t>(rounds) * ensembles.size());
        for (std::size_t i = 0; i < wanted; ++i)
            appendTree(trees[i], ensembles.at(static_cast<std::size_t>(group.at(i))));
    } catch (const std::exception &error) {
        if (dynamic_cast<const Error *>(&error) || dynamic_cast<const std::bad_alloc *>(&error))
            throw;
        throw Error(ErrorCode::BadFormat, "boosting",
                    std::string("the model of XGBoost can't be read: ") + error.what());
    }
    return ensembles;
}

} // namespace leptune
