// SPDX-License-Identifier: GPL-3.0-or-later
// bench_booster quality FAMILY TRAIN_ROWS CSV TARGET TASK [rounds=N] [seed=N] [NAME=VALUE]...
//     fits the first rows of a table and prints the default metric on the others.
// bench_booster speed FLOATS ROWS COLUMNS ROUNDS DEPTH THREADS
//     trains on float32 columns (the last one is the 0/1 label) as a study's fits do: bins are made
//     before the clock starts. Then predicts 10,000 rows with one thread.
// Both print one JSON line.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/learners/booster/booster.h"
#include "core/learners/booster/symmetric_ensemble.h"
#include "core/learners/registry.h"
#include "core/metrics/metric.h"
#include "core/model/interpreter.h"
#include "core/model/symmetric_trees.h"
#include "tests/bench/set_parameter.h"

#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <numeric>

namespace {

using namespace leptune;

/// As a study reckons until a family has finished a trial.
constexpr double kSecondsPerOperation = 3e-10;

/// Of all threads.
double processCpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

View rowsOf(const std::shared_ptr<const StudyData> &data, std::uint32_t begin, std::uint32_t end)
{
    auto rows = std::make_shared<Rows>(end - begin);
    std::iota(rows->begin(), rows->end(), begin);
    return {data, rows};
}

int quality(int count, char **words)
{
    const Learner &learner = learnerNamed(words[0]);
    const auto trainRows = static_cast<std::uint32_t>(std::stoul(words[1]));
    Table table = readTable(words[2]).table;
    const bool classes = std::strcmp(words[4], "regression") != 0;
    Rows rows;
    Target target = makeTarget(table.column(std::string(words[3])), classes, "", rows);
    table = table.withoutColumns({words[3]});
    const auto data = std::make_shared<const StudyData>(makeSchema(table, target), table, target);
    const View train = rowsOf(data, 0, trainRows);
    const View test = rowsOf(data, trainRows, static_cast<std::uint32_t>(data->rows()));
    const DataShape shape{target.task,
                          train.size(),
                          table.columns(),
                          1,
                          static_cast<std::size_t>(data->tree().values.columns),
                          target.classes.size()};
    Configuration configuration = learner.defaults(shape).front();
    FitContext context;
    for (int i = 5; i < count; ++i) {
        const std::string word = words[i];
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
        if (name == "rounds")
            context.fixedIterations = std::stoi(value);
        else if (name == "seed")
            context.seed = std::stoul(value);
        else
            setParameter(configuration, learner.space(shape).parameters(), name, value);
    }
    data->bins();
    const Stopwatch watch;
    const double before = threadCpuSeconds();
    const auto predictor = learner.fit(train, {}, configuration, context);
    const double cpu = threadCpuSeconds() - before;
    const FloatMatrix answer = predictView(*predictor, test);
    Target truth = target;
    truth.values = test.labels();
    const MetricKind metric = defaultMetric(target.task);
    std::printf("{\"metric\": \"%s\", \"value\": %.9g, \"rounds\": %d, \"seconds\": %.3f, "
                "\"cpu\": %.3f, \"predicted\": %.3f}\n",
                metricName(metric), evaluateMetric(metric, {truth, answer, 0.5F, {}}),
                predictor->bestIteration(), watch.seconds(), cpu,
                kSecondsPerOperation * learner.cost(shape, configuration).operations);
    return 0;
}

BinColumns columnsOf(const BinnedMatrix &bins)
{
    BinColumns columns{bins.rows, {}};
    for (std::size_t f = 0; f < bins.features; ++f) {
        const auto values = bins.feature(f);
        columns.features.push_back(
            {bins.cuts.bins(f) - 1, false, {{values.begin(), values.end()}}});
    }
    return columns;
}

int speed(char **words)
{
    const std::size_t rows = std::stoul(words[1]), columns = std::stoul(words[2]);
    std::vector<float> floats(rows * (columns + 1));
    std::ifstream(words[0], std::ios::binary)
        .read(reinterpret_cast<char *>(floats.data()),
              static_cast<std::streamsize>(floats.size() * sizeof(float)));
    FloatMatrix features(rows, columns);
    for (std::size_t f = 0; f < columns; ++f)
        for (std::size_t row = 0; row < rows; ++row)
            features.at(row, f) = floats[f * rows + row];
    const BoosterLabels labels{{floats.end() - static_cast<std::ptrdiff_t>(rows), floats.end()},
                               {}};
    BoosterOptions options;
    options.loss = BoosterLoss::Logistic;
    options.rounds = std::stoi(words[3]);
    options.depth = std::stoi(words[4]);
    options.threads = std::stoi(words[5]);
    options.learningRate = 0.1;
    const Stopwatch binning;
    const BinnedMatrix bins = binFeatures(features, findCuts(features, 254, options.threads), 1);
    const double binSeconds = binning.seconds();
    const Stopwatch watch;
    const double cpuBefore = processCpuSeconds();
    const BinColumns binColumns = columnsOf(bins);
    BoosterState state = boost(options, {&binColumns, &labels}, nullptr, {}, {});
    const double trainSeconds = watch.seconds();
    const double trainCpu = processCpuSeconds() - cpuBefore;
    const SymmetricEnsemble trees =
        toSymmetric(symmetricEnsemble(state, bins.cuts, 1, 0.0, 1.0)); // as the family lowers them
    Graph graph;
    graph.nodes.push_back({InputMatrix{}, {}, static_cast<int>(columns)});
    graph.nodes.push_back({trees, {0}, 1});
    graph.output = 1;
    const Interpreter interpreter(std::make_shared<const Graph>(graph));
    FloatMatrix some(std::min<std::size_t>(rows, 10000), columns);
    std::copy_n(features.values.begin(), some.values.size(), some.values.begin());
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const Stopwatch predicting;
        interpreter.run(some);
        best = std::min(best, predicting.seconds());
    }
    double loss = lossSum(
        options, labels.values, {},
        [&] {
            static std::vector<float> scores;
            scores = interpreter.run(features).values;
            return scores.data();
        }(),
        rows);
    std::printf("{\"seconds\": %.4f, \"cpu\": %.4f, \"bin_seconds\": %.4f, \"predict_seconds\": "
                "%.5f, \"trees\": %zu, \"loss\": %.5f}\n",
                trainSeconds, trainCpu, binSeconds, best, state.trees.size(),
                loss / static_cast<double>(rows));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        if (argc >= 7 && std::strcmp(argv[1], "quality") == 0)
            return quality(argc - 2, argv + 2);
        if (argc == 8 && std::strcmp(argv[1], "speed") == 0)
            return speed(argv + 2);
        std::fprintf(stderr, "usage: see the head of bench_booster.cpp\n");
        return 2;
    } catch (const Error &error) {
        std::fprintf(stderr, "bench_booster: %s\n", error.what());
        return 1;
    }
}
