// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/tree_refit.h"

#include <algorithm>
#include <numeric>

namespace leptune {
namespace {

/// Nodes of fewer rows look for another threshold of their own feature only.
constexpr std::size_t kRowsToChangeFeature = 64;

} // namespace

WorkTree TreeRefit::refit(WorkTree tree)
{
    m_tree = std::move(tree);
    std::vector<std::uint32_t> rows(m_was.size() / m_tree.outputs);
    std::iota(rows.begin(), rows.end(), 0U);
    m_spare.resize(rows.size());
    shrink(0, rows, 0, true);
    return compact(m_tree);
}

ShrinkCost TreeRefit::shrink(std::int32_t at, Rows rows, std::size_t depth, bool mayMove)
{
    const Leaf leaf = bestLeaf(rows, depth);
    if (node(at).isLeaf()) {
        setLeaf(at, leaf);
        return leaf.cost;
    }
    const WorkNode was = node(at);
    const std::size_t middle = partition(was.split, rows);
    if (middle == 0 || middle == rows.size()) {
        node(at) = node(middle == 0 ? was.right : was.left);
        return shrink(at, rows, depth, mayMove);
    }
    const ShrinkCost left = shrink(was.left, rows.first(middle), depth + 1, mayMove);
    const ShrinkCost right = shrink(was.right, rows.subspan(middle), depth + 1, mayMove);
    ShrinkCost both = left + right;
    both.bits += m_rates.bits(was.split) + m_rates.nodeBits(depth, false);
    if (m_terms.total(leaf.cost) <= m_terms.total(both)) {
        setLeaf(at, leaf);
        return leaf.cost;
    }
    return mayMove && m_terms.movesLevel(depth) ? moved(at, rows, depth, left, right, both) : both;
}

ShrinkCost TreeRefit::moved(std::int32_t at, Rows rows, std::size_t depth, const ShrinkCost &left,
                            const ShrinkCost &right, const ShrinkCost &now)
{
    const WorkNode was = node(at);
    const double rightNow = fillDifferences(was, rows);
    const double all =
        std::accumulate(m_differences.begin(),
                        m_differences.begin() + static_cast<std::ptrdiff_t>(rows.size()), 0.0);
    const double keep = rightNow + m_terms.price * m_rates.bits(was.split);
    const RatedSplit best =
        m_search.replacement({was.split, keep}, rows, {m_differences.data(), rows.size()},
                             rows.size() >= kRowsToChangeFeature);
    // One of the two sides may do for all rows.
    const double base = now.loss - rightNow;
    const double allLeft = m_terms.total({base, left.bits});
    const double allRight = m_terms.total({base + all, right.bits});
    const double gain = keep - best.cost;
    if (std::min(allLeft, allRight) < m_terms.total(now) - gain)
        node(at) = node(allLeft <= allRight ? was.left : was.right);
    else if (gain > 1e-9 * std::abs(keep))
        node(at).split = best.split;
    else
        return now;
    return shrink(at, rows, depth, false);
}

double TreeRefit::fillDifferences(const WorkNode &split, Rows rows)
{
    m_differences.resize(std::max(m_differences.size(), rows.size()));
    double sum = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_differences[i] = lossOf(split.right, rows[i]) - lossOf(split.left, rows[i]);
        if (m_table.goesRight(split.split, rows[i]))
            sum += m_differences[i];
    }
    return sum;
}

TreeRefit::Leaf TreeRefit::bestLeaf(Rows rows, std::size_t depth) const
{
    Leaf leaf;
    leaf.cost.bits = m_rates.nodeBits(depth, true);
    std::vector<LeafSums> sums(m_rows.outputs);
    for (const std::uint32_t row : rows)
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const std::size_t at = row * sums.size() + k;
            sums[k].add({m_rows.pull[at], m_rows.curvature[at],
                         static_cast<double>(m_rows.curvature[at]) * m_was[at]});
        }
    for (const LeafSums &sum : sums) {
        const LeafCode code = bestCode(sum, rows.size(), m_terms, m_rates, false);
        leaf.codes.push_back(code.code);
        leaf.cost = leaf.cost + code.cost;
    }
    return leaf;
}

void TreeRefit::setLeaf(std::int32_t at, const Leaf &leaf)
{
    node(at) = {};
    node(at).leaf = static_cast<std::int32_t>(m_tree.values.size() / m_tree.outputs);
    for (const std::int32_t code : leaf.codes)
        m_tree.values.push_back(static_cast<float>(code) * m_terms.step);
}

std::size_t TreeRefit::partition(const TreeSplit &split, Rows rows)
{
    std::size_t left = 0, right = 0;
    for (const std::uint32_t row : rows) {
        if (m_table.goesRight(split, row))
            m_spare[right++] = row;
        else
            rows[left++] = row;
    }
    std::copy_n(m_spare.begin(), right, rows.begin() + static_cast<std::ptrdiff_t>(left));
    return left;
}

double TreeRefit::lossOf(std::int32_t from, std::uint32_t row) const
{
    const auto values = m_tree.valuesOf(m_tree.leafOf(m_table, row, from));
    double loss = 0.0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        const std::size_t at = row * values.size() + k;
        loss += values[k] * (0.5 * m_rows.curvature[at] * values[k] - m_rows.pull[at]);
    }
    return loss;
}

} // namespace leptune
