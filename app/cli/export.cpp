// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/project_data.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/compress/integer_layers.h"
#include "core/exporting/calibration_rows.h"
#include "core/exporting/export_model.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace leptune {

namespace {

struct ExportWords {
    std::string project, format, output, model, data;
    bool integer = false, withoutHeader = false;
};

ExportFormat formatOf(const ExportWords &words)
{
    const ExportFormat format = exportFormatFromName(words.format);
    if (!words.integer)
        return format;
    if (format != ExportFormat::C)
        throw Error(ErrorCode::BadOption, "--integer", "is a kind of --format c");
    return ExportFormat::IntegerC;
}

ReaderHeader headerOf(const ExportWords &words, ExportFormat format)
{
    if (words.withoutHeader && format != ExportFormat::Native)
        throw Error(ErrorCode::BadOption, "--no-header", "is for --format native");
    return words.withoutHeader ? ReaderHeader::None : ReaderHeader::Beside;
}

/// Those of the project's data, where layers in floats are to be rounded and the data are there.
std::optional<RawBatch> rowsFor(ExportFormat format, const Model &model, Project &project,
                                const ExportWords &words, const Interrupt &interrupt)
{
    const bool rounds = format == ExportFormat::OnnxInt8 || format == ExportFormat::IntegerC;
    if (!rounds || !hasFloatLayers(model.graph()))
        return std::nullopt;
    try {
        const Table table = tableOf(project, words.data, true, interrupt);
        return calibrationRows(project.study, model, table, testOf(project, table, interrupt));
    } catch (const Error &error) {
        if (error.code() == ErrorCode::NotFound && words.data.empty())
            return std::nullopt;
        throw;
    }
}

int exportFile(const ExportWords &words)
{
    const ExportFormat format = formatOf(words);
    const ReaderHeader header = headerOf(words, format);
    for (const std::string &file : exportedFiles(format, words.output))
        requireWritable(file);
    const Interrupt interrupt;
    Project project = loadProject(words.project);
    const auto model = project.study.model(words.model);
    const auto rows = rowsFor(format, *model, project, words, interrupt);
    interrupt.check();
    const auto say = [](const std::string &note) {
        std::fprintf(stderr, "leptune-cli: note: %s\n", note.c_str());
    };
    if (const std::string note = trainingRowsNote(*model); !note.empty())
        say(note);
    for (const std::string &note : exportModel(*model, format, words.output, rows, header).notes)
        say(note);
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
    command
        ->add_option("--output", words->output,
                     "File to write (c: PATH.c and PATH.h; PATH may end in .c)")
        ->type_name("PATH")
        ->required();
    command->add_flag("--integer", words->integer,
                      "C that computes in whole numbers only (trees, networks, linear models)");
    command->add_flag("--no-header", words->withoutHeader,
                      "native: the model alone, without leptune_reader.h beside it");
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command
        ->add_option("--data", words->data,
                     "Where the data lie now, if the project holds no copy of them")
        ->type_name("FILE");
    command->callback([words, &action] { action = [words] { return exportFile(*words); }; });
}

} // namespace leptune
