// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/option_values.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/data/column.h"
#include "core/learners/registry.h"
#include "core/tuning/portfolio_learner.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>

namespace leptune {

namespace {

struct LearnWords {
    std::string folder, output;
    std::vector<std::string> tables, families;
    std::string configurations = "60", rows = "10000", hours = "8", fitSeconds = "6", threads = "2",
                seed = "0";
};

double positiveNumber(const std::string &option, const std::string &text)
{
    const auto value = parseNumber(text);
    if (!value || !std::isfinite(*value) || *value <= 0.0)
        throw Error(ErrorCode::BadOption, option, "'" + text + "' is not a number above 0");
    return *value;
}

/// What to type to make the file again; the folder by its last name only.
std::string commandOf(const LearnWords &words)
{
    std::string command = "leptune-cli learn-portfolio DIR --output " +
                          std::filesystem::path(words.output).filename().string() +
                          " --configurations " + words.configurations + " --rows " + words.rows +
                          " --hours " + words.hours + " --fit-seconds " + words.fitSeconds +
                          " --seed " + words.seed;
    const auto list = [&command](const char *option, const std::vector<std::string> &values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            command += (i == 0 ? std::string(" ") + option + " " : ",") + values[i];
    };
    list("--tables", splitNames(words.tables));
    list("--families", splitNames(words.families));
    return command;
}

PortfolioLearnOptions resolve(const LearnWords &words)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    PortfolioLearnOptions options;
    options.folder = words.folder;
    options.output = words.output;
    options.tables = splitNames(words.tables);
    options.families = splitNames(words.families);
    for (const std::string &family : options.families)
        learnerNamed(family);
    options.configurations =
        static_cast<std::size_t>(parseInteger("--configurations", words.configurations, 2, 2000));
    options.mostRows = static_cast<std::size_t>(parseInteger("--rows", words.rows, 50, kMost));
    options.coreHours = positiveNumber("--hours", words.hours);
    options.fitSeconds = positiveNumber("--fit-seconds", words.fitSeconds);
    options.workers = static_cast<int>(parseInteger("--threads", words.threads, 1, 1024));
    options.seed = parseSeed("--seed", words.seed);
    options.command = commandOf(words);
    options.version = LEPTUNE_VERSION;
    options.date = todayText();
    return options;
}

std::string summary(const PortfolioLearned &learned)
{
    TextTable table(
        {"means", "tables", "fixed order", "portfolio", "portfolio by likeness", "wins"});
    for (const ReviewLine &line : learned.review)
        table.add({line.trials > 0 ? std::to_string(line.trials) + " trials"
                                   : shortNumber(line.coreSeconds) + " core-seconds",
                   std::to_string(line.tables), shortNumber(line.fixed, 4),
                   shortNumber(line.average, 4), shortNumber(line.likely, 4),
                   shortNumber(line.wins, 3)});
    std::string text = std::to_string(learned.portfolio.candidates.size()) +
                       " configurations kept, measured on " +
                       std::to_string(learned.portfolio.tables.size()) + " tables (" +
                       std::to_string(learned.rows) + " scores, " + durationText(learned.seconds) +
                       " of one core)\n";
    if (learned.missing > 0)
        text += std::to_string(learned.missing) +
                " measurements did not fit in the hours; more --hours go on with them\n";
    return text +
           "\nEnsembles on tables left out (0 = constant answer, 1 = best of all measured):\n" +
           table.text();
}

int learn(const LearnWords &words)
{
    PortfolioLearnOptions options = resolve(words);
    const Interrupt interrupt;
    options.stop = interrupt.token();
    options.report = [](const std::string &line) { printError(line + "\n"); };
    const PortfolioLearned learned = learnPortfolio(options);
    for (const std::string &note : learned.notes)
        printError(note + "\n");
    printOut(summary(learned));
    return 0;
}

} // namespace

void addLearnPortfolioCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand(
        "learn-portfolio", "Measure configurations on many tables, for the choice of first trials");
    const auto words = std::make_shared<LearnWords>();
    const auto option = [&](const char *name, auto &value, const char *type, const char *help) {
        return command->add_option(name, value, help)->type_name(type);
    };
    command->add_option("DIR", words->folder, "One folder a table: NAME.csv and meta.json")
        ->type_name("")
        ->required();
    option("--output", words->output, "FILE", "The portfolio; finished work is kept beside it")
        ->required();
    option("--tables", words->tables, "A,B", "Only these (default: all)")->expected(1)->take_all();
    option("--families", words->families, "A,B", "Only these (default: all)")
        ->expected(1)
        ->take_all();
    option("--configurations", words->configurations, "N", "To measure a table (default: 60)");
    option("--rows", words->rows, "N", "Larger tables are sampled to this (default: 10000)");
    option("--hours", words->hours, "H",
           "Core-hours in all, earlier sittings included (default: 8)");
    option("--fit-seconds", words->fitSeconds, "S", "Longest fit, in CPU seconds (default: 6)");
    option("--threads", words->threads, "N", "Fits at the same time (default: 2)");
    option("--seed", words->seed, "N", "Seed of the random numbers (default: 0)");
    command->callback([words, &action] { action = [words] { return learn(*words); }; });
}

} // namespace leptune
