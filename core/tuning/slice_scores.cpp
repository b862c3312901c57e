// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/slice_scores.h"

#include "core/model/model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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
        decide(scored.prediction, scored.target.positive, scored.threshold);
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

/// Mean absolute error of the rows from `begin` to `end` of `order`, which rises in truth.
SliceScore errorOf(const Scored &scored, const std::vector<std::uint32_t> &order, std::size_t begin,
                   std::size_t end)
{
    const std::vector<float> &truth = scored.target.values;
    SliceScore slice;
    slice.low = truth[order[begin]];
    slice.high = truth[order[end - 1]];
    slice.rows = end - begin;
    double sum = 0.0, weight = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t row = order[i];
        const double error = static_cast<double>(scored.prediction.at(row, 0)) - truth[row];
        sum += weightOf(scored, row) * std::abs(error);
        weight += weightOf(scored, row);
    }
    slice.value = ratio(sum, weight);
    return slice;
}

/// Equal numbers stay in one part.
std::vector<SliceScore> rangeErrors(const Scored &scored)
{
    const std::vector<float> &truth = scored.target.values;
    std::vector<std::uint32_t> order(truth.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t row) { return truth[row]; });
    std::vector<SliceScore> slices;
    std::size_t begin = 0;
    for (std::size_t part = 1; part <= kParts; ++part) {
        std::size_t end = order.size() * part / kParts;
        while (end > begin && end < order.size() && truth[order[end]] == truth[order[end - 1]])
            ++end;
        if (end <= begin)
            continue;
        slices.push_back(errorOf(scored, order, begin, end));
        begin = end;
    }
    return slices;
}

} // namespace

std::vector<SliceScore> sliceScores(const Scored &scored)
{
    return scored.target.isClassification() ? classRecalls(scored) : rangeErrors(scored);
}

} // namespace leptune
