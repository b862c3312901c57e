// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/symmetric_work.h"

#include <algorithm>
#include <cmath>

namespace leptune {
namespace {

bool isZero(const SymmetricWork &tree, std::size_t leaf)
{
    const float *values = tree.values.data() + leaf * tree.outputs;
    return std::all_of(values, values + tree.outputs, [](float value) { return value == 0.0F; });
}

/// Whether any leaf below a cell is not 0; the answers of the levels before `level` are bits.
bool countCell(const SymmetricWork &tree, std::size_t level, std::size_t answers, float step,
               int change, PackedRates &rates)
{
    if (level < tree.levels.size()) {
        const std::size_t right = answers | std::size_t{1} << level;
        const bool leftFilled = countCell(tree, level + 1, answers, step, change, rates);
        const bool rightFilled = countCell(tree, level + 1, right, step, change, rates);
        if (!leftFilled && !rightFilled)
            return false;
        const std::size_t below = tree.levels.size() - level - 1;
        rates.countFilled(below, leftFilled, change);
        if (leftFilled)
            rates.countFilled(below, rightFilled, change);
        return true;
    }
    if (isZero(tree, answers))
        return false;
    for (std::size_t k = 0; k < tree.outputs; ++k)
        rates.countCode(
            static_cast<std::int32_t>(std::lround(tree.values[answers * tree.outputs + k] / step)),
            change);
    return true;
}

} // namespace

void leavesOf(const SymmetricWork &tree, const SplitTable &table, std::size_t rows,
              std::vector<std::uint32_t> &leaves)
{
    leaves.assign(rows, 0);
    for (std::size_t level = 0; level < tree.levels.size(); ++level)
        for (std::size_t row = 0; row < rows; ++row)
            leaves[row] |= static_cast<std::uint32_t>(table.goesRight(tree.levels[level], row))
                           << level;
}

void addedBy(const SymmetricWork &tree, const SplitTable &table, std::size_t rows,
             std::vector<float> &result)
{
    std::vector<std::uint32_t> leaves;
    leavesOf(tree, table, rows, leaves);
    result.resize(rows * tree.outputs);
    for (std::size_t row = 0; row < rows; ++row)
        std::copy_n(tree.values.begin() + static_cast<std::ptrdiff_t>(leaves[row] * tree.outputs),
                    tree.outputs, result.begin() + static_cast<std::ptrdiff_t>(row * tree.outputs));
}

void mergeEqual(std::vector<SymmetricWork> &trees)
{
    std::vector<SymmetricWork> kept;
    for (SymmetricWork &tree : trees) {
        const auto same = std::ranges::find(kept, tree.levels, &SymmetricWork::levels);
        if (same == kept.end()) {
            kept.push_back(std::move(tree));
            continue;
        }
        for (std::size_t i = 0; i < tree.values.size(); ++i)
            same->values[i] += tree.values[i];
    }
    trees = std::move(kept);
}

void count(const SymmetricWork &tree, float step, int change, PackedRates &rates)
{
    for (const TreeSplit &split : tree.levels)
        rates.count(split, change);
    countCell(tree, 0, 0, step, change, rates);
}

std::vector<SymmetricWork> toWork(const SymmetricEnsemble &ensemble, const SplitTable &table)
{
    std::vector<SymmetricWork> trees;
    std::size_t question = 0;
    auto value = ensemble.leafValues.begin();
    for (const int levels : ensemble.levels) {
        SymmetricWork &tree = trees.emplace_back();
        tree.outputs = static_cast<std::size_t>(ensemble.outputs);
        for (int level = 0; level < levels; ++level) {
            const LevelQuestion &asks = ensemble.questions[question++];
            tree.levels.push_back(table.split(asks.feature, asks.threshold, asks.missingLeft));
        }
        const auto end = value + static_cast<std::ptrdiff_t>(tree.outputs << levels);
        tree.values.assign(value, end);
        value = end;
    }
    return trees;
}

void append(const SymmetricWork &tree, const SplitTable &table, SymmetricEnsemble &to)
{
    to.levels.push_back(static_cast<int>(tree.levels.size()));
    for (const TreeSplit &split : tree.levels)
        to.questions.push_back(
            {table.featureOf(split), table.thresholdOf(split), split.missingLeft});
    to.leafValues.insert(to.leafValues.end(), tree.values.begin(), tree.values.end());
}

} // namespace leptune
