// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/option_values.h"
#include "app/cli/reading_options.h"
#include "app/cli/study_runner.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/compress/limited_compression.h"
#include "core/data/data_name.h"
#include "core/learners/network_device.h"
#include "core/learners/registry.h"
#include "core/project/prediction_file.h"
#include "core/tuning/class_spellings.h"
#include "core/tuning/family_space.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>

namespace leptune {

namespace {

constexpr std::int64_t kMostInteger = std::numeric_limits<std::int32_t>::max();

/// As typed.
struct TuneWords {
    std::string data, task = "auto", budget = "60s", trials, threads, seed = "0", folds, test;
    std::vector<std::string> families, ignore, monotone, ranges;
    TuneOptions options; ///< what needs no reading
    std::string memory, maxSize, maxLatency, maxDrop, costs;
    bool noRefit = false, noExperience = false;
    std::string project;
    bool overwrite = false, json = false, quiet = false;
    ReadingOptions reading;
};

TuneOptions resolve(const TuneWords &words)
{
    TuneOptions options = words.options;
    options.task = parseTask(words.task);
    if (!options.metric.empty())
        checkMetricName(options.metric);
    options.budgetSeconds = parseDuration("--budget", words.budget);
    if (!words.trials.empty())
        options.trials = static_cast<int>(parseInteger("--trials", words.trials, 1, kMostInteger));
    if (!words.threads.empty())
        options.threads = static_cast<int>(parseInteger("--threads", words.threads, 1, 1024));
    if (!words.folds.empty())
        options.folds = static_cast<int>(parseInteger("--folds", words.folds, 2, 100));
    options.seed = parseSeed("--seed", words.seed);
    options.families = splitNames(words.families);
    for (const std::string &family : options.families)
        learnerNamed(family);
    options.ignore = splitNames(words.ignore);
    for (const std::string &word : words.monotone) {
        const auto [column, direction] = parseDirection("--monotone", word);
        options.monotone[column] = direction;
    }
    for (const std::string &word : words.ranges)
        parseRange("--range", word, options.spaces);
    checkSpaces(options.spaces);
    if (!words.test.empty())
        options.test = parseTest(words.test);
    options.refit = !words.noRefit;
    options.experience = !words.noExperience;
    if (!words.memory.empty())
        options.memoryBytes = parseBytes("--memory", words.memory);
    if (!words.maxSize.empty())
        options.maxModelBytes = parseModelSize("--max-size", words.maxSize);
    if (!words.maxLatency.empty())
        options.maxLatencyMicroseconds = parseMicroseconds("--max-latency", words.maxLatency);
    if (!words.maxDrop.empty())
        options.maxDrop = parseDrop("--max-drop", words.maxDrop);
    if (!words.costs.empty())
        options.costs = parseCosts("--costs", words.costs);
    checkDevice("--device", options.device);
    return options;
}

/// Nothing where no limit is given.
std::optional<FrontLimits> limitsFrom(const TuneWords &words, const TuneOptions &options)
{
    FrontLimits limits = limitsOf(options);
    if (!words.maxDrop.empty())
        limits.maxDrop = parseDrop("--max-drop", words.maxDrop);
    if (words.maxDrop.empty() && limits.maxBytes <= 0.0 && limits.maxMicroseconds <= 0.0)
        return std::nullopt;
    return limits;
}

/// Before anything is read: nobody waits an hour to hear that the result can't be stored.
void checkProjectPath(const TuneWords &words)
{
    if (words.project.empty())
        return;
    std::error_code ignored; // what is wrong with the place is said below
    if (std::filesystem::exists(words.project, ignored) && !words.overwrite)
        throw Error(ErrorCode::BadOption, words.project,
                    "exists already; choose another name, add --overwrite, or go on with "
                    "leptune-cli resume");
    try {
        requireWritable(words.project);
        // Only trying tells for sure: permissions say nothing of network folders, or to root.
        const std::string probe = words.project + ".part-probe";
        writeFileAtomically(probe, std::string_view());
        std::filesystem::remove(probe);
    } catch (const Error &error) {
        throw Error(ErrorCode::BadOption, words.project, error.detail());
    }
}

void requireColumn(const Table &table, const std::string &option, const std::string &name)
{
    if (name.empty() || table.find(name))
        return;
    constexpr std::size_t kNamed = 12;
    std::string known;
    for (std::size_t i = 0; i < std::min(kNamed, table.columns()); ++i)
        known += (i > 0 ? ", " : "") + table.column(i).name();
    if (table.columns() > kNamed)
        known += ", ...";
    throw Error(ErrorCode::BadOption, option,
                "there is no column '" + name + "'; the data have " + known);
}

void checkColumns(const Table &table, const TuneOptions &options, const ReadOptions &reading)
{
    requireColumn(table, "--target", options.target);
    requireColumn(table, "--group", options.group);
    requireColumn(table, "--time", options.time);
    requireColumn(table, "--weight", options.weight);
    for (const std::string &name : options.ignore)
        requireColumn(table, "--ignore", name);
    for (const auto &[name, type] : reading.types)
        requireColumn(table, "--type", name);
    for (const auto &[name, direction] : options.monotone)
        requireColumn(table, "--monotone", name);
}

/// A test file is read with the types of the training data, so that none is inferred differently.
Table readTestFile(const std::string &path, const ReadOptions &reading, const Table &table,
                   bool quiet)
{
    return readAndReport(path, readOptionsLike(table, reading), quiet).table;
}

int tune(const TuneWords &words)
{
    const TuneOptions options = resolve(words);
    const std::optional<FrontLimits> limits = limitsFrom(words, options);
    ReadOptions reading = words.reading.resolve();
    checkProjectPath(words);
    const Interrupt interrupt;
    reading.stop = interrupt.token();

    if (options.task == TaskChoice::Classification)
        reading.types.try_emplace(options.target, ColumnType::Categorical);
    StudyRun run;
    run.input.options = options;
    run.input.table = readAndReport(words.data, reading, words.quiet).table;
    run.input.dataName = dataNameOf(words.data);
    checkColumns(run.input.table, options, reading);
    readClassesAsSpelled(words.data, options, reading, run.input.table);
    if (options.test.kind == TestChoice::Kind::File)
        run.input.test = readTestFile(options.test.file, reading, run.input.table, words.quiet);
    interrupt.check();
    if (!words.project.empty()) {
        run.projectPath = words.project;
        run.data = [path = words.data, reading] { return referenceTo(path, reading); };
    }
    run.limits = limits;
    run.json = words.json;
    run.quiet = words.quiet;
    return runStudy(std::move(run), interrupt);
}

void addTaskOptions(CLI::App &command, TuneWords &words)
{
    constexpr const char *kGroup = "Task";
    const auto option = [&](const char *name, auto &value, const char *type, const char *help) {
        return command.add_option(name, value, help)->type_name(type)->group(kGroup);
    };
    option("--target", words.options.target, "COLUMN", "Column to predict")->required();
    option("--task", words.task, "NAME", "auto, classification or regression");
    option("--metric", words.options.metric, "NAME",
           "What is optimised (default: auc, logloss or rmse, by the task)");
    option("--ignore", words.ignore, "A,B", "Columns to leave out")->expected(1)->take_all();
    option("--group", words.options.group, "COLUMN",
           "Rows of a group stay on one side of every split");
    option("--time", words.options.time, "COLUMN", "Learn from the past, test on the future");
    option("--weight", words.options.weight, "COLUMN", "Weight of each row");
    option("--positive", words.options.positive, "CLASS", "The positive class of two");
    option("--costs", words.costs, "MISS:ALARM|CLASS=COST,...",
           "What wrong answers cost: 5:1 of two classes, of more fatal=5,minor=2; others cost 1");
    option("--monotone", words.monotone, "COLUMN=increasing|decreasing",
           "The answer may only rise, or only fall, with a column of numbers; repeatable")
        ->expected(1)
        ->take_all();
    option("--test", words.test, "FILE|SHARE|none",
           "Rows that only score the result (default: 20 % of the data)");
}

void addSearchOptions(CLI::App &command, TuneWords &words)
{
    constexpr const char *kGroup = "Search";
    const auto option = [&](const char *name, auto &value, const char *type, const char *help) {
        return command.add_option(name, value, help)->type_name(type)->group(kGroup);
    };
    option("--budget", words.budget, "TIME",
           "From start to exit, such as 60s, 5m or 1h (default: 60s)");
    option("--trials", words.trials, "N",
           "Exactly so many trials instead; the same result every time");
    option("--threads", words.threads, "N", "Fits at the same time (default: one a core)");
    option("--seed", words.seed, "N", "Seed of the random numbers (default: 0)");
    option("--folds", words.folds, "N", "Folds of the cross-validation (default: by size)");
    option("--families", words.families, "A,B", "Model families to try (default: all)")
        ->expected(1)
        ->take_all();
    option("--range", words.ranges, "FAMILY.SETTING=LOW:HIGH",
           "Where a setting is searched, such as forest.trees=50:100; repeatable")
        ->expected(1)
        ->take_all();
    option("--memory", words.memory, "SIZE",
           "Fits are planned to stay below it, such as 4GB or 50% (default: 60% of the machine's)");
    option(
        "--max-size", words.maxSize, "SIZE",
        "Recommend only models of at most this size, such as 50kB; compress to it (default: any)");
    option("--max-latency", words.maxLatency, "TIME",
           "Recommend only models this fast a row, such as 20us; compress to it (default: any)");
    option(
        "--max-drop", words.maxDrop, "SHARE",
        "Compress the best model and lose at most this part of its gain (with other limits: 1%)");
    option("--device", words.options.device, "NAME",
           "auto, cpu or cuda: what networks train on; auto takes a GPU where it pays");
    command
        .add_flag("--no-refit", words.noRefit, "Keep the scored models, do not refit on all rows")
        ->group(kGroup);
    command
        .add_flag("--no-experience", words.noExperience,
                  "Neither learn from earlier runs nor let later ones learn from this one")
        ->group(kGroup);
    command
        .add_flag("--stop-early", words.options.stopEarly, "Stop where more time promises no gain")
        ->group(kGroup);
}

void addOutputOptions(CLI::App &command, TuneWords &words)
{
    constexpr const char *kGroup = "Output";
    command.add_option("--project", words.project, "Store everything here")
        ->type_name("FILE")
        ->group(kGroup);
    command.add_flag("--overwrite", words.overwrite, "Replace an existing project")->group(kGroup);
    command.add_flag("--json", words.json, "Print the result as one JSON object")->group(kGroup);
    command.add_flag("--quiet", words.quiet, "No progress and no remarks")->group(kGroup);
}

} // namespace

void addTuneCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("tune", "Find the best model for a column of a data set");
    const auto words = std::make_shared<TuneWords>();
    command
        ->add_option("DATA", words->data,
                     "CSV, TSV, ARFF, SQLite, .xlsx or IDX, may be gzipped; or a folder of "
                     "pictures by class")
        ->type_name("")
        ->required();
    addTaskOptions(*command, *words);
    addSearchOptions(*command, *words);
    addOutputOptions(*command, *words);
    words->reading.addTo(*command);
    command->callback([words, &action] { action = [words] { return tune(*words); }; });
}

} // namespace leptune
