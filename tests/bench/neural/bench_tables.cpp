// SPDX-License-Identifier: GPL-3.0-or-later
// bench_tables FAMILY TRAIN.csv TEST.csv TARGET classification|regression ANSWERS.csv
//              [default=0] [seed=0] [refit=1] [NAME=VALUE]...
//     fits a family's configuration number `default` (NAME: a hyperparameter of its space) on the
//     rows of TRAIN, makes a Model of it, and writes the Model's answers for TEST: one line a row,
//     below the classes (or the target's name). Where the fit stops early, it does so by a
//     stratified tenth of TRAIN that it sets aside itself; then, unless refit=0, it is fitted once
//     more on all rows for as many epochs, as the program does with what it recommends. Prints one
//     JSON line.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/data/read_table.h"
#include "core/learners/registry.h"
#include "core/model/model.h"
#include "core/tuning/study_shape.h"
#include "tests/bench/set_parameter.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <numeric>

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
    for (const auto &[name, value] : settings.parameters)
        setParameter(configuration, learner.space(shape), name, value);
    data->denseRobust(); // a study makes it once for all its fits
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
    const Model model(settings.family, schema, std::move(builder).finish(output));
    writeAnswers(settings.answers, schema, model.predict(test).outputs());
    std::printf("{\"fit_s\": %.3f, \"cpu_s\": %.3f, \"best\": %d, \"size\": %llu}\n", seconds, cpu,
                best, static_cast<unsigned long long>(model.sizeBytes()));
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
