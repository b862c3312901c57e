// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/importance.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

double scoreOf(const Model &model, const RawBatch &batch, const Target &truth, MetricKind metric)
{
    const Prediction prediction = model.predict(batch);
    if (truth.isClassification())
        return evaluateScore(metric, {truth, prediction.probabilities, model.threshold()});
    FloatMatrix numbers(prediction.numbers.size(), 1);
    numbers.values = prediction.numbers;
    return evaluateScore(metric, {truth, numbers});
}

void shuffleColumn(RawCells &cells, const std::vector<std::uint32_t> &order)
{
    const auto reorder = [&](auto &values) {
        if (values.empty())
            return;
        auto copy = values;
        for (std::size_t i = 0; i < order.size(); ++i)
            values[i] = copy[order[i]];
    };
    reorder(cells.numbers);
    reorder(cells.codes);
}

} // namespace

std::vector<ColumnImportance> permutationImportance(const Model &model, const RawBatch &batch, const Target &truth,
                                                    MetricKind metric, std::uint64_t seed, int repeats,
                                                    std::size_t maxRows, const Deadline &deadline)
{
    RandomStream random(seed, 0x1a9);
    const auto total = static_cast<std::uint32_t>(batch.rows);
    const auto rows = random.sample(total, static_cast<std::uint32_t>(std::min<std::size_t>(total, maxRows)));
    const RawBatch part = batch.gathered(rows);
    const Target partTruth = truth.gathered(rows);
    const double whole = scoreOf(model, part, partTruth, metric);
    std::vector<ColumnImportance> result;
    for (std::size_t column = 0; column < part.columns.size(); ++column) {
        if (!model.schema().columns[column].used)
            continue;
        double sum = 0.0;
        double squares = 0.0;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            if (deadline.passed())
                return result;
            std::vector<std::uint32_t> order(part.rows);
            std::iota(order.begin(), order.end(), 0U);
            random.shuffle(std::span(order));
            RawBatch shuffled = part;
            shuffleColumn(shuffled.columns[column], order);
            const double loss = whole - scoreOf(model, shuffled, partTruth, metric);
            sum += loss;
            squares += loss * loss;
        }
        const double mean = sum / repeats;
        const double variance = std::max(0.0, squares / repeats - mean * mean);
        if (std::isfinite(mean))
            result.push_back({model.schema().columns[column].name, mean, std::sqrt(variance)});
    }
    std::ranges::stable_sort(result, std::greater{}, &ColumnImportance::importance);
    return result;
}

} // namespace leptune
