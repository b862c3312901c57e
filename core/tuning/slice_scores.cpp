// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/slice_scores.h"

#include "core/metrics/row_parts.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kParts = 4;

double weightOf(const Scored &scored, std::size_t row)
{
    return scored.weights.empty() ? 1.0 : static_cast<double>(scored.weights[row]);
}

double ratio(double sum, double weight)
{
    return weight > 0.0 ? sum / weight : std::nan("");
}

std::vector<SliceScore> classRecalls(const Scored &scored)
{
    const std::vector<std::string> &classes = scored.target.classes;
    const std::vector<int> answers =
        decide(scored.prediction, scored.target.positive, scored.decision);
    std::vector<SliceScore> slices(classes.size());
    std::vector<double> right(classes.size(), 0.0), all(classes.size(), 0.0);
    for (std::size_t row = 0; row < answers.size(); ++row) {
        const auto truth = static_cast<std::size_t>(scored.target.values[row]);
        all[truth] += weightOf(scored, row);
        if (answers[row] == static_cast<int>(truth))
            right[truth] += weightOf(scored, row);
        ++slices[truth].rows;
    }
    for (std::size_t c = 0; c < classes.size(); ++c) {
        slices[c].label = classes[c];
        slices[c].value = ratio(right[c], all[c]);
    }
    return slices;
}

/// Mean absolute error of rows that rise in truth.
SliceScore errorOf(const Scored &scored, const std::vector<std::uint32_t> &rows)
{
    const std::vector<float> &truth = scored.target.values;
    SliceScore slice;
    slice.low = truth[rows.front()];
    slice.high = truth[rows.back()];
    slice.rows = rows.size();
    double sum = 0.0, weight = 0.0;
    for (const std::uint32_t row : rows) {
        const double error = static_cast<double>(scored.prediction.at(row, 0)) - truth[row];
        sum += weightOf(scored, row) * std::abs(error);
        weight += weightOf(scored, row);
    }
    slice.value = ratio(sum, weight);
    return slice;
}

std::vector<SliceScore> rangeErrors(const Scored &scored)
{
    std::vector<SliceScore> slices;
    for (const std::vector<std::uint32_t> &rows : partsByValue(scored.target.values, kParts))
        slices.push_back(errorOf(scored, rows));
    return slices;
}

} // namespace

std::vector<SliceScore> sliceScores(const Scored &scored)
{
    return scored.target.isClassification() ? classRecalls(scored) : rangeErrors(scored);
}

} // namespace leptune
