// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/symmetric.h"

#include "core/learners/booster/booster_checkpoint.h"
#include "core/learners/booster/booster_inputs.h"
#include "core/learners/booster/symmetric_ensemble.h"
#include "core/learners/booster/tree_search.h"
#include "core/learners/derived/derived_features.h"
#include "core/model/quantised_leaves.h"
#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr int kUsualRounds = 1000;

double learningRateOf(const Configuration &configuration, BoosterLoss loss, std::size_t rows)
{
    return configuration.number("learning_rate", automaticLearningRate(loss, rows, kUsualRounds));
}

BoosterLoss lossOf(const Configuration &configuration, TaskKind task, const FitGoal &goal)
{
    return lossOf(task, goalOf(goal, configuration).objective);
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

/// Rounds until early stopping ends a fit, about: measured between a fifth and twice of it.
double usualRounds(double learningRate, double rows)
{
    const double path = 55.0 * std::min(1.0, std::sqrt(rows / 2000.0));
    return std::min<double>(mostRounds(learningRate),
                            path / learningRate + patienceOf(learningRate));
}

class SymmetricTrees final : public Predictor {
public:
    SymmetricTrees(std::shared_ptr<const FeaturePlan> plan, SymmetricEnsemble trees, TaskKind task,
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
    SymmetricEnsemble m_trees;
    TaskKind m_task;
    int m_rounds;
    bool m_cutShort;
};

BoosterOptions optionsFrom(const Configuration &configuration, const Target &target,
                           std::size_t rows, bool stopsEarly, const FitContext &context)
{
    BoosterOptions options;
    options.loss = lossOf(configuration, target.task, context.goal);
    options.quantile = context.goal.quantile;
    options.classes = static_cast<int>(target.classes.size());
    options.learningRate = learningRateOf(configuration, options.loss, rows);
    options.depth = static_cast<int>(configuration.integer("depth", 6));
    options.l2 = configuration.number("l2", 3.0);
    options.rowShare = configuration.number("row_share", 0.8);
    options.columnShare = configuration.number("column_share", 1.0);
    options.randomStrength = configuration.number("random_strength", 1.0);
    options.leafIterations = static_cast<int>(configuration.integer("leaf_iterations", 1));
    options.reuse = std::clamp(configuration.number("reuse", 0.0), 0.0, kMostReuse);
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

/// A tree of more leaves than half the rows is only larger.
int mostDepth(std::size_t rows)
{
    return std::clamp(static_cast<int>(std::log2(static_cast<double>(rows + 1) / 2.0)), 4, 10);
}

class SymmetricLearner final : public Learner {
public:
    std::string name() const override { return "symmetric"; }
    std::string title() const override { return "gradient boosting on symmetric trees"; }

    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("learning_rate", 3e-3, 0.2, true),
            Parameter::integer("depth", 3, mostDepth(shape.rows)),
            Parameter::real("l2", 0.03, 30.0, true),
            Parameter::real("row_share", 0.4, 1.0),
            Parameter::real("column_share", 0.3, 1.0),
            Parameter::real("random_strength", 0.0, 4.0),
            Parameter::integer("leaf_iterations", 1, 10, true),
            Parameter::integer("derived", 0, 64),
        };
        if (shape.goal.isMedian())
            parameters.push_back(Parameter::categorical("loss", {"absolute", "squared"}));
        return SearchSpace(std::move(parameters));
    }

    /// The usual one; then a shallow, a deep and a much regularised one with derived features
    /// (depths and penalties of AutoGluon's CatBoost portfolio, reference/automl.md 5.3).
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        const double rate =
            std::clamp(automaticLearningRate(lossOf(shape.task, shape.goal.objective), shape.rows,
                                             kUsualRounds),
                       5e-3, 0.2);
        const int deep = std::min(8, mostDepth(shape.rows));
        std::vector<Configuration> list{
            make(rate, std::min(6, deep), 3.0, 0.8, 1.0, 1.0, 1, 0),
            make(std::min(0.2, 1.6 * rate), std::min(4, deep), 4.5, 0.9, 1.0, 0.5, 1, 0),
            make(rate, deep, 3.3, 0.8, 0.7, 0.8, 1, 0),
            make(rate, std::min(7, deep), 1.0, 0.6, 0.85, 2.0, 3, 24)};
        if (shape.goal.isMedian())
            for (std::size_t i = 0; i < list.size(); ++i)
                list[i].set("loss", std::string(i == 1 ? "squared" : "absolute"));
        return list;
    }

    std::vector<Parameter> furtherParameters() const override
    {
        return {Parameter::real("reuse", 0.0, kMostReuse)};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const double rate = learningRateOf(
            configuration, lossOf(configuration, shape.task, shape.goal), shape.rows);
        const double depth = static_cast<double>(configuration.integer("depth", 6));
        const double share = configuration.number("row_share", 0.8);
        const double outputs = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        const double rows = static_cast<double>(shape.rows);
        const double features = (static_cast<double>(std::max<std::size_t>(1, shape.treeFeatures)) +
                                 static_cast<double>(configuration.integer("derived", 0))) *
                                configuration.number("column_share", 1.0);
        const int lanes = outputs > 7.0 ? 16 : outputs > 3.0 ? 8 : outputs > 1.0 ? 4 : 2;
        const double rounds = usualRounds(rate, rows);
        // What is beyond the raw columns are mostly categories one by one: two bins each.
        const double all = static_cast<double>(std::max<std::size_t>(1, shape.treeFeatures));
        const double wide =
            shape.rawColumns > 0 ? std::min(1.0, static_cast<double>(shape.rawColumns) / all) : 1.0;
        const auto perFeature = [&](int bins) {
            return TreeSearch::cycles(shape.rows, share, static_cast<int>(depth), lanes, bins);
        };
        const int bins = static_cast<int>(std::min<std::size_t>(254, shape.rows / 2 + 1));
        const double search = features * (wide * perFeature(bins) + (1.0 - wide) * perFeature(3));
        // A row costs some 60 cycles (drawing, partition) and 25 an output (gradients, answers).
        const double steps = static_cast<double>(configuration.integer("leaf_iterations", 1));
        const double answers = rows * (60.0 + outputs * (10.0 + 15.0 * steps));
        const double memory =
            static_cast<double>(TreeSearch::bytes(static_cast<std::size_t>(features) + 1,
                                                  static_cast<int>(depth), lanes)) +
            rows * (features * 2.0 + outputs * 16.0 + 64.0);
        // Measured on 16 tables of 1,000 to 10,000 rows: most stop sooner, few (without noise) go
        // all the way.
        return {rounds * (search + answers) / 3.0, memory};
    }

    bool isMadeFor(const DataShape &shape) const override { return !shape.isPictures(); }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.classes > 500 ? "more than 500 classes" : whyNoTrees(shape);
    }
    bool aimsAt(FitObjective) const override { return true; }
    bool keepsDirections() const override { return true; }
    bool growsByRounds() const override { return true; }

    std::unique_ptr<Predictor> fit(const View &allTrain, const View &givenValidation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const BoosterInputs inputs =
            boosterInputs(name(), allTrain, givenValidation, configuration, context);
        const BoosterRows train = inputs.train(), validation = inputs.validation();
        const Target &target = inputs.parts.train.target();
        BoosterOptions options = optionsFrom(configuration, target, inputs.parts.train.size(),
                                             inputs.validates(), context);
        options.monotone = featureDirections(*inputs.features.plan, context.goal.directions);
        const BoosterState state =
            boost(options, train, inputs.validates() ? &validation : nullptr,
                  stateFrom<BoosterState>(context, train, options.outputs(), inputs.validates()),
                  watchOf(context));
        keepState(context, state, train);
        if (state.best == 0 && state.cutShort)
            return nullptr;
        TreeEnsemble trees = symmetricEnsemble(state, inputs.features.cuts, options.outputs(),
                                               inputs.unit.offset, inputs.unit.scale);
        TreeEnsemble *const all[] = {&trees};
        auto plan = withoutUnusedDerived(inputs.features.plan, all);
        SymmetricEnsemble compact = toSymmetric(trees);
        quantiseLeaves(compact);
        return std::make_unique<SymmetricTrees>(std::move(plan), std::move(compact), target.task,
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
