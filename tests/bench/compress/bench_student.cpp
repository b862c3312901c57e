// SPDX-License-Identifier: GPL-3.0-or-later
// bench_student PROJECT TEST.csv MODEL [--folds] NAME=VALUE,NAME=VALUE...
//     distils a Model of a project into students, one a list of settings (others as in the first
//     step of the ladder; a network where the list begins with "layers="), and scores them on a
//     file of rows that nothing was chosen on: a line of JSON each with the scores of the constant,
//     the single Model, the teacher and the student, higher is better. --folds: the drop on
//     out-of-fold rows too.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/compress/candidate_run.h"
#include "core/compress/student.h"
#include "core/project/prediction_file.h"
#include "core/project/project.h"
#include "core/tuning/known_target.h"
#include "tests/bench/set_parameter.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>

namespace {

using namespace leptune;

struct TestSet {
    Table table;
    Target truth;
};

TestSet readTest(const std::string &path, const Table &like, const Schema &schema)
{
    TestSet test{readTable(path, readOptionsLike(like, {})).table, {}};
    Rows rows;
    std::size_t unknown = 0;
    test.truth = knownTarget(schema, test.table.column(schema.target), rows, unknown);
    if (rows.size() < test.table.rows())
        test.table = test.table.gathered(rows);
    return test;
}

double scoreOn(const TestSet &test, MetricKind metric, const Model &model)
{
    return evaluateScore(
        metric, {test.truth, predictRows(model, test.table, 1, {}).outputs(), model.threshold()});
}

Configuration settingsOf(const CompressionMethod &method, const std::string &words)
{
    Configuration configuration = method.ladder().front();
    std::istringstream list(words);
    for (std::string word; std::getline(list, word, ',');) {
        const std::size_t equals = word.find('=');
        setParameter(configuration, method.space().parameters(), word.substr(0, equals),
                     word.substr(equals + 1));
    }
    return configuration;
}

int run(int count, char **words)
{
    const StudyRecord record = loadProject(words[1]).study;
    const Table table = *loadProject(words[1]).table;
    const CompressionSubject subject = takeUp(record, words[3], table, std::nullopt, 2);
    const TestSet test = readTest(words[2], table, subject.setup.schema);
    const MetricKind metric = record.metric;
    std::string constant;
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.model && entry.family == "baseline")
            constant = entry.name;
    const double floor = scoreOn(test, metric, *record.model(constant));
    const double single = scoreOn(test, metric, *record.model("single"));
    const double teacher = scoreOn(test, metric, *subject.original.model);
    std::map<std::string, std::unique_ptr<CompressionMethod>> methods;
    for (auto &made : compressionMethods(subject, 0))
        methods.emplace(made->name(), std::move(made));
    bool folds = false;
    for (int i = 4; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--members") {
            for (const LeaderboardEntry &entry : record.entries)
                if (entry.model)
                    std::printf("entry %-24s kept %.4f of_single %.3f bytes %llu us %.1f\n",
                                entry.name.c_str(),
                                (scoreOn(test, metric, *entry.model) - floor) / (teacher - floor),
                                (scoreOn(test, metric, *entry.model) - single) / (teacher - single),
                                (unsigned long long)entry.sizeBytes, entry.latencyMicroseconds);
            for (const auto &m : subject.study.parts.members) {
                const auto fits = foldFits(m.graph, subject.plan->splits.size());
                const Model bag("m", subject.setup.schema, Graph(m.graph), 0.5F, {});
                const Model fit("m", subject.setup.schema, Graph(fits[0]), 0.5F, {});
                std::string ops;
                std::printf("member w %.2f bag kept %.4f of_single %.3f bytes %llu; fit kept %.4f "
                            "of_single %.3f bytes %llu\n",
                            m.weight, (scoreOn(test, metric, bag) - floor) / (teacher - floor),
                            (scoreOn(test, metric, bag) - single) / (teacher - single),
                            (unsigned long long)bag.sizeBytes(),
                            (scoreOn(test, metric, fit) - floor) / (teacher - floor),
                            (scoreOn(test, metric, fit) - single) / (teacher - single),
                            (unsigned long long)fit.sizeBytes());
            }
            continue;
        }
        if (word == "--folds") {
            folds = true;
            continue;
        }
        const auto &method =
            methods.at(word.starts_with("layers=") ? "network_student" : "student");
        const Configuration settings = settingsOf(*method, word);
        const Stopwatch watch;
        double drop = std::nan("");
        std::optional<Graph> graph;
        if (folds) {
            auto outcomes =
                runCandidates(subject, {{method.get(), settings}}, 2, [] { return false; });
            drop = subject.dropAt(outcomes.front().score);
            graph = std::move(outcomes.front().graph);
        } else {
            graph = method->apply(subject.delivered(), settings, [] { return false; });
        }
        const double seconds = watch.seconds();
        const Model model("student", subject.setup.schema, std::move(*graph), 0.5F, {});
        const double student = scoreOn(test, metric, model);
        std::printf("{\"settings\": \"%s\", \"constant\": %.6g, \"single\": %.6g, \"teacher\": "
                    "%.6g, \"student\": %.6g, \"kept\": %.4f, \"of_single\": %.3f, \"span\": %.4f, "
                    "\"oof_drop\": \"%.4f\", \"bytes\": %llu, \"seconds\": %.2f}\n",
                    word.c_str(), floor, single, teacher, student,
                    (student - floor) / (teacher - floor), (student - single) / (teacher - single),
                    (teacher - single) / (teacher - floor), drop,
                    static_cast<unsigned long long>(model.sizeBytes()), seconds);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

int main(int count, char **words)
{
    if (count < 5) {
        std::fprintf(stderr,
                     "usage: bench_student PROJECT TEST.csv MODEL [--folds] NAME=VALUE,...\n");
        return 2;
    }
    try {
        return run(count, words);
    } catch (const leptune::Error &error) {
        std::fprintf(stderr, "bench_student: %s\n", error.what());
        return 1;
    }
}
