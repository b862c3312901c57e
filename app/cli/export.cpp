// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "core/base/atomic_file.h"
#include "core/exporting/export_model.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leptune {

namespace {

struct ExportWords {
    std::string project, format, output, model;
};

int exportFile(const ExportWords &words)
{
    const ExportFormat format = exportFormatFromName(words.format);
    requireWritable(words.output);
    const Interrupt interrupt;
    const auto model = loadProject(words.project).study.model(words.model);
    interrupt.check();
    exportModel(*model, format, words.output);
    return 0;
}

std::string formatNames()
{
    std::string names;
    for (const std::string &name : exportFormatNames())
        names += (names.empty() ? "" : "|") + name;
    return names;
}

} // namespace

void addExportCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("export", "Write a model as a file for other programs");
    const auto words = std::make_shared<ExportWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_option("--format", words->format, "Kind of file")
        ->type_name(formatNames())
        ->required();
    command->add_option("--output", words->output, "File to write")->type_name("PATH")->required();
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command->callback([words, &action] { action = [words] { return exportFile(*words); }; });
}

} // namespace leptune
