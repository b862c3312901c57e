// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// What a metric needs of each row, worked out once, so that it can be summed many times with other
/// weights (bootstrap). Keeps references into `scored`.
class PreparedMetric {
public:
    PreparedMetric(MetricKind metric, const Scored &scored);
    /// The metric in its own sign with one weight a row (empty: all 1); rows of weight 0 do not
    /// count.
    double value(std::span<const double> weights) const;

private:
    double lossMean(std::span<const double> weights) const;
    double labelMetric(std::span<const double> weights) const;
    double macroAuc(std::span<const double> weights) const;
    double determination(std::span<const double> weights) const;

    MetricKind m_metric;
    const Scored &m_scored;
    std::vector<double> m_losses; ///< a row; metrics that are means (and squares)
    std::vector<int> m_labels;    ///< decided classes; metrics of labels
    std::vector<std::vector<std::uint32_t>>
        m_order;                   ///< auc: rows by falling score, a class that counts
    std::vector<int> m_orderClass; ///< auc: the class of each order
};

/// Class of every row, by decide().
std::vector<int> decideLabels(const Scored &scored);
/// Index of the positive class of a binary target (1 where none was chosen).
int positiveClass(const Target &target);
/// Rows by falling score, rows of equal score in their order.
std::vector<std::uint32_t> rankByScore(const FloatMatrix &prediction, int column);
/// `scored.weights` as doubles, empty where there are none.
std::vector<double> rowWeights(const Scored &scored);

/// Sums of weights of truths, answers and hits of each class.
struct ClassCounts {
    std::vector<double> truth, answered, hit;
    ClassCounts(const Target &target, std::span<const int> labels, std::span<const double> weights);
    double recall(std::size_t c) const { return hit[c] / truth[c]; } ///< NaN without such rows
    double precision(std::size_t c) const
    {
        return hit[c] / answered[c];
    } ///< NaN without such answers
    double f1(std::size_t c) const
    {
        return 2.0 * hit[c] / (truth[c] + answered[c]);
    } ///< NaN without both
};

} // namespace leptune
