// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/boosting.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/learners/derived/derived_features.h"
#include "core/learners/early_stopping.h"
#include "core/learners/xgboost_checkpoint.h"
#include "core/learners/xgboost_handle.h"
#include "core/learners/xgboost_start.h"
#include "core/learners/xgboost_trees.h"
#include "core/model/quantised_leaves.h"
#include "core/preprocess/target_encoding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kNoLoss = std::numeric_limits<double>::quiet_NaN();

double learningRateOf(const Configuration &configuration)
{
    return configuration.number("learning_rate", 0.08);
}

/// Smaller steps need more rounds, and more rounds before a lack of progress means anything.
int mostRounds(double learningRate)
{
    return std::clamp(static_cast<int>(std::lround(80.0 / learningRate)), 100, 4000);
}

int patienceOf(double learningRate)
{
    return std::clamp(static_cast<int>(std::lround(20.0 + 2.4 / learningRate)), 25, 300);
}

/// XGBoost gives leaves the median of their rows after they were bounded: monotone trees learn
/// means.
FitObjective objectiveOf(const FitGoal &goal, const Configuration &configuration)
{
    const FitObjective objective = goalOf(goal, configuration).objective;
    return goal.directions.empty() ? objective : FitObjective::Mean;
}

std::string xgboostSeed(std::uint64_t seed)
{
    return std::to_string(seed % 2147483647U);
}

std::map<std::string, std::string> xgboostParameters(const Configuration &configuration,
                                                     const Target &target, FitObjective objective,
                                                     const FitContext &context)
{
    const auto number = [&](const char *name, double fallback) {
        return numberText(configuration.number(name, fallback));
    };
    std::map<std::string, std::string> parameters{
        {"verbosity", "0"},
        {"tree_method", "hist"},
        {"max_bin", "256"},
        {"nthread", std::to_string(std::max(1, context.threads))},
        {"seed", xgboostSeed(context.seed)},
        {"base_score", "0.5"},
        {"learning_rate", numberText(learningRateOf(configuration))},
        {"max_depth", std::to_string(configuration.integer("max_depth", 6))},
        {"min_child_weight", number("min_child_weight", 1.0)},
        {"subsample", number("subsample", 1.0)},
        {"colsample_bylevel", number("colsample", 1.0)},
        {"reg_alpha", number("reg_alpha", 0.0)},
        {"reg_lambda", number("reg_lambda", 1.0)},
    };
    switch (target.task) {
    case TaskKind::Binary:
        parameters["objective"] = "binary:logistic";
        parameters["eval_metric"] = "logloss";
        break;
    case TaskKind::MultiClass:
        parameters["objective"] = "multi:softprob";
        parameters["eval_metric"] = "mlogloss";
        parameters["num_class"] = std::to_string(target.classes.size());
        break;
    case TaskKind::Regression:
        parameters["objective"] =
            objective == FitObjective::Mean ? "reg:squarederror" : "reg:absoluteerror";
        parameters["eval_metric"] = objective == FitObjective::Mean ? "rmse" : "mae";
        break;
    }
    return parameters;
}

/// As XGBoost writes them: (1,0,-1).
std::string monotoneConstraints(const std::vector<int> &directions)
{
    std::string text;
    for (const int direction : directions) {
        text += text.empty() ? '(' : ',';
        text += std::to_string(direction);
    }
    return text + ')';
}

/// Goes on from `state` until the validation loss has not fallen for `patience` rounds, or to the
/// end. False: it was stopped.
bool boost(XgbBooster &booster, const XgbMatrix &train, const XgbMatrix *validation,
           double learningRate, const FitContext &context, XgbState &state)
{
    const bool fixed = context.fixedIterations > 0;
    const int most = fixed ? context.fixedIterations : mostRounds(learningRate);
    // Without rows to stop by, a number of rounds that mostly serves.
    const int planned = fixed || validation ? most : most / 8;
    const int patience = patienceOf(learningRate);
    while (state.rounds < planned && state.rounds - state.best < patience) {
        if (context.shouldEnd())
            return false;
        const int round = state.rounds++;
        booster.boost(round, train);
        const double loss = validation ? booster.evaluate(round, {validation}).front() : kNoLoss;
        const double trainLoss =
            context.progress ? booster.evaluate(round, {&train}).front() : kNoLoss;
        context.report({state.rounds, planned, trainLoss, loss});
        if (!validation || loss < state.bestLoss) {
            state.bestLoss = loss;
            state.best = state.rounds;
        }
    }
    return true;
}

/// Where the same fit was when it was stopped. XGBoost keeps no state of its random numbers: a fit
/// that samples rows or columns goes on with others than it would have had.
XgbState startingState(const FitContext &context, std::uint64_t identity,
                       std::map<std::string, std::string> &parameters)
{
    if (!context.from)
        return {};
    XgbState state = xgbStateFrom(*context.from, identity);
    const auto rounds = static_cast<std::uint64_t>(state.rounds);
    parameters["seed"] = xgboostSeed(context.seed + rounds);
    return state;
}

