// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/symmetric.h"

#include "core/base/error.h"
#include "core/learners/booster/booster.h"
#include "core/learners/booster/category_statistics.h"
#include "core/learners/booster/symmetric_ensemble.h"
#include "core/learners/booster/tree_search.h"
#include "core/learners/derived/derived_features.h"
#include "core/learners/early_stopping.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kUsualRounds = 1000;
/// Orders of the rows for target statistics.
constexpr int kVersions = 4;

BoosterLoss lossOf(TaskKind task)
{
    return task == TaskKind::Binary       ? BoosterLoss::Logistic
           : task == TaskKind::MultiClass ? BoosterLoss::Softmax
                                          : BoosterLoss::Squared;
}

double learningRateOf(const Configuration &configuration, TaskKind task, std::size_t rows)
{
    return configuration.number("learning_rate",
                                automaticLearningRate(lossOf(task), rows, kUsualRounds));
}

/// Smaller steps need more rounds, and more rounds before a lack of progress means anything.
int mostRounds(double learningRate)
{
    return std::clamp(static_cast<int>(std::lround(100.0 / learningRate)), 200, 4000);
}

int patienceOf(double learningRate)
{
    return std::clamp(static_cast<int>(std::lround(20.0 + 3.0 / learningRate)), 30, 300);
}

/// Regression is boosted on standardised targets.
struct TargetUnit {
    double offset = 0.0, scale = 1.0;
};

TargetUnit unitOf(const View &train)
{
    if (train.target().isClassification())
        return {};
    const std::vector<float> labels = train.labels(), weights = train.weights();
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

BoosterLabels labelsOf(const View &view, const TargetUnit &unit)
{
    BoosterLabels labels{view.labels(), view.weights()};
    if (!view.target().isClassification())
        for (float &value : labels.values)
            value = static_cast<float>((value - unit.offset) / unit.scale);
    return labels;
}

/// Weights of mean 1, so that l2 has one meaning.
void normaliseWeights(BoosterLabels &labels)
{
    const double total = labels.totalWeight();
    const auto factor = static_cast<float>(static_cast<double>(labels.rows()) / total);
    if (total > 0.0 && std::isfinite(factor))
        for (float &weight : labels.weights)
            weight *= factor;
}

/// Features of both parts, with what new rows pass through to get them.
struct Features {
    std::shared_ptr<const FeaturePlan> plan;
    BinCuts cuts;
    BinColumns train, validation;

    void add(const DerivedColumn &column);
};

std::vector<std::uint8_t> binned(const std::vector<float> &values, const BinCuts &cuts)
{
    FloatMatrix matrix(values.size(), 1);
    matrix.values = values;
    return std::move(binFeatures(matrix, cuts).values);
}

void Features::add(const DerivedColumn &column)
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
    validation.features.push_back({added.bins, added.missing, {binned(column.validation, own)}});
    train.features.push_back(std::move(added));
    cuts.cuts.push_back(own.cuts.front());
}

BinColumns gatherColumns(const BinnedMatrix &bins, const View &view)
{
    BinColumns columns;
    columns.rows = view.size();
    for (std::size_t f = 0; f < bins.features; ++f) {
        BinColumn column;
        column.bins = bins.cuts.bins(f) - 1;
        std::vector<std::uint8_t> values(columns.rows);
        const auto from = bins.feature(f);
        for (std::size_t i = 0; i < columns.rows; ++i)
            values[i] = from[view.rows()[i]];
        column.missing = std::ranges::find(values, std::uint8_t{0}) != values.end();
        column.versions.push_back(std::move(values));
        columns.features.push_back(std::move(column));
    }
    return columns;
}

