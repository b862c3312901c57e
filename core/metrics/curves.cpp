// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/evaluation.h"
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

/// Weights of positives and negatives at or above a threshold, at every different score from the
/// top.
struct Step {
    double positives = 0.0;
    double negatives = 0.0;
    double threshold = std::numeric_limits<double>::infinity();
};

double rowWeight(const Scored &scored, std::size_t row)
{
    return scored.weights.empty() ? 1.0 : static_cast<double>(scored.weights[row]);
}

std::vector<Step> stepsOf(const Scored &scored, int label)
{
    const auto column = static_cast<std::size_t>(label);
    for (std::size_t row = 0; row < scored.prediction.rows; ++row)
        if (std::isnan(scored.prediction.at(row, column)))
            return {}; // NaN has no rank
    std::vector<Step> steps{Step{}};
    Step step;
    for (const std::uint32_t row : rankByScore(scored.prediction, label)) {
        const double score = scored.prediction.at(row, column);
        if (score != step.threshold && step.threshold != steps.front().threshold)
            steps.push_back(step);
        step.threshold = score;
        (scored.target.values[row] == static_cast<float>(label) ? step.positives
                                                                : step.negatives) +=
            rowWeight(scored, row);
    }
    if (step.threshold != steps.front().threshold)
        steps.push_back(step);
    return steps;
}

/// Keeps both ends and, of the points between, those that cut the length of the curve evenly.
std::vector<CurvePoint> thinned(std::vector<CurvePoint> points, std::size_t maxPoints)
{
    if (points.size() <= maxPoints || maxPoints < 2)
        return points;
    std::vector<double> length(points.size());
    for (std::size_t i = 1; i < points.size(); ++i)
        length[i] = length[i - 1] + std::abs(points[i].x - points[i - 1].x) +
                    std::abs(points[i].y - points[i - 1].y);
    std::vector<CurvePoint> kept{points.front()};
    const double stride = length.back() / static_cast<double>(maxPoints - 1);
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        if (length[i] >= stride * static_cast<double>(kept.size()) && kept.size() + 1 < maxPoints)
            kept.push_back(points[i]);
    kept.push_back(points.back());
    return kept;
}

} // namespace

std::vector<CurvePoint> rocCurve(const Scored &scored, int label, std::size_t maxPoints)
{
    const std::vector<Step> steps = stepsOf(scored, label);
    if (steps.empty() || steps.back().positives == 0.0 || steps.back().negatives == 0.0)
        return {};
    std::vector<CurvePoint> points;
    for (const Step &step : steps)
        points.push_back({step.negatives / steps.back().negatives,
                          step.positives / steps.back().positives, step.threshold});
    return thinned(std::move(points), maxPoints);
}

std::vector<CurvePoint> precisionRecallCurve(const Scored &scored, int label, std::size_t maxPoints)
{
    const std::vector<Step> steps = stepsOf(scored, label);
    if (steps.empty() || steps.back().positives == 0.0)
        return {};
    std::vector<CurvePoint> points;
    for (const Step &step : steps) {
        const double answered = step.positives + step.negatives;
        points.push_back({step.positives / steps.back().positives,
                          answered > 0.0 ? step.positives / answered : 1.0, step.threshold});
    }
    return thinned(std::move(points), maxPoints);
}

std::vector<CurvePoint> calibrationCurve(const Scored &scored, int label, int bins)
{
    struct Bin {
        double predicted = 0.0, observed = 0.0, weight = 0.0;
    };
    std::vector<Bin> sums(static_cast<std::size_t>(std::max(1, bins)));
    for (std::size_t row = 0; row < scored.prediction.rows; ++row) {
        const double probability = scored.prediction.at(row, static_cast<std::size_t>(label));
        if (std::isnan(probability))
            continue;
        // A value on an edge belongs to the bin below it, as in scikit-learn.
        const double at = std::ceil(probability * static_cast<double>(sums.size())) - 1.0;
        Bin &bin = sums[static_cast<std::size_t>(
            std::clamp(at, 0.0, static_cast<double>(sums.size() - 1)))];
        const double weight = rowWeight(scored, row);
        bin.predicted += weight * probability;
        bin.observed += scored.target.values[row] == static_cast<float>(label) ? weight : 0.0;
        bin.weight += weight;
    }
    std::vector<CurvePoint> points;
    for (std::size_t i = 0; i < sums.size(); ++i)
        if (sums[i].weight > 0.0)
            points.push_back({sums[i].predicted / sums[i].weight, sums[i].observed / sums[i].weight,
                              static_cast<double>(i) / static_cast<double>(sums.size())});
    return points;
}

double areaUnderRoc(std::span<const float> scores, std::span<const std::uint8_t> truth,
                    std::span<const float> weights)
{
    Target target;
    target.task = TaskKind::Binary;
    target.classes = {"0", "1"};
    target.positive = 1;
    FloatMatrix prediction(scores.size(), 2);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        target.values.push_back(truth[i] ? 1.0F : 0.0F);
        prediction.at(i, 1) = scores[i];
    }
    return evaluateMetric(MetricKind::Auc, {target, prediction, 0.5F, weights});
}

} // namespace leptune
