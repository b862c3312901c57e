// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// The resamples of a bootstrap: how often each row is drawn, times its own weight. For metrics
/// that are about the rows of a class (auc, recall, balanced_accuracy) rows are drawn within
/// classes, so that none is lost.
class Resampling {
public:
    Resampling(MetricKind metric, const Scored &scored, std::uint64_t seed);
    /// Weights of a numbered resample; valid until the next one is drawn.
    std::span<const double> draw(int number);
    /// Of the classes that rows are drawn within, or all.
    std::size_t fewestRows() const;

private:
    std::vector<std::vector<std::uint32_t>> m_parts;
    std::vector<double> m_given, m_weights;
    std::uint64_t m_seed;
};

/// Standard error of the difference between the scores of two answers for the same rows, of a
/// paired bootstrap: the same rows drawn for both (Efron & Tibshirani 1993). `a` and `b` have one
/// target and the same weights. 0 where no resample can be scored.
double differenceError(MetricKind metric, const Scored &a, const Scored &b, std::uint64_t seed);

} // namespace leptune
