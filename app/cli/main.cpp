// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "core/base/cpu.h"
#include "core/base/error.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <new>
#include <unistd.h>

namespace leptune {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int fail(int status, const std::string &sentence)
{
    printError("leptune-cli: " + sentence + "\n");
    return status;
}

/// Before any library starts its threads.
void prepareProcess()
{
    std::signal(SIGINT, [](int) { _exit(kInterruptedStatus); }); // until an Interrupt takes over
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe and a size limit are answered like a full disk
    std::signal(SIGXFSZ, SIG_IGN);
    setenv("OMP_WAIT_POLICY", "PASSIVE", 1);
    if (hasAvx512())
        setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
}

bool isCommand(const CLI::App &app, const std::string &name)
{
    const auto commands = app.get_subcommands([](const CLI::App *) { return true; });
    return std::any_of(commands.begin(), commands.end(),
                       [&](const CLI::App *command) { return command->get_name() == name; });
}

int parseAndRun(int argc, char **argv)
{
    CLI::App app("Turns a data set and a task into a small, fast, honest model.", "leptune-cli");
    Action action;
    app.set_version_flag("--version", "leptune-cli " LEPTUNE_VERSION);
    app.set_help_flag("--help,-h", "Show this help");
    app.require_subcommand(1);
    addTuneCommand(app, action);
    addResumeCommand(app, action);
    addLeaderboardCommand(app, action);
    addPredictCommand(app, action);
    addEvaluateCommand(app, action);
    addCompressCommand(app, action);
    addExportCommand(app, action);
    addReportCommand(app, action);
    addProfileCommand(app, action);
    addOptimizeCommand(app, action);
    addExperienceCommand(app, action);
    addLearnPortfolioCommand(app, action);
    const std::string first = argc > 1 ? argv[1] : "";
    if (first.empty())
        return fail(kWrongUsage, "name a command; see leptune-cli --help");
    if (first.front() != '-' && !isCommand(app, first))
        return fail(kWrongUsage, "there is no command '" + first + "'; see leptune-cli --help");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp &) {
        const auto chosen = app.get_subcommands();
        printOut(chosen.empty() ? app.help() : chosen.front()->help("leptune-cli"));
        return 0;
    } catch (const CLI::CallForVersion &) {
        printOut("leptune-cli " LEPTUNE_VERSION "\n");
        return 0;
    } catch (const CLI::ParseError &error) {
        const auto chosen = app.get_subcommands();
        const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
        return fail(kWrongUsage,
                    std::string(error.what()) + "; see leptune-cli" + command + " --help");
    }
    return action();
}

int run(int argc, char **argv)
{
    const std::string missing = missingCpuFeatures();
    if (!missing.empty())
        return fail(kFailed, missing);
    prepareProcess();
    try {
        return parseAndRun(argc, argv);
    } catch (const Error &error) {
        if (error.code() == ErrorCode::Stopped)
            return fail(kInterruptedStatus, error.what());
        return fail(error.code() == ErrorCode::BadOption ? kWrongUsage : kFailed, error.what());
    } catch (const std::bad_alloc &) {
        return fail(kFailed,
                    "memory: there is not enough of it; close other programs or use fewer rows");
    } catch (const std::exception &error) {
        return fail(kFailed, std::string("unexpected failure: ") + error.what());
    }
}

} // namespace
} // namespace leptune

int main(int argc, char **argv)
{
    return leptune::run(argc, argv);
}
