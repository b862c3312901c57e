// SPDX-License-Identifier: GPL-3.0-or-later
// bench_tables FAMILY TRAIN.csv TEST.csv TARGET classification|regression ANSWERS.csv
//              [default=0] [seed=0] [refit=1] [NAME=VALUE]...
//     fits a family's configuration number `default` (NAME: a hyperparameter of its space, with
//     those that limits of size and time add, such as arithmetic=int8, and those that are searched
//     only where they are named) on the
//     rows of TRAIN, makes a Model of it, and writes the Model's answers for TEST: one line a row,
//     below the classes (or the target's name). Where the fit stops early, it does so by a
//     stratified tenth of TRAIN that it sets aside itself; then, unless refit=0, it is fitted once
//     more on all rows for as many epochs, as the program does with what it recommends. Prints one
//     JSON line; "float32": bytes of the numbers of its layers as floats.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/learners/registry.h"
#include "core/model/model.h"
#include "core/model/packed_dense.h"
#include "core/model/packed_embedding.h"
#include "core/tuning/study_shape.h"
#include "tests/bench/set_parameter.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <numeric>
#include <span>

namespace {

using namespace leptune;

struct Settings {
    std::string family, train, test, target, answers;
    bool classes = true;
    std::size_t which = 0;
    FitContext context;
    bool refits = true;
    std::vector<std::pair<std::string, std::string>> parameters;
};

Settings settingsFrom(int count, char **words)
{
    Settings settings{words[0], words[1], words[2], words[3], words[5], true, 0, {}, true, {}};
    settings.classes = std::strcmp(words[4], "regression") != 0;
    for (int i = 6; i < count; ++i) {
        const std::string word = words[i];
        const std::size_t equals = std::min(word.find('='), word.size() - 1);
        const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
        if (name == "default")
            settings.which = std::stoul(value);
        else if (name == "seed")
            settings.context.seed = std::stoul(value);
        else if (name == "refit")
            settings.refits = value != "0";
        else
            settings.parameters.emplace_back(name, value);
    }
    return settings;
}

View allRows(const std::shared_ptr<const StudyData> &data)
{
    auto rows = std::make_shared<Rows>(data->rows());
    std::iota(rows->begin(), rows->end(), 0U);
    return {data, std::move(rows)};
}

void writeAnswers(const std::string &path, const Schema &schema, const FloatMatrix &answers)
{
    std::ofstream file(path);
    file.precision(9);
    const std::vector<std::string> heads =
        schema.classes.empty() ? std::vector<std::string>{schema.target} : schema.classes;
    for (std::size_t i = 0; i < heads.size(); ++i)
        file << (i ? "," : "") << heads[i];
    for (std::size_t row = 0; row < answers.rows; ++row)
        for (std::size_t i = 0; i < answers.columns; ++i)
            file << (i ? ',' : '\n') << answers.at(row, i);
    file << '\n';
    if (!file.flush())
        throw Error(ErrorCode::Unwritable, path, "the answers could not be written");
}

/// Of the layers of a graph: what they pack to, and how many numbers they have. Members' shared
/// layers count once.
struct LayerSizes {
    std::size_t packed = 0, numbers = 0;

    explicit LayerSizes(const Graph &graph)
    {
        ByteWriter writer;
        DenseModels models;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            const auto before = std::span(graph.nodes).first(i);
            const bool isNew =
                std::ranges::find(before, graph.nodes[i].op, &Node::op) == before.end();
            std::visit([&](const auto &op) { take(writer, models, op, isNew); }, graph.nodes[i].op);
        }
        packed = writer.bytes().size();
    }

private:
    template <typename Op>
    void take(ByteWriter &writer, DenseModels &models, const Op &op, bool isNew)
    {
        std::size_t own = 0;
        if constexpr (requires { writeLayer(writer, models, op); }) {
            own = op.weights.size() + op.bias.size();
            writeLayer(writer, models, op);
        } else if constexpr (std::is_same_v<Op, PeriodicEmbedding>) {
            own = op.frequency.size() + op.phase.size() + op.weights.size();
            writeEmbedding(writer, op);
        }
        numbers += isNew ? own : 0;
    }
    static void writeLayer(ByteWriter &writer, DenseModels &models, const Dense &op)
    {
        writeDense(writer, models, op);
    }
    static void writeLayer(ByteWriter &writer, DenseModels &models, const IntegerDense &op)
    {
        writeIntegerDense(writer, models, op);
    }
    static void writeLayer(ByteWriter &writer, DenseModels &models, const Convolution &op)
    {
        writeConvolution(writer, models, op);
    }
    static void writeLayer(ByteWriter &writer, DenseModels &models, const IntegerConvolution &op)
    {
        writeIntegerConvolution(writer, models, op);
    }
};

int run(const Settings &settings)
{
    const Table table = readTable(settings.train).table;
    const Table test = readTable(settings.test).table;
    Rows rows;
    const Target target = makeTarget(table.column(settings.target), settings.classes, "", rows);
    const Table features = table.withoutColumns({settings.target}).gathered(rows);
    const Schema schema = makeSchema(features, target);
    const auto data = std::make_shared<const StudyData>(schema, features, target);
    const Learner &learner = learnerNamed(settings.family);
    const DataShape shape = shapeOf(*data, data->rows());
    Configuration configuration = learner.defaults(shape).at(settings.which);
    DataShape limited = shape; // so that what makes networks small and fast can be asked for
    limited.wantsSmall = limited.wantsFast = true;
    std::vector<Parameter> known = learner.space(limited).parameters();
    std::ranges::copy(learner.furtherParameters(), std::back_inserter(known));
    for (const auto &[name, value] : settings.parameters)
        setParameter(configuration, known, name, value);
    data->denseRobust(); // a study makes them once for all its fits
    data->denseInUnits();
    const Stopwatch watch;
    const double before = threadCpuSeconds();
    auto predictor = learner.fit(allRows(data), {}, configuration, settings.context);
    const int best = predictor->bestIteration();
    if (settings.refits && best > 0) {
        FitContext again = settings.context;
        again.fixedIterations = best;
        predictor = learner.fit(allRows(data), {}, configuration, again);
    }
    const double cpu = threadCpuSeconds() - before, seconds = watch.seconds();
    GraphBuilder builder(schema);
    const NodeId output = predictor->lower(builder, builder.addPlan(predictor->plan()));
    Graph graph = std::move(builder).finish(output);
    const LayerSizes layers(graph);
    const Model model(settings.family, schema, std::move(graph));
    writeAnswers(settings.answers, schema, model.predict(test).outputs());
    std::printf("{\"fit_s\": %.3f, \"cpu_s\": %.3f, \"best\": %d, \"size\": %llu, "
                "\"float32\": %zu}\n",
                seconds, cpu, best, static_cast<unsigned long long>(model.sizeBytes()),
                model.sizeBytes() - layers.packed + sizeof(float) * layers.numbers);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 7) {
        std::fprintf(stderr, "usage: see the head of bench_tables.cpp\n");
        return 2;
    }
    try {
        return run(settingsFrom(argc - 1, argv + 1));
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_tables: %s\n", error.what());
        return 1;
    }
}