/// `features` and columns behind them, one a derived feature.
FloatMatrix widened(const FloatMatrix &features,
                    const std::vector<const std::vector<float> *> &more)
{
    FloatMatrix result(features.rows, features.columns + more.size());
    for (std::size_t row = 0; row < result.rows; ++row) {
        const std::span<float> to = result.row(row);
        std::ranges::copy(features.row(row), to.begin());
        for (std::size_t i = 0; i < more.size(); ++i)
            to[features.columns + i] = (*more[i])[row];
    }
    return result;
}

/// Appends features that are searched for in the training rows.
void addDerived(TreeFeatures &features, const FitParts &parts, int most, const FitContext &context)
{
    const DerivedFeatures derived =
        deriveFeatures(parts.train, parts.validation, features.plan,
                       {most, 1, context.seed, std::max(1, context.threads),
                        [&context] { return context.shouldEnd(); }, context.goal.directions});
    if (derived.columns.empty())
        return;
    std::vector<const std::vector<float> *> train, validation;
    for (const DerivedColumn &column : derived.columns) {
        train.push_back(&column.train.front());
        validation.push_back(&column.validation);
    }
    features.plan = derived.plan;
    features.train = widened(features.train, train);
    features.validation = widened(features.validation, validation);
}

class BoostedTrees final : public Predictor {
public:
    BoostedTrees(std::shared_ptr<const FeaturePlan> plan, std::vector<TreeEnsemble> groups,
                 TaskKind task, int rounds, bool cutShort)
        : m_plan(std::move(plan)),
          m_groups(std::move(groups)),
          m_task(task),
          m_rounds(rounds),
          m_cutShort(cutShort)
    {
    }
    std::shared_ptr<const FeaturePlan> plan() const override { return m_plan; }
    NodeId lower(GraphBuilder &builder, NodeId features) const override
    {
        std::vector<NodeId> scores;
        for (const TreeEnsemble &group : m_groups)
            scores.push_back(builder.add(group, {features}));
        if (m_task == TaskKind::Regression)
            return scores.front();
        if (m_task == TaskKind::Binary)
            return builder.add(Logistic{}, scores);
        return builder.add(Softmax{}, {builder.add(Concat{}, scores)});
    }
    int bestIteration() const override { return m_rounds; }
    bool wasCutShort() const override { return m_cutShort; }

private:
    std::shared_ptr<const FeaturePlan> m_plan;
    std::vector<TreeEnsemble> m_groups;
    TaskKind m_task;
    int m_rounds;
    bool m_cutShort;
};

bool choosesLoss(const FitGoal &goal)
{
    return goal.isMedian() && goal.directions.empty();
}

class BoostingLearner final : public Learner {
public:
    std::string name() const override { return "boosting"; }
    std::string title() const override { return "gradient boosting"; }

    SearchSpace space(const DataShape &shape) const override
    {
        std::vector<Parameter> parameters{
            Parameter::real("learning_rate", 8e-3, 0.2, true),
            Parameter::integer("max_depth", 2, 10),
            Parameter::real("min_child_weight", 1e-3, 20.0, true),
            Parameter::real("subsample", 0.5, 1.0),
            Parameter::real("colsample", 0.4, 1.0),
            Parameter::real("reg_alpha", 1e-4, 5.0, true),
            Parameter::real("reg_lambda", 1e-4, 10.0, true),
            Parameter::integer("derived", 0, 64),
        };
        if (choosesLoss(shape.goal))
            parameters.push_back(Parameter::categorical("loss", {"absolute", "squared"}));
        return SearchSpace(std::move(parameters));
    }

    /// A quick one; the tuned defaults of pytabkit (Holzmueller et al. 2024, "Better by default");
    /// a shallow one of AutoGluon's portfolio and a deep one with few columns.
    std::vector<Configuration> defaults(const DataShape &shape) const override
    {
        if (shape.task == TaskKind::Regression) {
            std::vector<Configuration> list{make(0.15, 6, 1.0, 0.8, 0.8, 1e-4, 1.0, 0),
                                            make(0.05, 9, 2.0, 0.7, 1.0, 1e-4, 1e-4, 0),
                                            make(0.066, 5, 1.41, 1.0, 0.976, 1e-4, 1.0, 0),
                                            make(0.05, 8, 0.6, 1.0, 0.69, 1e-4, 1.0, 24)};
            if (choosesLoss(shape.goal))
                for (std::size_t i = 0; i < list.size(); ++i)
                    list[i].set("loss", std::string(i == 2 ? "squared" : "absolute"));
            return list;
        }
        return {make(0.15, 5, 1.0, 0.8, 0.8, 1e-4, 1.0, 0),
                make(0.08, 6, 1e-3, 0.65, 0.9, 1e-4, 1e-4, 0),
                make(0.088, 5, 0.63, 1.0, 0.66, 1e-4, 1.0, 0),
                make(0.05, 8, 0.6, 1.0, 0.69, 1e-4, 1.0, 24)};
    }

