// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/features.h"

#include "core/learners/booster/category_statistics.h"
#include "core/learners/derived/derived_features.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// Orders of the rows for target statistics.
constexpr int kVersions = 4;

std::vector<std::uint8_t> binned(const std::vector<float> &values, const BinCuts &cuts)
{
    FloatMatrix matrix(values.size(), 1);
    matrix.values = values;
    return std::move(binFeatures(matrix, cuts).values);
}

void append(BoosterFeatures &features, const DerivedColumn &column)
{
    std::vector<float> all;
    for (const std::vector<float> &version : column.train)
        all.insert(all.end(), version.begin(), version.end());
    FloatMatrix matrix(all.size(), 1);
    matrix.values = std::move(all);
    const BinCuts own = findCuts(matrix);
    BinColumn added;
    added.bins = own.bins(0) - 1;
    for (const std::vector<float> &version : column.train)
        added.versions.push_back(binned(version, own));
    added.missing = std::ranges::any_of(added.versions, [](const auto &version) {
        return std::ranges::find(version, std::uint8_t{0}) != version.end();
    });
    features.validation.features.push_back(
        {added.bins, added.missing, {binned(column.validation, own)}});
    features.train.features.push_back(std::move(added));
    features.cuts.cuts.push_back(own.cuts.front());
}

} // namespace

BoosterLoss lossOf(TaskKind task, FitObjective objective)
{
    if (task != TaskKind::Regression)
        return task == TaskKind::Binary ? BoosterLoss::Logistic : BoosterLoss::Softmax;
    return objective == FitObjective::Mean       ? BoosterLoss::Squared
           : objective == FitObjective::Quantile ? BoosterLoss::Quantile
                                                 : BoosterLoss::Absolute;
}

BinColumns gatherColumns(const BinnedMatrix &bins, const Rows &rows)
{
    BinColumns columns;
    columns.rows = rows.size();
    for (std::size_t f = 0; f < bins.features; ++f) {
        BinColumn column;
        column.bins = bins.cuts.bins(f) - 1;
        std::vector<std::uint8_t> values(columns.rows);
        const auto from = bins.feature(f);
        for (std::size_t i = 0; i < columns.rows; ++i)
            values[i] = from[rows[i]];
        column.missing = std::ranges::find(values, std::uint8_t{0}) != values.end();
        column.versions.push_back(std::move(values));
        columns.features.push_back(std::move(column));
    }
    return columns;
}

TargetUnit targetUnit(const View &train)
{
    if (train.target().isClassification())
        return {};
    return targetUnit(train.labels(), train.weights());
}

TargetUnit targetUnit(std::span<const float> labels, std::span<const float> weights)
{
    double sum = 0.0, mass = 0.0, squares = 0.0;
    const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : double{weights[i]}; };
    for (std::size_t i = 0; i < labels.size(); ++i) {
        sum += weight(i) * labels[i];
        mass += weight(i);
    }
    TargetUnit unit;
    unit.offset = mass > 0.0 ? sum / mass : 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        squares += weight(i) * std::pow(labels[i] - unit.offset, 2);
    const double deviation = mass > 0.0 ? std::sqrt(squares / mass) : 0.0;
    unit.scale = deviation > 0.0 && std::isfinite(deviation) ? deviation : 1.0;
    return unit;
}

BoosterLabels boosterLabels(const View &view, const TargetUnit &unit, FitObjective objective)
{
    BoosterLabels labels{view.labels(), view.weights()};
    if (view.target().isClassification())
        return labels;
    labels.weights = goalWeights(objective, labels.values, std::move(labels.weights));
    for (float &value : labels.values)
        value = static_cast<float>((value - unit.offset) / unit.scale);
    return labels;
}

void normaliseWeights(BoosterLabels &labels)
{
    const double total = labels.totalWeight();
    const auto factor = static_cast<float>(static_cast<double>(labels.rows()) / total);
    if (total > 0.0 && std::isfinite(factor))
        for (float &weight : labels.weights)
            weight *= factor;
}

BoosterFeatures boosterFeatures(const FitParts &parts, const TargetUnit &unit, std::uint64_t seed)
{
    const StudyData &data = parts.train.data();
    const BinnedMatrix &bins = data.bins();
    BoosterFeatures features{
        data.treeOrdinal().plan, bins.cuts, gatherColumns(bins, parts.train.rows()), {}};
    if (!parts.validation.empty())
        features.validation = gatherColumns(bins, parts.validation.rows());
    auto statistics =
        orderedStatistics(parts.train, parts.validation, unit.offset, unit.scale, kVersions, seed);
    if (statistics.empty())
        return features;
    auto plan = std::make_shared<FeaturePlan>(*features.plan);
    for (CategoryStatistic &statistic : statistics) {
        plan->chains.push_back(std::move(statistic.chain));
        features.cuts.cuts.push_back(std::move(statistic.cuts));
        features.validation.features.push_back(
            {statistic.train.bins, false, {std::move(statistic.validation)}});
        features.train.features.push_back(std::move(statistic.train));
    }
    features.plan = std::move(plan);
    return features;
}

void addDerivedFeatures(BoosterFeatures &features, const FitParts &parts, int most,
                        const FitContext &context)
{
    if (most <= 0)
        return;
    DerivedFeatures derived =
        deriveFeatures(parts.train, parts.validation, features.plan,
                       {most, kVersions, context.seed, std::max(1, context.threads),
                        [&context] { return context.shouldEnd(); }, context.goal.directions});
    for (const DerivedColumn &column : derived.columns)
        append(features, column);
    features.plan = std::move(derived.plan);
}

} // namespace leptune
