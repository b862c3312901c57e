// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/prepared_metric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace leptune {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// The least probability a float32 model can be held to, as in scikit-learn's log_loss.
constexpr double kProbabilityFloor = std::numeric_limits<float>::epsilon();

double weightOf(std::span<const double> weights, std::size_t row)
{
    return weights.empty() ? 1.0 : weights[row];
}

double clippedLog(float probability)
{
    return std::isnan(probability)
               ? kNaN
               : std::log(std::clamp(static_cast<double>(probability), kProbabilityFloor,
                                     1.0 - kProbabilityFloor));
}

double brierLoss(const Scored &scored, std::size_t row, std::size_t truth)
{
    const auto probabilities = scored.prediction.row(row);
    if (scored.target.task == TaskKind::Binary) {
        const auto positive = static_cast<std::size_t>(positiveClass(scored.target));
        const double difference = probabilities[positive] - (truth == positive ? 1.0 : 0.0);
        return difference * difference;
    }
    double sum = 0.0;
    for (std::size_t c = 0; c < probabilities.size(); ++c) {
        const double difference = probabilities[c] - (c == truth ? 1.0 : 0.0);
        sum += difference * difference;
    }
    return sum;
}

double classLoss(MetricKind metric, const Scored &scored, std::size_t row)
{
    const auto truth = static_cast<std::size_t>(scored.target.values[row]);
    if (metric == MetricKind::LogLoss)
        return -clippedLog(scored.prediction.at(row, truth));
    return brierLoss(scored, row, truth);
}

double numberLoss(MetricKind metric, const Scored &scored, std::size_t row)
{
    const double truth = scored.target.values[row];
    const double error = static_cast<double>(scored.prediction.at(row, 0)) - truth;
    if (metric == MetricKind::Mae)
        return std::abs(error);
    if (metric == MetricKind::Mape)
        return std::abs(error) / std::max(std::abs(truth), std::numeric_limits<double>::epsilon());
    return error * error;
}

/// Mean over classes that were met or answered; an undefined share counts as 0 there, as in
/// scikit-learn.
template <typename Share>
double macroMean(const ClassCounts &counts, const Share &share)
{
    double sum = 0.0;
    double classes = 0.0;
    for (std::size_t c = 0; c < counts.truth.size(); ++c) {
        if (counts.truth[c] == 0.0 && counts.answered[c] == 0.0)
            continue;
        const double value = share(c);
        sum += std::isnan(value) ? 0.0 : value;
        classes += 1.0;
    }
    return sum / classes;
}

double balancedAccuracy(const ClassCounts &counts)
{
    double sum = 0.0;
    double classes = 0.0;
    for (std::size_t c = 0; c < counts.truth.size(); ++c) {
        if (counts.truth[c] > 0.0) {
            sum += counts.recall(c);
            classes += 1.0;
        }
    }
    return sum / classes;
}

/// Wilcoxon's statistic along a ranking; NaN where one side has no weight.
template <typename IsPositive>
double rankedAuc(std::span<const std::uint32_t> order, const FloatMatrix &prediction, int column,
                 std::span<const double> weights, const IsPositive &isPositive)
{
    const auto c = static_cast<std::size_t>(column);
    double positives = 0.0;
    double negatives = 0.0;
    double area = 0.0;
    for (std::size_t i = 0; i < order.size();) {
        const float score = prediction.at(order[i], c);
        double tiedPositives = 0.0;
        double tiedNegatives = 0.0;
        for (; i < order.size() && prediction.at(order[i], c) == score; ++i)
            (isPositive(order[i]) ? tiedPositives : tiedNegatives) += weightOf(weights, order[i]);
        area += tiedNegatives * (positives + tiedPositives / 2.0);
        positives += tiedPositives;
        negatives += tiedNegatives;
    }
    return area / (positives * negatives);
}

bool hasNaN(const FloatMatrix &matrix)
{
    return std::ranges::any_of(matrix.values, [](float value) { return std::isnan(value); });
}

/// Discounted gain of the truths in the order of the answers; tied answers share their discounts
/// evenly.
double ndcg(const Scored &scored)
{
    const auto &truth = scored.target.values;
    const std::vector<std::uint32_t> order = rankByScore(scored.prediction, 0);
    std::vector<float> ideal = truth;
    std::ranges::sort(ideal, std::greater{});
    const auto discount = [](std::size_t rank) {
        return 1.0 / std::log2(static_cast<double>(rank) + 2.0);
    };
    double gain = 0.0;
    double best = 0.0;
    for (std::size_t i = 0; i < order.size();) {
        const float score = scored.prediction.at(order[i], 0);
        const std::size_t begin = i;
        double truths = 0.0;
        double discounts = 0.0;
        for (; i < order.size() && scored.prediction.at(order[i], 0) == score; ++i) {
            truths += truth[order[i]];
            discounts += discount(i);
            best += ideal[i] * discount(i);
        }
        gain += truths / static_cast<double>(i - begin) * discounts;
    }
    return best > 0.0 ? gain / best : kNaN;
}

} // namespace

int positiveClass(const Target &target)
{
    return target.positive >= 0 ? target.positive : 1;
}

std::vector<int> decideLabels(const Scored &scored)
{
    const bool binary = scored.target.task == TaskKind::Binary;
    return decide(scored.prediction, binary ? positiveClass(scored.target) : -1, scored.decision);
}

