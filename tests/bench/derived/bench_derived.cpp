// SPDX-License-Identifier: GPL-3.0-or-later
// bench_derived FAMILY CSV TARGET TASK FOLDS COUNT...
//     cross-validates the family's first default configuration with each COUNT of derived features
//     on the same folds and prints one JSON line: scores a fold, CPU seconds, model bytes,
//     features.
#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/learners/registry.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstring>
#include <ctime>

namespace {

using namespace leptune;
using Json = nlohmann::ordered_json;

struct Fold {
    double score = 0.0, cpu = 0.0;
    std::uint64_t bytes = 0;
    std::vector<std::string> derived;
};

Fold fit(const Learner &learner, const std::shared_ptr<const StudyData> &data, const Split &split,
         const Configuration &configuration, std::uint64_t seed)
{
    const View train(data, std::make_shared<const Rows>(split.train));
    const View test(data, std::make_shared<const Rows>(split.test));
    FitContext context;
    context.seed = seed;
    const std::clock_t before = std::clock();
    const auto predictor = learner.fit(train, {}, configuration, context);
    Fold fold;
    fold.cpu = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    Target truth = data->target();
    truth.values = test.labels();
    fold.score =
        evaluateMetric(defaultMetric(truth.task), {truth, predictView(*predictor, test), 0.5F, {}});
    GraphBuilder builder(data->schema());
    const NodeId output = predictor->lower(builder, builder.addPlan(predictor->plan()));
    const Model model("model", data->schema(), std::move(builder).finish(output));
    fold.bytes = model.sizeBytes();
    fold.derived = predictor->plan()->derivedNames;
    return fold;
}

int run(int count, char **words)
{
    const Learner &learner = learnerNamed(words[1]);
    Table table = readTable(words[2]).table;
    Rows rows;
    Target target = makeTarget(table.column(std::string(words[3])),
                               std::strcmp(words[4], "regression") != 0, "", rows);
    if (rows.size() != table.rows())
        table = table.gathered(rows);
    table = table.withoutColumns({words[3]});
    const auto data = std::make_shared<const StudyData>(makeSchema(table, target), table, target);
    const auto blocks = equalRowBlocks(table);
    const auto strata = strataOf(target);
    const auto splits =
        crossValidation(data->rows(), std::stoi(words[5]), SplitRules{strata, blocks, {}, 1});
    const DataShape shape{target.task,
                          splits.front().train.size(),
                          table.columns(),
                          data->dense().values.columns,
                          data->tree().values.columns,
                          static_cast<std::size_t>(target.classes.size())};
    data->bins();
    Json result{{"metric", metricName(defaultMetric(target.task))}, {"rows", data->rows()}};
    for (int i = 6; i < count; ++i) {
        Configuration configuration = learner.defaults(shape).front();
        configuration.set("derived", std::int64_t{std::stol(words[i])});
        Json scores = Json::array(), names = Json::array();
        double cpu = 0.0, bytes = 0.0;
        for (std::size_t f = 0; f < splits.size(); ++f) {
            const Fold fold = fit(learner, data, splits[f], configuration, 100 + f);
            scores.push_back(fold.score);
            names.push_back(fold.derived);
            cpu += fold.cpu;
            bytes += static_cast<double>(fold.bytes);
        }
        result[words[i]] = {{"scores", scores},
                            {"cpu", cpu / static_cast<double>(splits.size())},
                            {"bytes", bytes / static_cast<double>(splits.size())},
                            {"derived", names}};
    }
    std::printf("%s\n", result.dump().c_str());
    return 0;
}

} // namespace

int main(int count, char **words)
{
    try {
        if (count > 6)
            return run(count, words);
        std::fprintf(stderr, "usage: bench_derived FAMILY CSV TARGET TASK FOLDS COUNT...\n");
        return 2;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_derived: %s\n", error.what());
        return 1;
    }
}
