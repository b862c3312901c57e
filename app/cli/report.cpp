// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace leptune {

namespace {

struct ReportWords {
    std::string project, output;
};

/// The window's program, which draws the charts: beside this one, else where a shell finds it.
std::string desktopProgram()
{
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const std::string beside = (self.parent_path() / "leptune").string();
    if (access(beside.c_str(), X_OK) == 0)
        return beside;
    if (const auto found = findProgram("leptune"))
        return *found;
    throw Error(ErrorCode::Unsupported, "report",
                "the program 'leptune', which draws the charts, is not installed; install the "
                "desktop part");
}

/// What can be told at once is told by this program.
void checkWords(const ReportWords &words)
{
    const std::string suffix = std::filesystem::path(words.output).extension().string();
    if (suffix != ".html" && suffix != ".htm" && suffix != ".pdf")
        throw Error(ErrorCode::BadOption, "--output",
                    "'" + words.output + "' ends neither in .html nor in .pdf");
    std::error_code ignored;
    if (!std::filesystem::exists(words.project, ignored))
        throw Error(ErrorCode::NotFound, words.project, "there is no such project; check the path");
    if (!isProjectFile(words.project))
        throw Error(ErrorCode::BadFormat, words.project, "is no Leptune project");
    requireWritable(words.output);
}

/// Becomes that program, so that an interrupt ends it and its status is the answer. It calls itself
/// by this program's name.
int report(const ReportWords &words)
{
    checkWords(words);
    const std::string program = desktopProgram();
    execl(program.c_str(), "leptune-cli", "--report", words.project.c_str(), "--output",
          words.output.c_str(), static_cast<char *>(nullptr));
    throw Error(ErrorCode::Unsupported, program,
                std::string("can't be started: ") + std::strerror(errno));
}

} // namespace

void addReportCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand(
        "report", "Write a report of a project, with its charts, to read or print");
    const auto words = std::make_shared<ReportWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_option("--output", words->output, "A web page or a PDF document")
        ->type_name("FILE.html|FILE.pdf")
        ->required();
    command->callback([words, &action] { action = [words] { return report(*words); }; });
}

} // namespace leptune
