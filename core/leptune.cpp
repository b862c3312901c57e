// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/leptune.h"

#include "core/data/data_name.h"
#include "core/data/split.h"
#include "core/learners/registry.h"
#include "core/metrics/metric.h"
#include "core/project/prediction_file.h"
#include "core/tuning/class_spellings.h"
#include "core/tuning/known_target.h"
#include "core/tuning/study.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace leptune {

namespace {

constexpr double kEarlyStoppingShare = 0.1;

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

std::string targetOf(const Table &table, const std::string &asked)
{
    if (!asked.empty())
        return table.column(asked).name();
    for (const char *usual : std::array{"label", "class", "target"})
        for (std::size_t i = 0; i < table.columns(); ++i)
            if (lowerCase(table.column(i).name()) == usual)
                return table.column(i).name();
    return table.column(table.columns() - 1).name();
}

/// Rows of X with the column to predict beside them, under a name that is free.
Table join(const Table &X, const Column &y)
{
    std::string name = y.name();
    while (X.find(name))
        name += "_";
    return X.with(y.renamed(name));
}

Column asTargetColumn(const Table &joined)
{
    return joined.column(joined.columns() - 1);
}

StudyRecord runStudy(StudyInput input, const std::stop_token &stop)
{
    Study study(std::move(input));
    const std::stop_callback stopped(stop, [&study] { study.stop(); });
    study.start();
    return study.wait();
}

void requireKnownParameters(const Learner &learner, const Configuration &parameters)
{
    DataShape shape;
    shape.task = TaskKind::Binary;
    shape.rows = 1000;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures = 10;
    shape.classes = 2;
    shape.wantsSmall = shape.wantsFast = true;
    std::vector<Parameter> all = learner.space(shape).parameters();
    std::ranges::move(learner.furtherParameters(), std::back_inserter(all));
    for (const auto &[name, value] : parameters.values()) {
        if (std::ranges::find(all, name, &Parameter::name) != all.end())
            continue;
        std::string names;
        for (const Parameter &parameter : all)
            names += (names.empty() ? "" : ", ") + parameter.name;
        throw Error(ErrorCode::BadOption, name,
                    "is no parameter of " + learner.name() + "; it has " + names);
    }
}

/// The family's first default for such data, with what was asked for in place of its own.
Configuration completed(const Configuration &asked, const Learner &learner, const DataShape &shape)
{
    const auto defaults = learner.defaults(shape);
    Configuration all = defaults.empty() ? Configuration() : defaults.front();
    for (const auto &[name, value] : asked.values())
        all.set(name, value);
    return all;
}

} // namespace

LabelledData loadData(const std::string &path, const std::string &target)
{
    const Table table = readTable(path).table;
    if (table.columns() < 2)
        throw Error(ErrorCode::TooLittleData, path,
                    "has only one column; features and a target are needed");
    const std::string name = targetOf(table, target);
    return {table.withoutColumns({name}), table.column(name)};
}

StudyRecord tune(const std::string &path, TuneOptions options, ReadOptions reading,
                 const std::stop_token &stop)
{
    reading.stop = stop;
    StudyInput input;
    input.table = readTable(path, reading).table;
    readClassesAsSpelled(path, options, reading, input.table);
    if (options.test.kind == TestChoice::Kind::File)
        input.test = readTable(options.test.file, readOptionsLike(input.table, reading)).table;
    input.dataName = dataNameOf(path);
    input.options = std::move(options);
    return runStudy(std::move(input), stop);
}

AutoModel AutoModel::create(const std::string &kind, const Parameters &parameters)
{
    AutoModel model;
    model.m_kind = kind;
    for (const auto &[name, value] : parameters)
        model.m_parameters.set(name, value);
    requireKnownParameters(learnerNamed(kind), model.m_parameters);
    return model;
}

void AutoModel::train(const Table &X, const Column &y, std::uint64_t seed)
{
    const Table joined = join(X, y);
    const Column targetColumn = asTargetColumn(joined);
    Rows rows;
    const Target target =
        makeTarget(targetColumn, guessTask(targetColumn).classification, {}, rows);
    const Table features = X.gathered(rows);
    auto data = std::make_shared<const StudyData>(makeSchema(features, target), features, target);
    const auto strata = strataOf(target);
    const Split split = holdOut(rows.size(), kEarlyStoppingShare, {strata, {}, {}, seed});
    FitContext context;
    context.seed = seed;
    const View train(data, std::make_shared<const Rows>(split.train));
    const View validation(data, std::make_shared<const Rows>(split.test));
    const Learner &learner = learnerNamed(m_kind);
    const Configuration parameters = completed(m_parameters, learner, shapeOf(*data, train.size()));
    const auto predictor = learner.fit(train, validation, parameters, context);
    if (!predictor)
        throw Error(ErrorCode::Internal, m_kind, "training gave no model");
    GraphBuilder builder(data->schema());
    const NodeId output = predictor->lower(builder, builder.addPlan(predictor->plan()));
    m_model =
        std::make_shared<const Model>(m_kind, data->schema(), std::move(builder).finish(output));
}

const Model &AutoModel::model() const
{
    if (!m_model)
        throw Error(ErrorCode::BadOption, m_kind, "has not been trained; call train() first");
    return *m_model;
}

Prediction AutoModel::predict(const Table &X) const
{
    return model().predict(X);
}

Scores AutoModel::evaluate(const Table &X, const Column &y) const
{
    Rows rows;
    std::size_t unknown = 0;
    const Target truth = knownTarget(model().schema(), y, rows, unknown);
    const FloatMatrix answers = predict(rows.size() == X.rows() ? X : X.gathered(rows)).outputs();
    Scores scores;
    for (const MetricKind metric : metricsFor(truth.task))
        scores[metricName(metric)] = evaluateMetric(metric, {truth, answers, model().decision()});
    return scores;
}

BayesianOptimizer &BayesianOptimizer::search(const Table &X, const Column &y,
                                             const std::string &kind, int trials, double seconds,
                                             std::stop_token stop)
{
    if (trials < 1)
        throw Error(ErrorCode::BadOption, "trials", "must be at least 1");
    if (!(seconds >= 0.0))
        throw Error(ErrorCode::BadOption, "seconds", "must be 0 (no limit) or more");
    StudyInput input;
    input.table = join(X, y);
    input.options.target = asTargetColumn(input.table).name();
    input.options.families = {kind};
    const int wanted = trials + 1; // the baseline is one
    if (seconds > 0.0) {
        input.options.budgetSeconds = seconds;
        input.mostTrials = wanted;
    } else {
        input.options.trials = wanted;
    }
    input.options.seed = m_seed;
    input.options.test.kind = TestChoice::Kind::None;
    const StudyRecord record = runStudy(std::move(input), stop);
    const LeaderboardEntry *best = record.find(record.single);
    if (!best)
        throw Error(ErrorCode::Internal, kind, "the search ended without a model");
    m_best = best->parameters.values();
    m_score = best->validation;
    m_model = best->model;
    return *this;
}

Parameters BayesianOptimizer::bestParameters() const
{
    return m_best;
}

double BayesianOptimizer::bestScore() const
{
    return m_score;
}

std::shared_ptr<const Model> BayesianOptimizer::bestModel() const
{
    return m_model;
}

} // namespace leptune
