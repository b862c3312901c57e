// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/reading_options.h"
#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/data/drift.h"
#include "core/project/prediction_file.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace leptune {

namespace {

struct PredictWords {
    std::string project, data, output, model;
    bool quiet = false;
    bool intervals = false;
    ReadingOptions reading;
};

/// One line, where the project holds the rows that its models learned from and these are unlike
/// them.
void warnOfDrift(const Project &project, const Schema &schema, const Table &rows,
                 const Interrupt &interrupt)
{
    if (!project.table)
        return;
    const DriftReport report = compareWithTraining(schema, *project.table, rows, interrupt.token());
    if (!report.notable().empty())
        printError(std::string("drift: ").append(driftSentence(report)).append("\n"));
}

int predict(const PredictWords &words)
{
    ReadOptions reading = words.reading.resolve();
    requireWritable(words.output);
    const Interrupt interrupt;
    reading.stop = interrupt.token();
    const Project project = loadProject(words.project);
    const auto model = project.study.model(words.model);
    std::optional<double> intervalWidth;
    if (words.intervals)
        intervalWidth = requireInterval(*model);
    const Table table = readForModel(words.data, model->schema(), reading);
    if (!words.quiet)
        warnOfDrift(project, model->schema(), table, interrupt);
    const Prediction prediction = predictRows(*model, table, availableCores(), interrupt.token());
    writePredictions(*model, prediction, words.output, &table, intervalWidth);
    return 0;
}

} // namespace

void addPredictCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("predict", "Answer every row of a file");
    const auto words = std::make_shared<PredictWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_option("DATA", words->data, "Rows to answer")->type_name("")->required();
    command->add_option("--output", words->output, "CSV file to write")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command->add_flag("--quiet", words->quiet, "No remark where the rows are unlike the data");
    command->add_flag("--intervals", words->intervals,
                      "Add columns low and high: nine of ten true numbers lie between them");
    words->reading.addTo(*command);
    command->callback([words, &action] { action = [words] { return predict(*words); }; });
}

} // namespace leptune
