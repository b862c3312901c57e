// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/tree_grower.h"

#include <algorithm>
#include <cstddef>

/// What a grower sums over rows and how it rates sums: pairScore() of two parts minus score() of
/// the whole is the gain of a split. load() copies the rows of one node together, so that
/// histograms of several features read them in order. A booster adds a type of gradient and
/// curvature sums.
namespace leptune {

/// Weight of each class; Gini impurity.
class ClassStatistics {
public:
    ClassStatistics(const TreeData &data, std::span<const std::uint16_t> multiplicity)
        : m_data(data),
          m_multiplicity(multiplicity),
          m_classes(static_cast<std::size_t>(data.classes)),
          m_pureLeaf(m_classes, -1)
    {
    }
    std::size_t width() const { return m_classes; }

    void load(std::span<const std::uint32_t> rows)
    {
        m_class.resize(rows.size());
        m_weight.resize(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            m_class[i] = static_cast<std::uint32_t>(m_data.targets[rows[i]]);
            m_weight[i] = weightOf(rows[i]);
        }
    }
    void add(double *sums, std::size_t i) const { sums[m_class[i]] += m_weight[i]; }
    bool pure() const
    {
        return std::all_of(m_class.begin(), m_class.end(),
                           [&](std::uint32_t c) { return c == m_class.front(); });
    }
    double score(const double *sums) const
    {
        double squares = 0.0, weight = 0.0;
        for (std::size_t c = 0; c < m_classes; ++c) {
            squares += sums[c] * sums[c];
            weight += sums[c];
        }
        return weight > 0.0 ? squares / weight : 0.0;
    }
    double pairScore(const double *left, const double *total) const
    {
        double leftSquares = 0.0, leftWeight = 0.0, rightSquares = 0.0, rightWeight = 0.0;
        for (std::size_t c = 0; c < m_classes; ++c) {
            const double right = total[c] - left[c];
            leftSquares += left[c] * left[c];
            leftWeight += left[c];
            rightSquares += right * right;
            rightWeight += right;
        }
        return (leftWeight > 0.0 ? leftSquares / leftWeight : 0.0) +
               (rightWeight > 0.0 ? rightSquares / rightWeight : 0.0);
    }
    /// Appends the shares and returns the leaf's number; leaves of one class are written once.
    std::int32_t addLeaf(const double *sums, std::vector<float> &values)
    {
        double weight = 0.0;
        std::size_t present = 0, last = 0;
        for (std::size_t c = 0; c < m_classes; ++c) {
            weight += sums[c];
            if (sums[c] > 0.0) {
                ++present;
                last = c;
            }
        }
        if (present == 1 && m_pureLeaf[last] >= 0)
            return m_pureLeaf[last];
        const auto leaf = static_cast<std::int32_t>(values.size() / m_classes);
        for (std::size_t c = 0; c < m_classes; ++c)
            values.push_back(static_cast<float>(
                weight > 0.0 ? sums[c] / weight : 1.0 / static_cast<double>(m_classes)));
        if (present == 1)
            m_pureLeaf[last] = leaf;
        return leaf;
    }

private:
    double weightOf(std::uint32_t row) const
    {
        const double weight = m_data.weights.empty() ? 1.0 : m_data.weights[row];
        return m_multiplicity.empty() ? weight : weight * m_multiplicity[row];
    }

    const TreeData &m_data;
    std::span<const std::uint16_t> m_multiplicity;
    std::size_t m_classes;
    std::vector<std::int32_t> m_pureLeaf;
    std::vector<std::uint32_t> m_class;
    std::vector<double> m_weight;
};

/// Weight and weighted sum of a number; variance.
class MeanStatistics {
public:
    MeanStatistics(const TreeData &data, std::span<const std::uint16_t> multiplicity)
        : m_data(data), m_multiplicity(multiplicity)
    {
    }
    std::size_t width() const { return 2; }

    void load(std::span<const std::uint32_t> rows)
    {
        m_value.resize(rows.size());
        m_weight.resize(rows.size());
        m_pure = true;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::uint32_t row = rows[i];
            const double weight = m_data.weights.empty() ? 1.0 : m_data.weights[row];
            m_weight[i] = m_multiplicity.empty() ? weight : weight * m_multiplicity[row];
            m_value[i] = m_weight[i] * m_data.targets[row];
            m_pure = m_pure && m_data.targets[row] == m_data.targets[rows.front()];
        }
    }
    void add(double *sums, std::size_t i) const
    {
        sums[0] += m_weight[i];
        sums[1] += m_value[i];
    }
    bool pure() const { return m_pure; }
    double score(const double *sums) const
    {
        return sums[0] > 0.0 ? sums[1] * sums[1] / sums[0] : 0.0;
    }
    double pairScore(const double *left, const double *total) const
    {
        const double right[2] = {total[0] - left[0], total[1] - left[1]};
        return score(left) + score(right);
    }
    std::int32_t addLeaf(const double *sums, std::vector<float> &values)
    {
        values.push_back(static_cast<float>(sums[0] > 0.0 ? sums[1] / sums[0] : 0.0));
        return static_cast<std::int32_t>(values.size()) - 1;
    }

private:
    const TreeData &m_data;
    std::span<const std::uint16_t> m_multiplicity;
    std::vector<double> m_value, m_weight;
    bool m_pure = true;
};

} // namespace leptune
