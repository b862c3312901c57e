// SPDX-License-Identifier: GPL-3.0-or-later
// bench_kernels FAMILY CSV TARGET TASK TRAIN_ROWS MODEL [NAME=VALUE]... [--centres 8,24,64] [--bits
// N]
//               [--iterations N] [--decay X] [--rows N]
//     fits a kernel machine or neighbours to the first rows of a table (or takes the model that
//     MODEL holds, which it writes otherwise), puts a reduced set in its place, and scores the
//     others: a line of JSON for the model as it was (0 centres), and one a number of centres.
#include "core/base/clock.h"
#include "core/compress/reduced_set.h"
#include "tests/bench/compress/table_bench.h"

#include <algorithm>

namespace {

using namespace leptune;

struct Request {
    std::vector<double> centres{8, 24, 64};
    ReducedSetOptions options;
    std::uint32_t rows = 2'000;
};

/// Best of several runs on 1,000 rows, cells already read, one thread.
double milliseconds(const Bench &bench, const Model &model)
{
    Rows rows;
    for (std::uint32_t i = 0; i < 1000; ++i)
        rows.push_back(bench.test.rows()[i % bench.test.size()]);
    const RawBatch batch = bench.data->batch().gathered(rows);
    const Interpreter interpreter(std::make_shared<const Graph>(model.graph()));
    double least = 1e9;
    for (int run = 0; run < 7; ++run) {
        const Stopwatch watch;
        interpreter.run(batch);
        least = std::min(least, 1e3 * watch.seconds());
    }
    return least;
}

void print(const Bench &bench, const Model &model, std::size_t centres, double seconds)
{
    std::printf("{\"centres\": %zu, \"bytes\": %llu, \"ms\": %.4f, \"seconds\": %.3f", centres,
                static_cast<unsigned long long>(model.sizeBytes()), milliseconds(bench, model),
                seconds);
    printScores(bench, model);
}

Request requestFrom(int count, char **words, std::vector<std::string> &settings)
{
    Request request;
    request.options.pointBits = 6;
    for (int i = 0; i < count; ++i) {
        const std::string word = words[i];
        if (word.rfind("--", 0) != 0 || i + 1 == count) {
            settings.push_back(word);
            continue;
        }
        const std::string value = words[++i];
        if (word == "--centres")
            request.centres = numbersOf(value);
        else if (word == "--bits")
            request.options.pointBits = std::stoi(value);
        else if (word == "--iterations")
            request.options.iterations = std::stoi(value);
        else if (word == "--decay")
            request.options.decay = std::stod(value);
        else if (word == "--rows")
            request.rows = static_cast<std::uint32_t>(std::stoul(value));
    }
    return request;
}

int run(int count, char **words)
{
    std::vector<std::string> settings;
    Request request = requestFrom(count - 6, words + 6, settings);
    const Bench bench = prepare(words, settings);
    print(bench, *bench.model, 0, 0.0);
    CompressionPart part;
    part.graph = bench.model->graph();
    part.rows = bench.train;
    const std::vector<MachineGroup> groups = machineGroups(part.graph);
    const double begun = threadCpuSeconds();
    std::vector<MachineRows> rows;
    for (const MachineGroup &group : groups)
        rows.push_back(machineRowsOf(part, group, request.rows, 0));
    const double common = threadCpuSeconds() - begun;
    for (const double centres : request.centres) {
        request.options.centres = static_cast<std::size_t>(centres);
        const double before = threadCpuSeconds();
        auto graph =
            withReducedSets(part.graph, groups, rows, request.options, [] { return false; });
        const double seconds = common + threadCpuSeconds() - before;
        print(bench, Model("small", bench.data->schema(), std::move(*graph)),
              request.options.centres, seconds);
    }
    return 0;
}

} // namespace

int main(int count, char **words)
{
    try {
        if (count >= 7)
            return run(count - 1, words + 1);
        std::fprintf(stderr, "usage: see the head of bench_kernels.cpp\n");
    } catch (const Error &error) {
        std::fprintf(stderr, "bench_kernels: %s\n", error.what());
    }
    return 1;
}
