// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/leaf_values.h"

#include "core/learners/booster/quantile.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

struct Step {
    double gradient = 0.0, curvature = 0.0;
};

/// Sums of gradients and curvatures, [leaves, outputs], at scores + values.
class NewtonSums {
public:
    NewtonSums(const BoosterOptions &options, const LeafRows &rows, WorkerTeam &team)
        : m_options(options),
          m_rows(rows),
          m_team(team),
          m_outputs(static_cast<std::size_t>(options.outputs())),
          m_count(rows.labels->rows())
    {
    }

    /// `values` null: at the scores themselves, whose gradients are known.
    std::vector<Step> at(const std::vector<float> *values) const
    {
        const std::size_t width = m_rows.leaves * m_outputs;
        const std::size_t blocks = (m_count + kLossRows - 1) / kLossRows;
        std::vector<Step> parts(width * blocks);
        m_team.run(blocks, [&](std::size_t block) {
            const std::size_t begin = block * kLossRows;
            const std::size_t size = std::min(kLossRows, m_count - begin);
            Step *const sums = parts.data() + block * width;
            if (!values)
                return add(begin, size, m_rows.gradients.data() + begin, m_count, sums);
            std::vector<float> scores(size * m_outputs), gradients(size * m_outputs);
            for (std::size_t k = 0; k < m_outputs; ++k)
                for (std::size_t i = 0; i < size; ++i)
                    scores[k * size + i] = m_rows.scores[k * m_count + begin + i] +
                                           (*values)[m_rows.leaf[begin + i] * m_outputs + k];
            lossGradients(m_options, std::span(m_rows.labels->values).subspan(begin, size),
                          scores.data(), size, gradients.data());
            add(begin, size, gradients.data(), size, sums);
        });
        std::vector<Step> total(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(width));
        for (std::size_t block = 1; block < blocks; ++block)
            for (std::size_t i = 0; i < width; ++i) {
                total[i].gradient += parts[block * width + i].gradient;
                total[i].curvature += parts[block * width + i].curvature;
            }
        return total;
    }

private:
    void add(std::size_t begin, std::size_t size, const float *gradients, std::size_t stride,
             Step *sums) const
    {
        if (m_rows.labels->weights.empty())
            addWeighted(begin, size, gradients, stride, sums, [](std::size_t) { return 1.0; });
        else
            addWeighted(begin, size, gradients, stride, sums, [&](std::size_t row) {
                return static_cast<double>(m_rows.labels->weights[row]);
            });
    }

    /// Curvatures of a tile are worked out before they are spread over the leaves: the first loop
    /// is vector code then.
    template <typename Weight>
    void addWeighted(std::size_t begin, std::size_t size, const float *gradients,
                     std::size_t stride, Step *sums, Weight weight) const
    {
        constexpr std::size_t kTile = 256;
        float curvatures[kTile];
        for (std::size_t k = 0; k < m_outputs; ++k)
            for (std::size_t first = 0; first < size; first += kTile) {
                const std::size_t count = std::min(kTile, size - first);
                const float *const g = gradients + k * stride + first;
                const float *const labels = m_rows.labels->values.data() + begin + first;
                const std::uint16_t *const leaf = m_rows.leaf.data() + begin + first;
                for (std::size_t i = 0; i < count; ++i)
                    curvatures[i] = lossCurvature(m_options, labels[i], static_cast<int>(k), g[i]);
                for (std::size_t i = 0; i < count; ++i) {
                    const double mass = weight(begin + first + i);
                    Step &sum = sums[leaf[i] * m_outputs + k];
                    sum.gradient += mass * static_cast<double>(g[i]);
                    sum.curvature += mass * static_cast<double>(curvatures[i]);
                }
            }
    }

    const BoosterOptions &m_options;
    const LeafRows &m_rows;
    WorkerTeam &m_team;
    std::size_t m_outputs, m_count;
};

std::vector<float> newtonValues(const BoosterOptions &options, const LeafRows &rows,
                                WorkerTeam &team)
{
    const NewtonSums sums(options, rows, team);
    std::vector<float> values(rows.leaves * static_cast<std::size_t>(options.outputs()), 0.0F);
    const int steps =
        options.loss == BoosterLoss::Squared ? 1 : std::max(1, options.leafIterations);
    for (int step = 0; step < steps; ++step) {
        const std::vector<Step> total = sums.at(step == 0 ? nullptr : &values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double divisor = total[i].curvature + options.l2;
            if (divisor > 1e-12)
                values[i] += static_cast<float>(total[i].gradient / divisor);
        }
    }
    return values;
}

std::vector<float> quantileValues(const BoosterOptions &options, const LeafRows &rows,
                                  WorkerTeam &team)
{
    const double share = options.quantileLevel();
    const BoosterLabels &labels = *rows.labels;
    std::vector<std::vector<float>> rests(rows.leaves), weights(rows.leaves);
    for (std::size_t row = 0; row < labels.rows(); ++row) {
        rests[rows.leaf[row]].push_back(labels.values[row] - rows.scores[row]);
        if (!labels.weights.empty())
            weights[rows.leaf[row]].push_back(labels.weights[row]);
    }
    const std::vector<double> mass = leafWeights(rows);
    std::vector<float> values(rows.leaves, 0.0F);
    team.run(rows.leaves, [&](std::size_t leaf) {
        if (mass[leaf] > 0.0)
            values[leaf] = static_cast<float>(weightedQuantile(rests[leaf], weights[leaf], share) *
                                              mass[leaf] / (mass[leaf] + options.l2));
    });
    return values;
}

} // namespace

std::vector<float> leafValues(const BoosterOptions &options, const LeafRows &rows, WorkerTeam &team)
{
    return options.answersQuantiles() ? quantileValues(options, rows, team)
                                      : newtonValues(options, rows, team);
}

std::vector<double> leafWeights(const LeafRows &rows)
{
    std::vector<double> weights(rows.leaves, 0.0);
    for (std::size_t row = 0; row < rows.leaf.size(); ++row)
        weights[rows.leaf[row]] += static_cast<double>(rows.labels->weight(row));
    return weights;
}

void enforceMonotone(std::vector<float> &values, const std::vector<double> &weights,
                     const std::vector<int> &directionOfLevel)
{
    constexpr int kSweeps = 20;
    // Averaging settles most disorder; what is left after some sweeps is lifted.
    for (int sweep = 0; sweep <= kSweeps; ++sweep)
        for (std::size_t level = 0; level < directionOfLevel.size(); ++level) {
            if (directionOfLevel[level] == 0)
                continue;
            const std::size_t bit = std::size_t{1} << level;
            for (std::size_t leaf = 0; leaf < values.size(); ++leaf) {
                if (leaf & bit)
                    continue;
                const bool rising = directionOfLevel[level] > 0;
                const std::size_t low = rising ? leaf : leaf | bit;
                const std::size_t high = rising ? leaf | bit : leaf;
                if (values[low] <= values[high])
                    continue;
                const double total = weights[low] + weights[high];
                const double mean =
                    total > 0.0
                        ? (weights[low] * values[low] + weights[high] * values[high]) / total
                        : (static_cast<double>(values[low]) + values[high]) / 2.0;
                values[high] = sweep == kSweeps ? values[low] : static_cast<float>(mean);
                if (sweep < kSweeps)
                    values[low] = static_cast<float>(mean);
            }
        }
}

} // namespace leptune
