// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/model/interpreter.h"

#include <cmath>
#include <memory>
#include <numeric>

/// What tests of families share: a study's data, fits on its parts, answers of the lowered graph.
namespace leptune::harness {

struct Data {
    Table table; ///< without the target
    Target target;
    std::shared_ptr<const StudyData> study;
    View all, train, validation, test;
};

/// Without rows; `classes` 0 = regression.
inline Target targetOf(int classes)
{
    Target target;
    target.column = "target";
    target.task = classes == 0   ? TaskKind::Regression
                  : classes == 2 ? TaskKind::Binary
                                 : TaskKind::MultiClass;
    for (int c = 0; c < classes; ++c)
        target.classes.push_back(std::string("class ").append(std::to_string(c)));
    target.positive = classes == 2 ? 1 : -1;
    return target;
}

/// Of networks: small, and soon trained.
inline Configuration quickNetwork()
{
    Configuration configuration;
    configuration.set("epochs", std::int64_t{10});
    configuration.set("width", std::int64_t{24});
    configuration.set("batch_size", std::int64_t{32});
    return configuration;
}

inline View viewOf(const std::shared_ptr<const StudyData> &study, std::uint32_t begin,
                   std::uint32_t end)
{
    auto rows = std::make_shared<Rows>(end - begin);
    std::iota(rows->begin(), rows->end(), begin);
    return {study, rows};
}

/// Parts in row order: 60 % training, 20 % validation, 20 % test.
inline Data makeData(Table table, Target target, std::vector<float> weights = {})
{
    Data data{std::move(table), std::move(target), nullptr, {}, {}, {}, {}};
    data.study = std::make_shared<const StudyData>(makeSchema(data.table, data.target), data.table,
                                                   data.target, std::move(weights));
    const auto rows = static_cast<std::uint32_t>(data.study->rows());
    data.all = viewOf(data.study, 0, rows);
    data.train = viewOf(data.study, 0, rows * 6 / 10);
    data.validation = viewOf(data.study, rows * 6 / 10, rows * 8 / 10);
    data.test = viewOf(data.study, rows * 8 / 10, rows);
    return data;
}

/// Eight columns: five numbers (one with missing cells), a category of 4, one of 40 that carries
/// signal, and noise. `classes` 0 = regression.
inline Data mixedData(std::size_t rows, int classes, std::uint64_t seed,
                      std::vector<float> weights = {})
{
    RandomStream random(seed);
    std::vector<std::vector<double>> numbers(6, std::vector<double>(rows));
    std::vector<std::string> few(rows), many(rows);
    Target target = targetOf(classes);
    for (std::size_t r = 0; r < rows; ++r) {
        for (auto &column : numbers)
            column[r] = random.normal();
        const auto a = random.below(4), b = random.below(40);
        few[r] = "f" + std::to_string(a);
        many[r] = "m" + std::to_string(b);
        const double score = numbers[0][r] + numbers[1][r] * numbers[2][r] + (a == 2 ? 1.0 : 0.0) +
                             0.1 * (static_cast<double>(b * 7 % 40) - 20.0) + 0.2 * random.normal();
        const double shifted = (score + 2.5) / 5.0 * classes;
        target.values.push_back(
            classes == 0 ? static_cast<float>(1000.0 + 50.0 * score)
                         : static_cast<float>(std::clamp(std::floor(shifted), 0.0, classes - 1.0)));
        if (random.below(5) == 0)
            numbers[3][r] = NAN;
    }
    std::vector<Column> columns;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        columns.push_back(Column::numeric("n" + std::to_string(i), numbers[i]));
    columns.push_back(Column::fromTexts("few", ColumnType::Categorical, few));
    columns.push_back(Column::fromTexts("many", ColumnType::Categorical, many));
    return makeData(Table(std::move(columns)), std::move(target), std::move(weights));
}

inline std::shared_ptr<const Graph> graphOf(const Predictor &predictor, const Schema &schema)
{
    GraphBuilder builder(schema);
    const NodeId features = builder.addPlan(predictor.plan());
    const NodeId output = predictor.lower(builder, features);
    auto graph = std::make_shared<const Graph>(std::move(builder).finish(output));
    validateGraph(*graph, schema.columns.size());
    return graph;
}

/// Answers for the rows of a view, from the raw cells.
inline FloatMatrix answers(const Predictor &predictor, const View &view)
{
    const Interpreter interpreter(graphOf(predictor, view.data().schema()));
    return interpreter.run(view.data().batch().gathered(view.rows()));
}

inline double accuracy(const FloatMatrix &answer, const View &view)
{
    const std::vector<float> labels = view.labels();
    std::size_t right = 0;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        const auto row = answer.row(r);
        const auto best = std::max_element(row.begin(), row.end()) - row.begin();
        right += best == static_cast<std::ptrdiff_t>(labels[r]);
    }
    return static_cast<double>(right) / static_cast<double>(labels.size());
}

inline double r2(const FloatMatrix &answer, const View &view)
{
    const std::vector<float> labels = view.labels();
    const double mean = std::accumulate(labels.begin(), labels.end(), 0.0) / labels.size();
    double wrong = 0.0, all = 0.0;
    for (std::size_t r = 0; r < labels.size(); ++r) {
        wrong += std::pow(answer.at(r, 0) - labels[r], 2);
        all += std::pow(labels[r] - mean, 2);
    }
    return 1.0 - wrong / all;
}

/// accuracy() or r2().
inline double quality(const Predictor &predictor, const View &view)
{
    const FloatMatrix answer = answers(predictor, view);
    return view.target().isClassification() ? accuracy(answer, view) : r2(answer, view);
}

inline DataShape shapeOf(const View &view)
{
    const StudyData &data = view.data();
    DataShape shape;
    shape.task = data.target().task;
    shape.rows = view.size();
    shape.rawColumns = data.schema().columns.size();
    shape.denseFeatures = data.denseRobust().values.columns;
    shape.treeFeatures = data.tree().values.columns;
    shape.classes = data.target().classes.size();
    shape.picture = pictureOnly(data.schema());
    return shape;
}

/// Mean of -log of the probability that each row's class was given.
inline double logLoss(const FloatMatrix &probabilities, const std::vector<float> &labels)
{
    double sum = 0.0;
    for (std::size_t r = 0; r < labels.size(); ++r)
        sum -= std::log(probabilities.at(r, static_cast<std::size_t>(labels[r])));
    return sum / static_cast<double>(labels.size());
}

} // namespace leptune::harness
