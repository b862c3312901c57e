// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/student_trees.h"

#include "core/compress/tree_shrinker.h"
#include "core/compress/used_features.h"
#include "core/learners/booster/symmetric_ensemble.h"
#include "core/learners/leafwise/leafwise_boosting.h"
#include "core/model/interpreter.h"
#include "core/model/quantised_leaves.h"
#include "core/model/symmetric_trees.h"

namespace leptune {

namespace {

constexpr std::size_t kMostShrinkRows = 6'000; // shrinking takes longer than boosting

/// Of the real and the made-up rows alike.
FloatMatrix someOf(const FloatMatrix &features)
{
    const std::size_t step = (features.rows + kMostShrinkRows - 1) / kMostShrinkRows;
    Rows kept;
    for (std::size_t row = 0; row < features.rows; row += step)
        kept.push_back(static_cast<std::uint32_t>(row));
    return gatherRows(features, kept);
}

} // namespace

std::optional<StudentTrees> StudentTrees::grown(const StudentGrowth &growth, const SoftRows &rows,
                                                StudentLabels labels,
                                                const std::function<bool()> &shouldEnd)
{
    const LeafwiseOptions &options = growth.options;
    normaliseWeights(labels.labels);
    const BinColumns columns = gatherColumns(rows.bins, labels.source);
    const BoosterRows train{&columns, &labels.labels};
    const TargetUnit &unit = labels.unit;
    if (growth.isLeafwise) {
        LeafwiseState state;
        state.start = std::move(labels.start);
        state = boostLeafwise(options, train, nullptr, std::move(state), {shouldEnd, {}});
        if (state.cutShort)
            return std::nullopt;
        return StudentTrees(options.loss,
                            leafwiseEnsembles(state, rows.bins.cuts, unit.offset, unit.scale));
    }
    BoosterState state;
    state.start = std::move(labels.start);
    state = boost(options, train, nullptr, std::move(state), {shouldEnd, {}});
    if (state.cutShort)
        return std::nullopt;
    return StudentTrees(options.loss,
                        toSymmetric(symmetricEnsemble(state, rows.bins.cuts, options.outputs(),
                                                      unit.offset, unit.scale)));
}

void StudentTrees::shrink(const FloatMatrix &features, double bitPrice,
                          const std::function<bool()> &shouldEnd)
{
    ShrinkRows learned;
    learned.loss = m_loss;
    learned.features = someOf(features);
    learned.targets = answersFor(learned.features);
    ShrinkOptions options;
    options.bitPrice = bitPrice;
    std::visit([&](auto &trees) { trees = shrinkTrees(trees, learned, options, shouldEnd); },
               m_trees);
}

void StudentTrees::quantise()
{
    if (auto *symmetric = std::get_if<SymmetricEnsemble>(&m_trees))
        quantiseLeaves(*symmetric);
    else
        for (TreeEnsemble &trees : std::get<Leafwise>(m_trees))
            quantiseLeaves(trees);
}

NodeId StudentTrees::lower(GraphBuilder &builder, NodeId features) const
{
    std::vector<NodeId> outputs;
    if (const auto *symmetric = std::get_if<SymmetricEnsemble>(&m_trees))
        outputs = {builder.add(*symmetric, {features})};
    else
        for (const TreeEnsemble &trees : std::get<Leafwise>(m_trees))
            outputs.push_back(builder.add(trees, {features}));
    const NodeId scores = outputs.size() == 1 ? outputs.front() : builder.add(Concat{}, outputs);
    if (m_loss == BoosterLoss::Squared)
        return scores;
    return m_loss == BoosterLoss::Logistic ? builder.add(Logistic{}, {scores})
                                           : builder.add(Softmax{}, {scores});
}

std::shared_ptr<const FeaturePlan> StudentTrees::takeUsedPartOf(const FeaturePlan &plan)
{
    return std::visit([&](auto &trees) { return withoutUnusedChains(plan, trees); }, m_trees);
}

/// As the shrinker takes them: of two classes the second one's share.
FloatMatrix StudentTrees::answersFor(const FloatMatrix &features) const
{
    const Schema none;
    GraphBuilder builder(none);
    const NodeId input = builder.addMatrixInput(static_cast<int>(features.columns));
    NodeId answer = lower(builder, input);
    if (m_loss == BoosterLoss::Logistic)
        answer = builder.add(Select{{1}}, {answer});
    return Interpreter(std::make_shared<const Graph>(std::move(builder).finish(answer)))
        .run(features);
}

} // namespace leptune
