// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/symmetric_refit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

SymmetricWork SymmetricRefit::refit(SymmetricWork tree)
{
    m_tree = std::move(tree);
    m_allRows.resize(m_was.size() / m_tree.outputs);
    std::iota(m_allRows.begin(), m_allRows.end(), 0U);
    leavesOf(m_tree, m_table, m_allRows.size(), m_leaves);
    for (std::size_t level = m_tree.levels.size(); level-- > 0;)
        if (m_terms.movesLevel(level) && moveLevel(level))
            setValues(cellsOf(sumsOf(), m_tree.levels.size()));
    Leaves leaves = sumsOf();
    Cells cells = cellsOf(leaves, m_tree.levels.size());
    while (!m_tree.levels.empty()) {
        double least = m_terms.total(cells.cost);
        std::size_t goes = m_tree.levels.size();
        Cells fewer;
        for (std::size_t level = 0; level < m_tree.levels.size(); ++level) {
            Cells other = cellsOf(without(leaves, level), m_tree.levels.size() - 1);
            const double total =
                m_terms.total(other.cost) - m_terms.price * m_rates.bits(m_tree.levels[level]);
            if (total > least)
                continue;
            least = total;
            goes = level;
            fewer = std::move(other);
        }
        if (goes == m_tree.levels.size())
            break;
        leaves = without(leaves, goes);
        cells = std::move(fewer);
        m_tree.levels.erase(m_tree.levels.begin() + static_cast<std::ptrdiff_t>(goes));
    }
    setValues(cells);
    return std::move(m_tree);
}

bool SymmetricRefit::moveLevel(std::size_t level)
{
    fillDifferences(level);
    const TreeSplit was = m_tree.levels[level];
    double right = 0.0;
    for (const std::uint32_t row : m_allRows)
        right += (m_leaves[row] >> level & 1U) != 0 ? m_differences[row] : 0.0;
    const double now = right + m_terms.price * m_rates.bits(was);
    const RatedSplit best = m_search.replacement({was, now}, m_allRows, m_differences, true);
    if (best.split == was || now - best.cost <= 1e-9 * std::abs(now))
        return false;
    m_tree.levels[level] = best.split;
    for (const std::uint32_t row : m_allRows)
        m_leaves[row] = (m_leaves[row] & ~(1U << level)) |
                        static_cast<std::uint32_t>(m_table.goesRight(best.split, row)) << level;
    return true;
}

void SymmetricRefit::fillDifferences(std::size_t level)
{
    const std::size_t outputs = m_tree.outputs;
    m_differences.resize(m_allRows.size());
    for (const std::uint32_t row : m_allRows) {
        const float *left = m_tree.values.data() + (m_leaves[row] & ~(1U << level)) * outputs;
        const float *right = m_tree.values.data() + (m_leaves[row] | 1U << level) * outputs;
        double difference = 0.0;
        for (std::size_t k = 0; k < outputs; ++k) {
            const std::size_t at = row * outputs + k;
            difference += (right[k] - left[k]) *
                          (0.5 * m_rows.curvature[at] * (right[k] + left[k]) - m_rows.pull[at]);
        }
        m_differences[row] = difference;
    }
}

SymmetricRefit::Leaves SymmetricRefit::sumsOf() const
{
    const std::size_t outputs = m_tree.outputs;
    const std::size_t count = std::size_t{1} << m_tree.levels.size();
    Leaves leaves{std::vector<LeafSums>(count * outputs), std::vector<std::uint32_t>(count, 0)};
    for (const std::uint32_t row : m_allRows) {
        ++leaves.rows[m_leaves[row]];
        for (std::size_t k = 0; k < outputs; ++k) {
            const std::size_t at = row * outputs + k;
            leaves.sums[m_leaves[row] * outputs + k].add(
                {m_rows.pull[at], m_rows.curvature[at],
                 static_cast<double>(m_rows.curvature[at]) * m_was[at]});
        }
    }
    return leaves;
}

SymmetricRefit::Leaves SymmetricRefit::without(const Leaves &leaves, std::size_t level) const
{
    const std::size_t outputs = m_tree.outputs, count = leaves.rows.size() / 2;
    Leaves fewer{std::vector<LeafSums>(count * outputs), std::vector<std::uint32_t>(count, 0)};
    const std::size_t low = (std::size_t{1} << level) - 1;
    for (std::size_t leaf = 0; leaf < leaves.rows.size(); ++leaf) {
        const std::size_t to = (leaf & low) | (leaf >> 1 & ~low);
        fewer.rows[to] += leaves.rows[leaf];
        for (std::size_t k = 0; k < outputs; ++k)
            fewer.sums[to * outputs + k].add(leaves.sums[leaf * outputs + k]);
    }
    return fewer;
}

SymmetricRefit::Cells SymmetricRefit::cellsOf(const Leaves &leaves, std::size_t levels) const
{
    Cells cells{levels, std::vector<std::int32_t>(leaves.sums.size(), 0), {}};
    cells.cost = filledCell(leaves, cells, 0, 0);
    if (m_terms.total(cells.cost) >= 0.0) {
        clear(cells, 0, 0);
        cells.cost = {};
    }
    return cells;
}

ShrinkCost SymmetricRefit::filledCell(const Leaves &leaves, Cells &cells, std::size_t level,
                                      std::size_t answers) const
{
    ShrinkCost cost;
    if (level == cells.levels) {
        for (std::size_t k = 0; k < m_tree.outputs; ++k) {
            const std::size_t at = answers * m_tree.outputs + k;
            const LeafCode best = bestCode(leaves.sums[at], leaves.rows[answers], m_terms, m_rates,
                                           m_tree.outputs == 1);
            cells.codes[at] = best.code;
            cost = cost + best.cost;
        }
        return cost;
    }
    const std::size_t right = answers | std::size_t{1} << level;
    const std::size_t below = cells.levels - level - 1;
    ShrinkCost one = filledCell(leaves, cells, level + 1, answers);
    ShrinkCost two = filledCell(leaves, cells, level + 1, right);
    // An empty right is said by a bit, a full one of an empty left needs none.
    const double empty = m_rates.filledBits(below, false), full = m_rates.filledBits(below, true);
    ShrinkCost both = one + two;
    both.bits += 2.0 * full;
    one.bits += full + empty;
    two.bits += empty;
    const double least = std::min({m_terms.total(both), m_terms.total(one), m_terms.total(two)});
    if (least == m_terms.total(both))
        return both;
    clear(cells, level + 1, least == m_terms.total(one) ? right : answers);
    return least == m_terms.total(one) ? one : two;
}

void SymmetricRefit::clear(Cells &cells, std::size_t level, std::size_t answers) const
{
    const std::size_t step = std::size_t{1} << level;
    for (std::size_t leaf = answers; leaf < std::size_t{1} << cells.levels; leaf += step)
        std::fill_n(cells.codes.begin() + static_cast<std::ptrdiff_t>(leaf * m_tree.outputs),
                    m_tree.outputs, 0);
}

void SymmetricRefit::setValues(const Cells &cells)
{
    m_tree.values.clear();
    for (const std::int32_t code : cells.codes)
        m_tree.values.push_back(static_cast<float>(code) * m_terms.step);
}

} // namespace leptune