Features featuresFor(const FitParts &parts, const TargetUnit &unit, std::uint64_t seed)
{
    const StudyData &data = parts.train.data();
    const BinnedMatrix &bins = data.bins();
    Features features{data.treeOrdinal().plan, bins.cuts, gatherColumns(bins, parts.train), {}};
    if (!parts.validation.empty())
        features.validation = gatherColumns(bins, parts.validation);
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

/// Appends features that are searched for in the training rows.
void addDerived(Features &features, const FitParts &parts, int most, const FitContext &context)
{
    DerivedFeatures derived =
        deriveFeatures(parts.train, parts.validation, features.plan,
                       {most, kVersions, context.seed, std::max(1, context.threads),
                        [&context] { return context.shouldEnd(); }});
    for (DerivedColumn &column : derived.columns)
        features.add(column);
    features.plan = std::move(derived.plan);
}

class SymmetricTrees final : public Predictor {
public:
    SymmetricTrees(std::shared_ptr<const FeaturePlan> plan, TreeEnsemble trees, TaskKind task,
                   int rounds, bool cutShort)
        : m_plan(std::move(plan)),
          m_trees(std::move(trees)),
          m_task(task),
          m_rounds(rounds),
          m_cutShort(cutShort)
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        const NodeId scores = builder.add(m_trees, {features});
        if (m_task == TaskKind::Regression)
            return scores;
        return m_task == TaskKind::Binary ? builder.add(Logistic{}, {scores})
                                          : builder.add(Softmax{}, {scores});
    }
    int bestIteration() const override { return m_rounds; }
    bool wasCutShort() const override { return m_cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    TreeEnsemble m_trees;
    TaskKind m_task;
    int m_rounds;
    bool m_cutShort;
};

BoosterOptions optionsFrom(const Configuration &configuration, const Target &target,
                           std::size_t rows, bool stopsEarly, const FitContext &context)
{
    BoosterOptions options;
    options.loss = lossOf(target.task);
    options.classes = static_cast<int>(target.classes.size());
    options.learningRate = learningRateOf(configuration, target.task, rows);
    options.depth = static_cast<int>(configuration.integer("depth", 6));
    options.l2 = configuration.number("l2", 3.0);
    options.rowShare = configuration.number("row_share", 0.8);
    options.columnShare = configuration.number("column_share", 1.0);
    options.randomStrength = configuration.number("random_strength", 1.0);
    options.leafIterations = static_cast<int>(configuration.integer("leaf_iterations", 1));
    options.patience = patienceOf(options.learningRate);
    // Without rows to stop by, as far as the usual number of rounds of the usual step goes.
    const double usual = automaticLearningRate(options.loss, rows, kUsualRounds) * kUsualRounds;
    const int planned = static_cast<int>(std::lround(usual / options.learningRate));
    options.rounds = context.fixedIterations > 0 ? context.fixedIterations
                     : stopsEarly                ? mostRounds(options.learningRate)
                                                 : std::clamp(planned, 10, 4000);
    options.seed = context.seed;
    options.threads = std::max(1, context.threads);
    return options;
}

class SymmetricLearner final : public Learner {
public:
    std::string name() const override { return "symmetric"; }
    std::string title() const override { return "gradient boosting on symmetric trees"; }

    SearchSpace space(const DataShape &) const override
    {
        return SearchSpace({
            Parameter::real("learning_rate", 3e-3, 0.2, true),
            Parameter::integer("depth", 3, 10),
            Parameter::real("l2", 0.03, 30.0, true),
            Parameter::real("row_share", 0.4, 1.0),
            Parameter::real("column_share", 0.3, 1.0),
            Parameter::real("random_strength", 0.0, 4.0),
            Parameter::integer("leaf_iterations", 1, 10, true),
            Parameter::integer("derived", 0, 64),
        });
    }

    /// The usual one; then a shallow, a deep and a much regularised one (depths and penalties of
    /// AutoGluon's CatBoost portfolio, reference/automl.md 5.3).
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const double rate = std::clamp(
            automaticLearningRate(lossOf(shape.task), shape.rows, kUsualRounds), 5e-3, 0.2);
        return {make(rate, 6, 3.0, 0.8, 1.0, 1.0, 1, 0),
                make(std::min(0.2, 1.6 * rate), 4, 4.5, 0.9, 1.0, 0.5, 1, 24),
                make(rate, 8, 3.3, 0.8, 0.7, 0.8, 1, 0), make(rate, 7, 1.0, 0.6, 0.85, 2.0, 3, 24)};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const double rate = learningRateOf(configuration, shape.task, shape.rows);
        const double depth = static_cast<double>(configuration.integer("depth", 6));
        const double share = configuration.number("row_share", 0.8);
        const double rounds = std::min<double>(mostRounds(rate), 30.0 / rate + patienceOf(rate));
        const double outputs = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        const double rows = static_cast<double>(shape.rows);
        const double features = (static_cast<double>(std::max<std::size_t>(1, shape.treeFeatures)) +
                                 static_cast<double>(configuration.integer("derived", 0))) *
                                configuration.number("column_share", 1.0);
        // Measured: half a nanosecond a cell of the smaller children, one a bin of every leaf.
        const double width = 1.0 + std::min(outputs, 15.0) / 4.0;
        const double cells = rows * share * features * (1.0 + (depth - 1.0) / 2.0) * 0.5 * width;
        const double bins = std::exp2(depth) * features * std::min(254.0, rows) * width;
        const double answers = rows * outputs * 12.0 *
                               static_cast<double>(configuration.integer("leaf_iterations", 1));
        const int lanes = outputs > 7.0 ? 16 : outputs > 3.0 ? 8 : outputs > 1.0 ? 4 : 2;
        const double memory =
            static_cast<double>(TreeSearch::bytes(static_cast<std::size_t>(features) + 1,
                                                  static_cast<int>(depth), lanes)) +
            rows * (features * 2.0 + outputs * 16.0 + 64.0);
        return {rounds * (cells + bins + answers), memory};
    }

    std::string whyNot(const DataShape &shape) const override
    {
        return shape.classes > 500 ? "more than 500 classes" : "";
    }

    std::unique_ptr<Predictor> fit(const View &allTrain, const View &givenValidation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const FitParts parts = partsForEarlyStopping(allTrain, givenValidation, context);
        const Target &target = parts.train.target();
        const TargetUnit unit = unitOf(parts.train);
        Features features = featuresFor(parts, unit, context.seed);
        addDerived(features, parts, static_cast<int>(configuration.integer("derived", 0)), context);
        if (features.train.features.empty())
            throw Error(ErrorCode::TooLittleData, "symmetric",
                        "no column holds anything to learn from; all are constant or empty");
        BoosterLabels labels = labelsOf(parts.train, unit);
        normaliseWeights(labels);
        const BoosterOptions options = optionsFrom(configuration, target, parts.train.size(),
                                                   !parts.validation.empty(), context);
        const BoosterRows train{&features.train, &labels};
        BoosterLabels validationLabels;
        BoosterRows validation;
        if (!parts.validation.empty()) {
            validationLabels = labelsOf(parts.validation, unit);
            validation = {&features.validation, &validationLabels};
        }
        BoosterWatch watch;
        watch.shouldEnd = [&context] { return context.shouldEnd(); };
        if (context.progress)
            watch.progress = [&context](int round, int rounds, double trainLoss, double loss) {
                context.report({round, rounds, trainLoss, loss});
            };
        const BoosterState state =
            boost(options, train, parts.validation.empty() ? nullptr : &validation, {}, watch);
        if (state.best == 0 && state.cutShort)
            return nullptr;
        TreeEnsemble trees =
            symmetricEnsemble(state, features.cuts, options.outputs(), unit.offset, unit.scale);
        TreeEnsemble *const all[] = {&trees};
        auto plan = withoutUnusedDerived(features.plan, all);
        return std::make_unique<SymmetricTrees>(std::move(plan), std::move(trees), target.task,
                                                std::max(1, state.best), state.cutShort);
    }

private:
    static Configuration make(double rate, int depth, double l2, double rowShare,
                              double columnShare, double randomStrength, int leafIterations,
                              int derived)
    {
        Configuration configuration;
        configuration.set("learning_rate", rate);
        configuration.set("depth", std::int64_t{depth});
        configuration.set("l2", l2);
        configuration.set("row_share", rowShare);
        configuration.set("column_share", columnShare);
        configuration.set("random_strength", randomStrength);
        configuration.set("leaf_iterations", std::int64_t{leafIterations});
        configuration.set("derived", std::int64_t{derived});
        return configuration;
    }
};

} // namespace

const Learner &symmetricLearner()
{
    static const SymmetricLearner learner;
    return learner;
}

} // namespace leptune
