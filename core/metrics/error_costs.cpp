// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/error_costs.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/threshold_curve.h"
#include "core/metrics/threshold_sweep.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace leptune {

namespace {

double weightOf(std::span<const float> weights, std::size_t row)
{
    return weights.empty() ? 1.0 : static_cast<double>(weights[row]);
}

[[noreturn]] void refuse(const std::string &detail)
{
    throw Error(ErrorCode::BadOption, "costs", detail);
}

/// The class spelled so, or that is the same number ("1.0" for "1"); nothing: there is none.
std::optional<std::size_t> placeOf(const std::string &name, const std::vector<std::string> &classes)
{
    auto found = std::ranges::find(classes, name);
    const auto number = parseNumber(name);
    if (found == classes.end() && number)
        found = std::ranges::find_if(
            classes, [&](const std::string &spelled) { return parseNumber(spelled) == number; });
    if (found == classes.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - classes.begin());
}

/// What a miss of each class costs.
std::vector<double> missCosts(const ErrorCosts &costs, const std::vector<std::string> &classes)
{
    std::vector<double> values(classes.size(), 1.0);
    for (const auto &[name, cost] : costs.ofClass)
        if (const auto place = placeOf(name, classes))
            values[*place] = cost;
    return values;
}

std::string listOf(const std::vector<std::string> &classes)
{
    constexpr std::size_t kNamed = 12;
    std::string list;
    for (std::size_t i = 0; i < std::min(classes.size(), kNamed); ++i)
        list += (i > 0 ? ", " : "") + classes[i];
    return classes.size() > kNamed ? list + ", ..." : list;
}

/// Sums of the rows of each class, each by its weight.
std::vector<double> rowsOfClasses(const Target &target, std::span<const float> weights)
{
    std::vector<double> rows(target.classes.size(), 0.0);
    for (std::size_t row = 0; row < target.values.size(); ++row)
        rows[static_cast<std::size_t>(target.values[row])] += weightOf(weights, row);
    return rows;
}

double meanClassCost(const ErrorCosts &costs, const Scored &scored)
{
    const std::vector<double> ofMiss = missCosts(costs, scored.target.classes);
    const std::vector<int> labels = decideLabels(scored);
    double cost = 0.0, all = 0.0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const auto truth = static_cast<std::size_t>(scored.target.values[row]);
        const double own = weightOf(scored.weights, row);
        cost += labels[row] == static_cast<int>(truth) ? 0.0 : own * ofMiss[truth];
        all += own;
    }
    return all > 0.0 ? cost / all : 0.0;
}

} // namespace

void checkCosts(const ErrorCosts &costs)
{
    const auto check = [](double cost) {
        if (!(cost >= 0.0) || !std::isfinite(cost))
            refuse("what a wrong answer costs must be a number that is not below 0");
    };
    check(costs.miss);
    check(costs.falseAlarm);
    for (const auto &[name, cost] : costs.ofClass)
        check(cost);
}

void checkCosts(const ErrorCosts &costs, const Target &target)
{
    checkCosts(costs);
    if (!costs.isGiven() && costs.ofClass.empty())
        return;
    if (target.task == TaskKind::Regression)
        refuse("only the choice between classes has them, and a number is predicted; leave them "
               "out");
    if (target.task == TaskKind::Binary && !costs.ofClass.empty())
        refuse("there are two classes; say what a miss and a false alarm cost, such as 5:1");
    if (target.task == TaskKind::MultiClass && costs.isGiven())
        refuse("there are " + std::to_string(target.classes.size()) +
               " classes; say what it costs to miss one of them, such as " + target.classes[0] +
               "=5");
    for (const auto &[name, cost] : costs.ofClass)
        if (!placeOf(name, target.classes))
            refuse("there is no class \"" + name + "\"; the classes are " + listOf(target.classes));
    if (target.task == TaskKind::MultiClass &&
        std::ranges::max(missCosts(costs, target.classes)) <= 0.0)
        refuse("no class costs anything; give one of them a cost above 0");
}

std::vector<float> classWeights(const ErrorCosts &costs, const std::vector<std::string> &classes)
{
    if (classes.empty())
        return {};
    const std::vector<double> ofMiss = missCosts(costs, classes);
    const auto [least, most] = std::ranges::minmax(ofMiss);
    if (least == most)
        return {};
    std::vector<float> weights;
    for (const double cost : ofMiss)
        weights.push_back(static_cast<float>(cost / most));
    return weights;
}

float decisionThreshold(MetricKind metric, const ErrorCosts &costs, const Target &target,
                        const FloatMatrix &probabilities, std::span<const float> weights)
{
    if (target.task != TaskKind::Binary || !costs.isGiven())
        return bestThreshold(metric, target, probabilities, weights);
    return sweptThreshold(
        target, probabilities, weights, [&costs](const Answered &answered, const Answered &all) {
            return -costs.of(all.positives - answered.positives, answered.negatives);
        });
}

Decision decisionFor(MetricKind metric, const ErrorCosts &costs, const Target &target,
                     const FloatMatrix &probabilities, std::span<const float> weights)
{
    Decision decision = decisionThreshold(metric, costs, target, probabilities, weights);
    if (target.task == TaskKind::MultiClass)
        decision.classWeights = classWeights(costs, target.classes);
    return decision;
}

double costARow(const ErrorCosts &costs, const Scored &scored)
{
    if (!costs.isGivenFor(scored.target.task))
        return 0.0;
    if (scored.target.task == TaskKind::MultiClass)
        return meanClassCost(costs, scored);
    const ThresholdCounts counts =
        ThresholdCurve(scored, positiveClass(scored.target)).at(scored.decision.threshold);
    return counts.rows() > 0.0 ? counts.cost(costs) / counts.rows() : 0.0;
}

double constantCostARow(const ErrorCosts &costs, const Target &target,
                        std::span<const float> weights)
{
    if (!costs.isGivenFor(target.task))
        return 0.0;
    const std::vector<double> rows = rowsOfClasses(target, weights);
    std::vector<double> missed = missCosts(costs, target.classes);
    if (target.task == TaskKind::Binary) {
        const auto positive = static_cast<std::size_t>(positiveClass(target));
        missed[positive] = costs.miss;
        missed[1 - positive] = costs.falseAlarm;
    }
    double all = 0.0, dearest = 0.0, cost = 0.0;
    for (std::size_t c = 0; c < rows.size(); ++c) {
        all += rows[c];
        cost += missed[c] * rows[c];
        dearest = std::max(dearest, missed[c] * rows[c]);
    }
    return all > 0.0 ? (cost - dearest) / all : 0.0;
}

} // namespace leptune
