// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_data.h"
#include "app/cli/reading_options.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/project/project.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leptune {

namespace {

struct PredictWords {
    std::string project, data, output, model;
    ReadingOptions reading;
};

/// RFC 4180: quoted where a separator, a quote or a line break is inside.
std::string csvCell(const std::string &text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string predictionCsv(const Schema &schema, const Prediction &prediction)
{
    std::string text = "prediction";
    for (const std::string &label : schema.classes)
        text += ',' + csvCell("probability_" + label);
    text += '\n';
    if (schema.task == TaskKind::Regression) {
        for (const float number : prediction.numbers)
            text += numberText(number) + '\n';
        return text;
    }
    for (std::size_t row = 0; row < prediction.labels.size(); ++row) {
        text += csvCell(schema.classes[static_cast<std::size_t>(prediction.labels[row])]);
        for (const float probability : prediction.probabilities.row(row))
            text += ',' + numberText(probability);
        text += '\n';
    }
    return text;
}

int predict(const PredictWords &words)
{
    ReadOptions reading = words.reading.resolve();
    requireWritable(words.output);
    const Interrupt interrupt;
    reading.stop = interrupt.token();
    const auto model = loadProject(words.project).study.model(words.model);
    const Table table = readForModel(words.data, model->schema(), reading);
    const Prediction prediction = model->predict(table, availableCores());
    interrupt.check();
    writeFileAtomically(words.output, predictionCsv(model->schema(), prediction));
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
    words->reading.addTo(*command);
    command->callback([words, &action] { action = [words] { return predict(*words); }; });
}

} // namespace leptune