    CostHint cost(const DataShape &shape, const Configuration &configuration) const override
    {
        const double rate = learningRateOf(configuration);
        const double depth = static_cast<double>(configuration.integer("max_depth", 6));
        const double rounds = std::min<double>(
            mostRounds(rate), 30.0 / rate * std::sqrt(5.0 / depth) + patienceOf(rate));
        const double groups = shape.classes > 2 ? static_cast<double>(shape.classes) : 1.0;
        const double rows = static_cast<double>(shape.rows);
        const double features = static_cast<double>(std::max<std::size_t>(1, shape.treeFeatures)) +
                                static_cast<double>(configuration.integer("derived", 0));
        // Measured: a level adds every cell to a histogram, a node has 256 bins a feature to scan.
        const double nodes = std::min(std::exp2(depth), rows / 4.0 + 1.0);
        const double aRound = rows * (features * depth * 0.5 + 20.0) + nodes * features * 128.0;
        return {1.7 * rounds * groups * aRound, rows * features * 16.0 + rows * groups * 24.0};
    }

    bool isMadeFor(const DataShape &shape) const override { return !shape.isPictures(); }
    std::string whyNot(const DataShape &shape) const override
    {
        return shape.classes > 200 ? "more than 200 classes would need as many trees a round"
                                   : whyNoTrees(shape);
    }
    bool aimsAt(FitObjective objective) const override
    {
        return objective != FitObjective::Quantile;
    }
    bool keepsDirections() const override { return true; }
    bool growsByRounds() const override { return true; }

    std::unique_ptr<Predictor> fit(const View &allTrain, const View &givenValidation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override
    {
        if (context.shouldEnd())
            return nullptr;
        const FitParts parts = partsForEarlyStopping(allTrain, givenValidation, context);
        const Target &target = parts.train.target();
        TreeFeatures features = makeTreeFeatures(parts.train, parts.validation, context.seed);
        addDerived(features, parts, static_cast<int>(configuration.integer("derived", 0)), context);
        if (features.train.columns == 0)
            throw Error(ErrorCode::TooLittleData, "boosting",
                        "no column holds anything to learn from; all are constant or empty");
        const FitObjective objective = objectiveOf(context.goal, configuration);
        const XgbStart start = startOf(parts.train, objective);
        const auto train = makeXgbMatrix(features.train, parts.train, start, objective);
        std::vector<const XgbMatrix *> all{train.get()};
        std::unique_ptr<XgbMatrix> validation;
        if (!parts.validation.empty()) {
            validation = makeXgbMatrix(features.validation, parts.validation, start, objective);
            all.push_back(validation.get());
        }
        auto parameters = xgboostParameters(configuration, target, objective, context);
        if (const auto directions = featureDirections(*features.plan, context.goal.directions);
            !directions.empty())
            parameters["monotone_constraints"] = monotoneConstraints(directions);
        const std::uint64_t identity = identityOf(features.train, parts.train);
        XgbState state = startingState(context, identity, parameters);
        XgbBooster booster(all, parameters, state.model);
        const bool isWhole =
            boost(booster, *train, validation.get(), learningRateOf(configuration), context, state);
        if (state.best == 0)
            return nullptr;
        state.model = booster.save();
        if (context.keepState)
            context.keepState(checkpointOf(state, identity));
        std::vector<TreeEnsemble> groups = treesOf(state, start);
        std::vector<TreeEnsemble *> ensembles;
        for (TreeEnsemble &group : groups)
            ensembles.push_back(&group);
        auto plan = withoutUnusedDerived(features.plan, ensembles);
        return std::make_unique<BoostedTrees>(std::move(plan), std::move(groups), target.task,
                                              state.best, !isWhole);
    }

private:
    static Configuration make(double rate, int depth, double childWeight, double subsample,
                              double colsample, double alpha, double lambda, int derived)
    {
        Configuration configuration;
        configuration.set("learning_rate", rate);
        configuration.set("max_depth", std::int64_t{depth});
        configuration.set("min_child_weight", childWeight);
        configuration.set("subsample", subsample);
        configuration.set("colsample", colsample);
        configuration.set("reg_alpha", alpha);
        configuration.set("reg_lambda", lambda);
        configuration.set("derived", std::int64_t{derived});
        return configuration;
    }

    /// Ensembles in the target's own unit.
    static std::vector<TreeEnsemble> treesOf(const XgbState &state, const XgbStart &start)
    {
        auto groups = xgboostTrees(state.model, state.best, static_cast<int>(start.margin.size()));
        for (std::size_t g = 0; g < groups.size(); ++g) {
            groups[g].base = {
                static_cast<float>(start.margin[g] * start.unit.deviation + start.unit.mean)};
            if (start.unit.deviation != 1.0)
                for (float &value : groups[g].leafValues)
                    value = static_cast<float>(value * start.unit.deviation);
            quantiseLeaves(groups[g]);
        }
        return groups;
    }
};

} // namespace

const Learner &boostingLearner()
{
    static const BoostingLearner learner;
    return learner;
}

} // namespace leptune
