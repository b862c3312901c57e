// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/space_tree.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {

namespace {

constexpr int kDeepest = 64;

} // namespace

SpaceTree::SpaceTree(const std::vector<std::vector<double>> &points,
                     const std::vector<double> &targets, RandomStream &random)
    : m_points(&points), m_targets(&targets)
{
    std::vector<std::size_t> rows(points.size());
    for (std::size_t &row : rows)
        row = random.below(points.size());
    const std::size_t axes = points.front().size();
    grow(std::move(rows), {std::vector<double>(axes, 0.0), std::vector<double>(axes, 1.0)}, random,
         0);
    m_points = nullptr;
    m_targets = nullptr;
}

/// Of the greatest fall in squared error; ties go to an axis at random, as the first one would
/// otherwise get all of what equal axes explain.
SpaceTree::Split SpaceTree::bestSplit(const std::vector<std::size_t> &rows,
                                      RandomStream &random) const
{
    const std::size_t axes = m_points->front().size();
    const std::size_t turn = random.below(axes);
    double sum = 0.0;
    for (const std::size_t row : rows)
        sum += (*m_targets)[row];
    const auto count = static_cast<double>(rows.size());
    Split best;
    std::vector<std::pair<double, double>> column(rows.size());
    for (std::size_t k = 0; k < axes; ++k) {
        const std::size_t axis = (k + turn) % axes;
        for (std::size_t i = 0; i < rows.size(); ++i)
            column[i] = {(*m_points)[rows[i]][axis], (*m_targets)[rows[i]]};
        std::sort(column.begin(), column.end());
        double left = 0.0;
        for (std::size_t i = 0; i + 1 < column.size(); ++i) {
            left += column[i].second;
            if (column[i].first == column[i + 1].first)
                continue;
            const double n = static_cast<double>(i + 1);
            const double right = sum - left;
            const double gain = left * left / n + right * right / (count - n) - sum * sum / count;
            if (gain > best.gain * (1.0 + 1e-12) + 1e-300)
                best = {axis, 0.5 * (column[i].first + column[i + 1].first), gain};
        }
    }
    return best;
}

void SpaceTree::grow(std::vector<std::size_t> rows, Box box, RandomStream &random, int depth)
{
    const Split split = rows.size() < 2 || depth == kDeepest ? Split{} : bestSplit(rows, random);
    if (!(split.gain > 0.0)) {
        for (const std::size_t row : rows)
            box.value += (*m_targets)[row] / static_cast<double>(rows.size());
        for (std::size_t i = 0; i < box.low.size(); ++i)
            box.volume *= box.high[i] - box.low[i];
        m_leaves.push_back(std::move(box));
        return;
    }
    std::vector<std::size_t> right;
    const auto middle = std::stable_partition(rows.begin(), rows.end(), [&](std::size_t row) {
        return (*m_points)[row][split.axis] < split.at;
    });
    right.assign(middle, rows.end());
    rows.erase(middle, rows.end());
    Box upper = box;
    box.high[split.axis] = split.at;
    upper.low[split.axis] = split.at;
    grow(std::move(rows), std::move(box), random, depth + 1);
    grow(std::move(right), std::move(upper), random, depth + 1);
}

double SpaceTree::mean() const
{
    double sum = 0.0;
    for (const Box &leaf : m_leaves)
        sum += leaf.volume * leaf.value;
    return sum;
}

double SpaceTree::variance() const
{
    const double centre = mean();
    double sum = 0.0;
    for (const Box &leaf : m_leaves)
        sum += leaf.volume * (leaf.value - centre) * (leaf.value - centre);
    return sum;
}

double SpaceTree::varianceOf(std::size_t axis) const
{
    // The mean over the other axes is a step function; each leaf adds to it from its low to its
    // high.
    const double centre = mean();
    std::map<double, double> steps;
    for (const Box &leaf : m_leaves) {
        const double width = leaf.high[axis] - leaf.low[axis];
        const double height = width > 0.0 ? leaf.value * leaf.volume / width : 0.0;
        steps[leaf.low[axis]] += height;
        steps[leaf.high[axis]] -= height;
    }
    double sum = 0.0;
    double height = 0.0;
    double before = 0.0;
    for (const auto &[at, step] : steps) {
        sum += (at - before) * (height - centre) * (height - centre);
        height += step;
        before = at;
    }
    return sum;
}

} // namespace leptune
