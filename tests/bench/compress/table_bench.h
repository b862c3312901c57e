// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/learners/registry.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"
#include "core/tuning/study_shape.h"
#include "tests/bench/set_parameter.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <numeric>

/// What the programs of the bench scripts share: a table, a Model of its first rows, scores on the
/// others.
namespace leptune {

struct Bench {
    std::shared_ptr<const StudyData> data;
    View train, test;
    std::shared_ptr<const Model> model;
};

inline View rowsOf(const std::shared_ptr<const StudyData> &data, std::uint32_t begin,
                   std::uint32_t end)
{
    auto rows = std::make_shared<Rows>(end - begin);
    std::iota(rows->begin(), rows->end(), begin);
    return {data, rows};
}

inline std::shared_ptr<const Model> fitted(const Learner &learner, const Bench &bench,
                                           const std::vector<std::string> &settings)
{
    const StudyData &data = *bench.data;
    const DataShape shape = shapeOf(data, bench.train.size());
    Configuration configuration = learner.defaults(shape).front();
    FitContext context;
    for (const std::string &word : settings) {
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
        if (name == "rounds")
            context.fixedIterations = std::stoi(value);
        else
            setParameter(configuration, learner.space(shape).parameters(), name, value);
    }
    const auto predictor = learner.fit(bench.train, {}, configuration, context);
    GraphBuilder builder(data.schema());
    const NodeId output = predictor->lower(builder, builder.addPlan(predictor->plan()));
    return std::make_shared<const Model>(learner.name(), data.schema(),
                                         std::move(builder).finish(output));
}

inline std::shared_ptr<const Model> readModel(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
    return unpack({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()}, path);
}

inline void writeModel(const Model &model, const std::string &path)
{
    const std::vector<std::uint8_t> bytes = pack(model);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char *>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

inline Bench prepare(char **words, const std::vector<std::string> &settings)
{
    Table table = readTable(words[1]).table;
    Rows rows;
    Target target = makeTarget(table.column(std::string(words[2])),
                               std::strcmp(words[3], "regression") != 0, "", rows);
    table = table.withoutColumns({words[2]});
    Bench bench;
    bench.data = std::make_shared<const StudyData>(makeSchema(table, target), table, target);
    const auto trainRows = static_cast<std::uint32_t>(std::stoul(words[4]));
    bench.train = rowsOf(bench.data, 0, trainRows);
    bench.test = rowsOf(bench.data, trainRows, static_cast<std::uint32_t>(bench.data->rows()));
    if (std::ifstream(words[5])) {
        bench.model = readModel(words[5]);
        return bench;
    }
    bench.model = fitted(learnerNamed(words[0]), bench, settings);
    writeModel(*bench.model, words[5]);
    return bench;
}

/// The last members of a line of JSON.
inline void printScores(const Bench &bench, const Model &model)
{
    const Target &target = bench.data->target();
    Target truth = target;
    truth.values = bench.test.labels();
    const FloatMatrix answer = Interpreter(std::make_shared<const Graph>(model.graph()))
                                   .run(bench.data->batch().gathered(bench.test.rows()));
    for (const MetricKind metric :
         {MetricKind::Auc, MetricKind::Accuracy, MetricKind::LogLoss, MetricKind::Rmse})
        if (fitsTask(metric, target.task))
            std::printf(", \"%s\": %.9g", metricName(metric),
                        evaluateMetric(metric, {truth, answer, 0.5F, {}}));
    std::printf("}\n");
    std::fflush(stdout);
}

/// Numbers between commas.
inline std::vector<double> numbersOf(const std::string &text)
{
    std::vector<double> numbers;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        numbers.push_back(std::stod(text.substr(at, comma - at)));
        at = comma + 1;
    }
    return numbers;
}

} // namespace leptune
