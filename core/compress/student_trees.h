// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/soft_rows.h"
#include "core/learners/leafwise/leaf_tree.h"
#include "core/model/graph_builder.h"

#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace leptune {

/// How the trees of a student grow.
struct StudentGrowth {
    LeafwiseOptions options; ///< symmetric trees heed what they have in common with them
    bool isLeafwise = false;
};

/// Trees of either growth that answer as a teacher does: whole levels that ask the same
/// (booster.h), the smallest and fastest, or leaf by leaf (leafwise_boosting.h), which follow
/// teachers that ask deep questions of small parts of the rows.
class StudentTrees {
public:
    /// Boosted on the labels of some rows of `rows`. Nothing where it was told to end.
    static std::optional<StudentTrees> grown(const StudentGrowth &growth, const SoftRows &rows,
                                             StudentLabels labels,
                                             const std::function<bool()> &shouldEnd);

    /// Made smaller (tree_shrinker.h), to answer for a share of `features` as they do now: what
    /// they were taught is noisier than they are.
    void shrink(const FloatMatrix &features, double bitPrice,
                const std::function<bool()> &shouldEnd);
    /// Leaves rounded as the packed file has them.
    void quantise();
    /// From features [N, width] to probabilities [N, classes] or numbers [N, 1].
    NodeId lower(GraphBuilder &builder, NodeId features) const;
    /// The plan without columns that no tree asks for (used_features.h). From now on the trees ask
    /// for features of that one, so this comes last, once.
    std::shared_ptr<const FeaturePlan> takeUsedPartOf(const FeaturePlan &plan);

private:
    using Leafwise = std::vector<TreeEnsemble>; ///< one an output
    explicit StudentTrees(BoosterLoss loss, std::variant<SymmetricEnsemble, Leafwise> trees)
        : m_loss(loss), m_trees(std::move(trees))
    {
    }
    FloatMatrix answersFor(const FloatMatrix &features) const;

    BoosterLoss m_loss;
    std::variant<SymmetricEnsemble, Leafwise> m_trees;
};

} // namespace leptune
