// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/option_values.h"
#include "app/cli/reading_options.h"
#include "app/cli/study_runner.h"
#include "core/base/error.h"
#include "core/data/data_name.h"
#include "core/project/prediction_file.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <limits>
#include <memory>

namespace leptune {

namespace {

struct ResumeWords {
    std::string project, budget, trials, data;
    bool json = false, quiet = false;
};

TuneOptions resolve(const ResumeWords &words, const StudyRecord &saved)
{
    TuneOptions options = saved.options;
    if (!words.budget.empty()) {
        options.budgetSeconds = parseDuration("--budget", words.budget);
        options.trials = 0;
    }
    if (!words.trials.empty()) {
        constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max() / 2;
        options.trials = static_cast<int>(parseInteger("--trials", words.trials, 1, kMost));
    }
    return options;
}

/// The stored copy, else the file it was read from, which must not have changed.
Table dataOf(const ResumeWords &words, Project &project, const Interrupt &interrupt)
{
    if (words.data.empty() && project.table)
        return *project.table;
    ReadOptions reading = project.data.options;
    const std::string path = words.data.empty() ? project.data.path : words.data;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        throw Error(
            ErrorCode::NotFound, path,
            "the project holds no copy of its data and the file is gone; name it with --data");
    const DataReference now = referenceTo(path, reading);
    if (now.hash != project.data.hash)
        throw Error(ErrorCode::BadInput, path,
                    "is not the file this project was tuned on (its contents differ); start a new "
                    "project for it");
    project.data = now;
    reading.stop = interrupt.token();
    return readAndReport(path, reading, words.quiet).table;
}

Table testOf(const Project &project, const Table &table, const Interrupt &interrupt)
{
    ReadOptions reading = readOptionsLike(table, project.data.options);
    reading.stop = interrupt.token();
    return readTable(project.study.options.test.file, reading).table;
}

int resume(const ResumeWords &words)
{
    const Interrupt interrupt;
    Project project = loadProject(words.project);
    StudyRun run;
    run.input.options = resolve(words, project.study);
    run.input.table = dataOf(words, project, interrupt);
    run.input.dataName = dataNameOf(project.data.path);
    if (run.input.options.test.kind == TestChoice::Kind::File)
        run.input.test = testOf(project, run.input.table, interrupt);
    interrupt.check();
    run.data = [data = project.data] { return data; };
    run.projectPath = words.project;
    run.json = words.json;
    run.quiet = words.quiet;
    run.input.continued = std::move(project.study);
    return runStudy(std::move(run), interrupt);
}

} // namespace

void addResumeCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("resume", "Go on tuning a saved project");
    const auto words = std::make_shared<ResumeWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    auto *budget =
        command->add_option("--budget", words->budget,
                            "Further time, such as 60s (default: as much as the first time)");
    budget->type_name("TIME");
    command->add_option("--trials", words->trials, "Further trials instead")
        ->type_name("N")
        ->excludes(budget);
    command->add_option("--data", words->data, "The data, where the project holds no copy")
        ->type_name("FILE");
    command->add_flag("--json", words->json, "Print the result as one JSON object");
    command->add_flag("--quiet", words->quiet, "No progress and no remarks");
    command->callback([words, &action] { action = [words] { return resume(*words); }; });
}

} // namespace leptune
