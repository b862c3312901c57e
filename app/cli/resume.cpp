// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/option_values.h"
#include "app/cli/project_data.h"
#include "app/cli/study_runner.h"
#include "core/compress/limited_compression.h"
#include "core/data/data_name.h"

#include <CLI/CLI.hpp>

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

int resume(const ResumeWords &words)
{
    const Interrupt interrupt;
    Project project = loadProject(words.project);
    StudyRun run;
    run.input.options = resolve(words, project.study);
    run.input.table = tableOf(project, words.data, words.quiet, interrupt);
    run.input.dataName = dataNameOf(project.data.path);
    run.input.test = testOf(project, run.input.table, interrupt);
    interrupt.check();
    run.data = [data = project.data] { return data; };
    run.projectPath = words.project;
    run.notes = project.notes;
    run.history = std::move(project.history);
    if (const FrontLimits limits = limitsOf(run.input.options);
        limits.maxBytes > 0.0 || limits.maxMicroseconds > 0.0)
        run.limits = limits;
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
