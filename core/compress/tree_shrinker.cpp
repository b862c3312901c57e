// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/tree_shrinker.h"

#include "core/base/error.h"
#include "core/compress/backfitting.h"
#include "core/compress/symmetric_refit.h"
#include "core/compress/tree_refit.h"
#include "core/compress/work_tree.h"

#include <map>
#include <numeric>

namespace leptune {
namespace {

void requireFit(const ShrinkRows &rows, std::size_t outputs, std::int32_t widest)
{
    const std::size_t count = rows.features.rows;
    const bool fits = rows.targets.rows == count && rows.targets.columns == outputs &&
                      (rows.offset.values.empty() ||
                       (rows.offset.rows == count && rows.offset.columns == outputs)) &&
                      (rows.weights.empty() || rows.weights.size() == count) &&
                      widest < static_cast<std::int32_t>(rows.features.columns);
    const bool knowsLoss = rows.loss == BoosterLoss::Squared || rows.loss == BoosterLoss::Softmax ||
                           (rows.loss == BoosterLoss::Logistic && outputs == 1);
    if (!fits || !knowsLoss)
        throw Error(ErrorCode::BadOption, "shrinking of trees",
                    "the rows do not fit the trees; give features, targets, offsets and weights "
                    "of the same rows, and a loss of these outputs");
}

template <typename Tree>
FloatMatrix scoresOf(const std::vector<Tree> &trees, const SplitTable &table, std::size_t rows,
                     const std::vector<double> &base)
{
    FloatMatrix scores(rows, base.size());
    for (std::size_t row = 0; row < rows; ++row)
        std::ranges::copy(base, scores.row(row).begin());
    std::vector<float> added;
    for (const Tree &tree : trees) {
        addedBy(tree, table, rows, added);
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t k = 0; k < tree.outputs; ++k)
                scores.at(row, tree.firstOutput + k) += added[row * tree.outputs + k];
    }
    return scores;
}

template <typename Tree>
void backfit(std::vector<Tree> &trees, const SplitTable &table, const ShrinkRows &rows,
             const ShrinkOptions &options, std::vector<double> &base,
             const std::function<bool()> &shouldEnd)
{
    ShrinkScores scores(rows, scoresOf(trees, table, rows.features.rows, base));
    Backfitting<Tree>(table, options, shouldEnd).run(trees, scores, base);
}

std::vector<double> basesOf(std::span<const TreeEnsemble> ensembles)
{
    std::vector<double> bases;
    for (const TreeEnsemble &ensemble : ensembles)
        bases.insert(bases.end(), ensemble.base.begin(), ensemble.base.end());
    return bases;
}

} // namespace

std::vector<TreeEnsemble> shrinkTrees(std::span<const TreeEnsemble> ensembles,
                                      const ShrinkRows &rows, const ShrinkOptions &options,
                                      const std::function<bool()> &shouldEnd)
{
    SplitTable table;
    std::int32_t widest = -1;
    for (const TreeEnsemble &ensemble : ensembles)
        for (const TreeNode &node : ensemble.nodes)
            if (node.feature >= 0) {
                table.add(node.feature, node.threshold);
                widest = std::max(widest, node.feature);
            }
    std::vector<double> base = basesOf(ensembles);
    requireFit(rows, base.size(), widest);
    table.finish(rows.features);
    std::vector<WorkTree> trees;
    std::size_t firstOutput = 0;
    for (const TreeEnsemble &ensemble : ensembles) {
        std::ranges::move(toWork(ensemble, table, firstOutput), std::back_inserter(trees));
        firstOutput += static_cast<std::size_t>(ensemble.outputs);
    }
    backfit(trees, table, rows, options, base, shouldEnd);
    std::vector<TreeEnsemble> result;
    firstOutput = 0;
    for (const TreeEnsemble &ensemble : ensembles) {
        TreeEnsemble &to = result.emplace_back();
        to.outputs = ensemble.outputs;
        for (int k = 0; k < to.outputs; ++k)
            to.base.push_back(static_cast<float>(base[firstOutput + static_cast<std::size_t>(k)]));
        for (const WorkTree &tree : trees)
            if (tree.firstOutput == firstOutput)
                append(tree, table, to);
        firstOutput += static_cast<std::size_t>(ensemble.outputs);
    }
    return result;
}

TreeEnsemble shrinkTrees(const TreeEnsemble &ensemble, const ShrinkRows &rows,
                         const ShrinkOptions &options, const std::function<bool()> &shouldEnd)
{
    return shrinkTrees(std::span(&ensemble, 1), rows, options, shouldEnd).front();
}

SymmetricEnsemble shrinkTrees(const SymmetricEnsemble &ensemble, const ShrinkRows &rows,
                              const ShrinkOptions &options, const std::function<bool()> &shouldEnd)
{
    SplitTable table;
    std::int32_t widest = -1;
    for (const LevelQuestion &question : ensemble.questions) {
        table.add(question.feature, question.threshold);
        widest = std::max(widest, question.feature);
    }
    std::vector<double> base(ensemble.base.begin(), ensemble.base.end());
    requireFit(rows, base.size(), widest);
    table.finish(rows.features);
    std::vector<SymmetricWork> trees = toWork(ensemble, table);
    backfit(trees, table, rows, options, base, shouldEnd);
    SymmetricEnsemble result{ensemble.outputs, {}, {}, {}, {base.begin(), base.end()}};
    for (const SymmetricWork &tree : trees)
        append(tree, table, result);
    return result;
}

} // namespace leptune
