// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "core/base/atomic_file.h"
#include "core/exporting/export_model.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace leptune {

namespace {

struct ExportWords {
    std::string project, format, output, model;
};

int exportFile(const ExportWords &words)
{
    const ExportFormat format = exportFormatFromName(words.format);
    for (const std::string &file : exportedFiles(format, words.output))
        requireWritable(file);
    const Interrupt interrupt;
    const auto model = loadProject(words.project).study.model(words.model);
    interrupt.check();
    for (const std::string &note : exportModel(*model, format, words.output))
        std::fprintf(stderr, "leptune-cli: note: %s\n", note.c_str());
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
    command->add_option("--output", words->output, "File to write (c: PATH.c and PATH.h)")
        ->type_name("PATH")
        ->required();
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command->callback([words, &action] { action = [words] { return exportFile(*words); }; });
}

} // namespace leptune
