// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise.h"

#include "core/learners/booster/booster_checkpoint.h"
#include "core/learners/booster/booster_inputs.h"
#include "core/learners/derived/derived_features.h"
#include "core/learners/leafwise/leaf_grower.h"
#include "core/model/quantised_leaves.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kUsualRate = 0.05;
constexpr int kUsualLeaves = 31;

/// LightGBM's usual 20 rows in a leaf, fewer where 20 would leave a table a handful of leaves.
int usualLeastRows(std::size_t rows)
{
    return static_cast<int>(std::clamp<std::size_t>(rows / 50, 2, 20));
}

int mostRounds(double rate)
{
    return std::clamp(static_cast<int>(std::lround(100.0 / rate)), 200, 10000);
}

/// AutoGluon's: much on few rows, whose rounds cost little and whose losses waver.
int patienceOf(std::size_t rows)
{
    const double share =
        std::min(1.0, 10000.0 / static_cast<double>(std::max<std::size_t>(1, rows)));
    return std::max(20, static_cast<int>(std::lround(300.0 * share)));
}

class LeafwiseTrees final : public Predictor {
public:
    LeafwiseTrees(std::shared_ptr<const FeaturePlan> plan, std::vector<TreeEnsemble> trees,
                  TaskKind task, int rounds, bool cutShort)
        : m_plan(std::move(plan)),
          m_trees(std::move(trees)),
          m_task(task),
          m_rounds(rounds),
          m_cutShort(cutShort)
    {
        for (TreeEnsemble &ensemble : m_trees)
            quantiseLeaves(ensemble);
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        std::vector<NodeId> scores;
        for (const TreeEnsemble &trees : m_trees)
            scores.push_back(builder.add(trees, {features}));
        if (m_task == TaskKind::Regression)
            return scores.front();
        return m_task == TaskKind::Binary ? builder.add(Logistic{}, scores)
                                          : builder.add(Softmax{}, {builder.add(Concat{}, scores)});
    }
    int bestIteration() const override { return m_rounds; }
    bool wasCutShort() const override { return m_cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    std::vector<TreeEnsemble> m_trees; ///< one an output
    TaskKind m_task;
    int m_rounds;
    bool m_cutShort;
};

LeafwiseOptions optionsFrom(const Configuration &configuration, const Target &target,
                            std::size_t rows, bool stopsEarly, const FitContext &context)
{
    LeafwiseOptions options;
    options.loss = lossOf(target.task, goalOf(context.goal, configuration).objective);
    options.quantile = context.goal.quantile;
    options.classes = static_cast<int>(target.classes.size());
    options.learningRate = configuration.number("learning_rate", kUsualRate);
    options.leaves = static_cast<int>(configuration.integer("leaves", kUsualLeaves));
    options.leastRows =
        static_cast<int>(configuration.integer("min_rows_in_leaf", usualLeastRows(rows)));
    options.l1 = configuration.number("l1", 0.0);
    options.l2 = configuration.number("l2", 0.0);
    options.columnShare = configuration.number("column_share", 1.0);
    options.rowShare = configuration.number("row_share", 1.0);
    options.randomCuts = configuration.choice("thresholds", "best") == "random";
    options.reuse = std::clamp(configuration.number("reuse", 0.0), 0.0, kMostReuse);
    options.patience = patienceOf(rows);
    options.patienceShare = 0.3;
    // Without rows to stop by, LightGBM's usual 100 rounds of its usual step, or as far with
    // another.
    const int planned = static_cast<int>(std::lround(5.0 / options.learningRate));
    options.rounds = context.fixedIterations > 0 ? context.fixedIterations
                     : stopsEarly                ? mostRounds(options.learningRate)
                                                 : std::clamp(planned, 10, 1000);
    options.seed = context.seed;
    options.threads = std::max(1, context.threads);
    return options;
}

struct Settings {
    double rate = kUsualRate;
    int leaves = kUsualLeaves, leastRows = 20;
    double columnShare = 1.0, rowShare = 1.0, l1 = 0.0, l2 = 0.0;
    bool random = false;
};

Configuration configurationOf(const Settings &settings)
{
    Configuration configuration;
    configuration.set("learning_rate", settings.rate);
    configuration.set("leaves", std::int64_t{settings.leaves});
    configuration.set("min_rows_in_leaf", std::int64_t{settings.leastRows});
    configuration.set("column_share", settings.columnShare);
    configuration.set("row_share", settings.rowShare);
    configuration.set("l1", settings.l1);
    configuration.set("l2", settings.l2);
    configuration.set("thresholds", std::string(settings.random ? "random" : "best"));
    configuration.set("derived", std::int64_t{0});
    return configuration;
}

class LeafwiseLearner final : public Learner {
public:
    std::string name() const override { return "leafwise"; }
    std::string title() const override { return "gradient boosting, leaf by leaf"; }

    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("learning_rate", 5e-3, 0.2, true),
            Parameter::integer("leaves", 2, 255, true),
            Parameter::integer("min_rows_in_leaf", 1, 64, true),
            Parameter::real("column_share", 0.3, 1.0),
            Parameter::real("row_share", 0.5, 1.0),
            Parameter::real("l1", 0.0, 1.0),
            Parameter::real("l2", 0.0, 3.0),
            Parameter::categorical("thresholds", {"best", "random"}),
            Parameter::integer("derived", 0, 64),
        };
        if (shape.goal.isMedian())
            parameters.push_back(Parameter::categorical("loss", {"absolute", "squared"}));
        return SearchSpace(std::move(parameters));
    }

    /// The usual one, then r177, r163, r41 and r72 of AutoGluon's portfolio (reference/automl.md
    /// 5.1) without its crossed columns.
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        std::vector<Configuration> list{
            configurationOf({.leastRows = usualLeastRows(shape.rows)}),
            configurationOf({0.0179, 39, 3, 0.462, 0.877, 0.238, 0.355, true}),
            configurationOf({0.0114, 84, 3, 0.528, 0.978, 0.027, 0.838, false}),
            configurationOf({0.0074, 8, 15, 0.425, 0.722, 0.113, 0.262, true}),
            configurationOf({0.0180, 180, 12, 0.405, 0.950, 0.766, 1.604, true})};
        if (shape.goal.isMedian())
            for (std::size_t i = 0; i < list.size(); ++i)
                list[i].set("loss", std::string(i == 2 ? "squared" : "absolute"));
        return list;
    }

    std::vector<Parameter> furtherParameters() const override
    {
        return {Parameter::real("reuse", 0.0, kMostReuse)};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const double rate = configuration.number("learning_rate", kUsualRate);
        const double rows = static_cast<double>(std::max<std::size_t>(1, shape.rows));
        const double leastRows = static_cast<double>(configuration.integer("min_rows_in_leaf", 20));
        const double leaves =
            std::clamp(rows / leastRows, 1.0,
                       static_cast<double>(configuration.integer("leaves", kUsualLeaves)));
        const double outputs = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        // A column of many categories is a code and a statistic to us, and none of treeFeatures.
        const double features =
            static_cast<double>(std::max({std::size_t{1}, shape.treeFeatures, shape.rawColumns})) +
            static_cast<double>(configuration.integer("derived", 0));
        const double drawn = std::max(1.0, features * configuration.number("column_share", 1.0));
        const double seen = rows * configuration.number("row_share", 1.0);
        const bool random = configuration.choice("thresholds", "best") == "random";
        // How far boosting goes before the validation loss rises: numbers are learned longest.
        const double way = (shape.task == TaskKind::Regression ? 25.0 : 10.0) *
                           std::sqrt(std::min(1.0, rows / 5000.0)) * (random ? 1.7 : 1.0);
        const double best = way / rate;
        const double rounds = std::min<double>(
            mostRounds(rate), best + std::max<double>(patienceOf(shape.rows), 20.0 + 0.3 * best));
        const double levels = std::log2(leaves + 1.0);
        const double cells =
            random ? seen * features * levels * 0.5 : seen * drawn * (1.0 + levels / 2.0) * 1.5;
        const double bins =
            random ? leaves * drawn * 20.0 : leaves * drawn * std::min(254.0, rows) * 2.0;
        const double moves = rows * levels * 6.0 + rows * 20.0;
        const double memory = LeafGrower::bytes(drawn, static_cast<int>(leaves)) +
                              rows * (features * 3.0 + outputs * 16.0 + 64.0);
        // Measured on 20 tables of 143 to 7,000 rows (tests/bench/booster/leafwise.py).
        return {1.2 * rounds * outputs * (cells + bins + moves + leaves * 300.0), memory};
    }

    bool isMadeFor(const DataShape &shape) const override { return !shape.isPictures(); }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.classes > 200 ? "more than 200 classes" : whyNoTrees(shape);
    }
    bool aimsAt(FitObjective) const override { return true; }
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
        const LeafwiseOptions options = optionsFrom(
            configuration, target, inputs.parts.train.size(), inputs.validates(), context);
        const LeafwiseState state = boostLeafwise(
            options, train, inputs.validates() ? &validation : nullptr,
            stateFrom<LeafwiseState>(context, train, options.outputs(), inputs.validates()),
            watchOf(context));
        keepState(context, state, train);
        if (state.best == 0 && state.cutShort)
            return nullptr;
        std::vector<TreeEnsemble> trees =
            leafwiseEnsembles(state, inputs.features.cuts, inputs.unit.offset, inputs.unit.scale);
        std::vector<TreeEnsemble *> all;
        for (TreeEnsemble &ensemble : trees)
            all.push_back(&ensemble);
        auto plan = withoutUnusedDerived(inputs.features.plan, all);
        return std::make_unique<LeafwiseTrees>(std::move(plan), std::move(trees), target.task,
                                               std::max(1, state.best), state.cutShort);
    }
};

} // namespace

const Learner &leafwiseLearner()
{
    static const LeafwiseLearner learner;
    return learner;
}

} // namespace leptune
