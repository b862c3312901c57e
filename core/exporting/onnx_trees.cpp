// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"

#include <bit>

namespace leptune {
namespace {

/// The parallel lists of a TreeEnsembleRegressor (ai.onnx.ml 3). Nodes are numbered from 0 a tree,
/// parents before children.
class TreeLists {
public:
    explicit TreeLists(const TreeEnsemble &ensemble) : m_ensemble(ensemble)
    {
        for (std::size_t i = 0; i < ensemble.roots.size(); ++i)
            addTree(static_cast<std::int64_t>(i), ensemble.roots[i]);
    }

    std::vector<onnx::AttributeProto> attributes() const
    {
        return {onnxInt("n_targets", m_ensemble.outputs),
                onnxText("aggregate_function", "SUM"),
                onnxText("post_transform", "NONE"),
                onnxFloats("base_values", m_ensemble.base),
                onnxInts("nodes_treeids", m_trees),
                onnxInts("nodes_nodeids", m_ids),
                onnxInts("nodes_featureids", m_features),
                onnxTexts("nodes_modes", m_modes),
                onnxFloats("nodes_values", m_thresholds),
                onnxInts("nodes_truenodeids", m_lefts),
                onnxInts("nodes_falsenodeids", m_rights),
                onnxInts("nodes_missing_value_tracks_true", m_missingLeft),
                onnxInts("target_treeids", m_targetTrees),
                onnxInts("target_nodeids", m_targetNodes),
                onnxInts("target_ids", m_targets),
                onnxFloats("target_weights", m_weights)};
    }

private:
    void addTree(std::int64_t tree, std::int32_t root)
    {
        std::vector<std::int32_t> queue(1, root);
        for (std::size_t id = 0; id < queue.size(); ++id) {
            const TreeNode &node = m_ensemble.nodes[static_cast<std::size_t>(queue[id])];
            const bool leaf = node.feature < 0;
            const auto next = static_cast<std::int64_t>(queue.size());
            addNode(tree, static_cast<std::int64_t>(id), node, leaf ? 0 : next);
            if (leaf) {
                addLeaf(tree, static_cast<std::int64_t>(id), node.left);
                continue;
            }
            queue.push_back(node.left);
            queue.push_back(node.right);
        }
    }

    void addNode(std::int64_t tree, std::int64_t id, const TreeNode &node, std::int64_t left)
    {
        const bool leaf = node.feature < 0;
        m_trees.push_back(tree);
        m_ids.push_back(id);
        m_features.push_back(leaf ? 0 : node.feature);
        m_modes.emplace_back(leaf ? "LEAF" : "BRANCH_LT");
        m_thresholds.push_back(leaf ? 0.0F : node.threshold);
        m_lefts.push_back(left);
        m_rights.push_back(leaf ? 0 : left + 1);
        m_missingLeft.push_back(!leaf && node.missingLeft ? 1 : 0);
    }

    void addLeaf(std::int64_t tree, std::int64_t id, std::int32_t leaf)
    {
        const auto outputs = static_cast<std::size_t>(m_ensemble.outputs);
        const float *values =
            m_ensemble.leafValues.data() + static_cast<std::size_t>(leaf) * outputs;
        const std::size_t before = m_weights.size();
        for (std::size_t output = 0; output < outputs; ++output)
            if (std::bit_cast<std::uint32_t>(values[output]) != 0)
                addWeight(tree, id, output, values[output]);
        if (m_weights.size() == before)
            addWeight(tree, id, 0, 0.0F);
    }

    void addWeight(std::int64_t tree, std::int64_t id, std::size_t output, float value)
    {
        m_targetTrees.push_back(tree);
        m_targetNodes.push_back(id);
        m_targets.push_back(static_cast<std::int64_t>(output));
        m_weights.push_back(value);
    }

    const TreeEnsemble &m_ensemble;
    std::vector<std::int64_t> m_trees, m_ids, m_features, m_lefts, m_rights, m_missingLeft;
    std::vector<std::int64_t> m_targetTrees, m_targetNodes, m_targets;
    std::vector<std::string> m_modes;
    std::vector<float> m_thresholds, m_weights;
};

} // namespace

OnnxName writeTrees(OnnxWriter &to, const TreeEnsemble &op, const OnnxName &x)
{
    return to.add("TreeEnsembleRegressor", {x}, TreeLists(op).attributes(), kMlDomain);
}

} // namespace leptune