std::vector<std::uint32_t> rankByScore(const FloatMatrix &prediction, int column)
{
    std::vector<std::uint32_t> order(prediction.rows);
    std::iota(order.begin(), order.end(), 0U);
    const auto c = static_cast<std::size_t>(column);
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return prediction.at(a, c) > prediction.at(b, c);
    });
    return order;
}

std::vector<double> rowWeights(const Scored &scored)
{
    return {scored.weights.begin(), scored.weights.end()};
}

ClassCounts::ClassCounts(const Target &target, std::span<const int> labels,
                         std::span<const double> weights)
    : truth(target.classes.size()), answered(target.classes.size()), hit(target.classes.size())
{
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const auto is = static_cast<std::size_t>(target.values[row]);
        const auto said = static_cast<std::size_t>(labels[row]);
        const double weight = weightOf(weights, row);
        truth[is] += weight;
        answered[said] += weight;
        hit[is] += is == said ? weight : 0.0;
    }
}

PreparedMetric::PreparedMetric(MetricKind metric, const Scored &scored)
    : m_metric(metric), m_scored(scored)
{
    const std::size_t rows = scored.target.values.size();
    if (usesLabels(metric)) {
        m_labels = decideLabels(scored);
    } else if (metric == MetricKind::Auc) {
        // NaN has no rank: no order, no value.
        const bool ranked = !hasNaN(scored.prediction);
        const bool binary = scored.target.task == TaskKind::Binary;
        for (int c = 0; ranked && c < scored.target.outputs(); ++c)
            if (!binary || c == positiveClass(scored.target))
                m_orderClass.push_back(c);
        for (const int c : m_orderClass)
            m_order.push_back(rankByScore(scored.prediction, c));
    } else if (metric != MetricKind::Ndcg) {
        m_losses.resize(rows);
        for (std::size_t row = 0; row < rows; ++row)
            m_losses[row] = scored.target.isClassification() ? classLoss(metric, scored, row)
                                                             : numberLoss(metric, scored, row);
    }
}

double PreparedMetric::value(std::span<const double> weights) const
{
    if (m_scored.target.values.empty())
        return kNaN;
    if (usesLabels(m_metric))
        return labelMetric(weights);
    switch (m_metric) {
    case MetricKind::Auc:
        return macroAuc(weights);
    case MetricKind::R2:
        return determination(weights);
    case MetricKind::Rmse:
        return std::sqrt(lossMean(weights));
    case MetricKind::Ndcg:
        return hasNaN(m_scored.prediction) ? kNaN : ndcg(m_scored);
    default:
        return lossMean(weights);
    }
}

double PreparedMetric::lossMean(std::span<const double> weights) const
{
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t row = 0; row < m_losses.size(); ++row) {
        const double weight = weightOf(weights, row);
        if (weight == 0.0)
            continue; // an infinite loss of an absent row must not become NaN
        sum += weight * m_losses[row];
        total += weight;
    }
    return sum / total;
}

double PreparedMetric::labelMetric(std::span<const double> weights) const
{
    const ClassCounts counts(m_scored.target, m_labels, weights);
    if (m_metric == MetricKind::Accuracy)
        return std::accumulate(counts.hit.begin(), counts.hit.end(), 0.0) /
               std::accumulate(counts.truth.begin(), counts.truth.end(), 0.0);
    if (m_metric == MetricKind::BalancedAccuracy)
        return balancedAccuracy(counts);
    const auto share = [&](std::size_t c) {
        return m_metric == MetricKind::Recall      ? counts.recall(c)
               : m_metric == MetricKind::Precision ? counts.precision(c)
                                                   : counts.f1(c);
    };
    if (m_scored.target.task != TaskKind::Binary)
        return macroMean(counts, share);
    const auto positive = static_cast<std::size_t>(positiveClass(m_scored.target));
    const double value = share(positive);
    // A model that never answers the positive class has precision 0, where there was something to
    // find.
    return std::isnan(value) && counts.truth[positive] > 0.0 ? 0.0 : value;
}

double PreparedMetric::macroAuc(std::span<const double> weights) const
{
    double sum = 0.0;
    double classes = 0.0;
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const auto truth = static_cast<float>(m_orderClass[i]);
        const double area =
            rankedAuc(m_order[i], m_scored.prediction, m_orderClass[i], weights,
                      [&](std::uint32_t row) { return m_scored.target.values[row] == truth; });
        if (!std::isnan(area)) {
            sum += area;
            classes += 1.0;
        }
    }
    return sum / classes;
}

double PreparedMetric::determination(std::span<const double> weights) const
{
    const auto &truth = m_scored.target.values;
    double total = 0.0;
    double mean = 0.0;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        total += weightOf(weights, row);
        mean += weightOf(weights, row) * truth[row];
    }
    mean /= total;
    double around = 0.0;
    double left = 0.0;
    for (std::size_t row = 0; row < truth.size(); ++row) {
        const double weight = weightOf(weights, row);
        const double deviation = truth[row] - mean;
        around += weight * deviation * deviation;
        left += weight == 0.0 ? 0.0 : weight * m_losses[row];
    }
    return around > 0.0 ? 1.0 - left / around : kNaN;
}

} // namespace leptune
