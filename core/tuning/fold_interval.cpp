// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_interval.h"

#include "core/metrics/closed_intervals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace leptune {

namespace {

constexpr std::size_t kFewRows = 5;

Interval rangeOf(MetricKind metric)
{
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    if (metric == MetricKind::R2)
        return {-kInfinite, 1.0};
    if (metric == MetricKind::Brier)
        return {0.0, 2.0};
    return {0.0, higherIsBetter(metric) ? 1.0 : kInfinite};
}

} // namespace

Interval foldInterval(MetricKind metric, double value, double standardError, int splits, int folds)
{
    const double growth = std::sqrt(1.0 + static_cast<double>(splits) / std::max(1, folds - 1));
    const double spread = studentQuantile(splits - 1) * standardError * growth;
    const Interval range = rangeOf(metric);
    return {std::max(range.low, value - spread), std::min(range.high, value + spread)};
}

std::string scarceClassNote(const Target &scored)
{
    if (!scored.isClassification())
        return {};
    std::vector<std::size_t> counts(scored.classes.size());
    for (const float value : scored.values)
        ++counts[static_cast<std::size_t>(value)];
    const auto scarce =
        std::ranges::count_if(counts, [](std::size_t rows) { return rows < kFewRows; });
    if (scarce == 0)
        return {};
    if (scarce > 1)
        return std::to_string(scarce) + " classes have fewer than " + std::to_string(kFewRows) +
               " rows among the scored ones: the score tells little of how well they are told "
               "apart";
    const auto rarest = std::ranges::min_element(counts);
    const std::string rows = *rarest == 0   ? "no row"
                             : *rarest == 1 ? "only 1 row"
                                            : "only " + std::to_string(*rarest) + " rows";
    return rows + " of the class " +
           scored.classes[static_cast<std::size_t>(rarest - counts.begin())] +
           " could be scored: the score tells little of how well it is told apart";
}

} // namespace leptune
