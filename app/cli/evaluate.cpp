// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/reading_options.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/metrics/error_costs.h"
#include "core/project/prediction_file.h"
#include "core/project/project.h"
#include "core/tuning/known_target.h"
#include "core/tuning/record_json.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leptune {

namespace {

struct EvaluateWords {
    std::string project, data, model;
    bool json = false;
    ReadingOptions reading;
};

std::string evaluationText(const Evaluation &evaluation)
{
    std::string text = std::to_string(evaluation.rows) + " rows\n";
    TextTable scores({"metric", "value"});
    for (const auto &[metric, value] : evaluation.scores)
        scores.add({metricName(metric), shortNumber(value)});
    if (evaluation.costARow)
        scores.add({"cost a row", shortNumber(*evaluation.costARow)});
    text += scores.text();
    if (evaluation.classes.empty())
        return text;
    TextTable classes({"class", "precision", "recall", "f1", "rows"});
    for (const ClassScores &scored : evaluation.classes)
        classes.add({scored.label, shortNumber(scored.precision, 4), shortNumber(scored.recall, 4),
                     shortNumber(scored.f1, 4), std::to_string(scored.rows)});
    text += "\n" + classes.text();
    std::vector<std::string> heading{"truth \\ answer"};
    for (const ClassScores &scored : evaluation.classes)
        heading.push_back(scored.label);
    TextTable confusion(heading);
    for (std::size_t row = 0; row < evaluation.confusion.size(); ++row) {
        std::vector<std::string> cells{evaluation.classes[row].label};
        for (const std::uint64_t count : evaluation.confusion[row])
            cells.push_back(std::to_string(count));
        confusion.add(cells);
    }
    return text + "\n" + confusion.text();
}

/// Rows without a target, or of a class the Model never met, can't be scored.
void reportLeftOut(std::size_t missing, std::size_t unknown)
{
    if (missing > 0)
        printError("left out: " + std::to_string(missing) + " rows without a target\n");
    if (unknown > 0)
        printError("left out: " + std::to_string(unknown) +
                   " rows whose target the model never met in training\n");
}

int evaluate(const EvaluateWords &words)
{
    ReadOptions reading = words.reading.resolve();
    const Interrupt interrupt;
    reading.stop = interrupt.token();
    const StudyRecord record = loadProject(words.project).study;
    const auto model = record.model(words.model);
    const Schema &schema = model->schema();
    Table table = readForModel(words.data, schema, reading);
    if (!table.find(schema.target))
        throw Error(ErrorCode::BadColumn, words.data,
                    "has no column '" + schema.target +
                        "', which holds the answers to compare with");
    Rows rows;
    std::size_t unknown = 0;
    const Target target = knownTarget(schema, table.column(schema.target), rows, unknown);
    reportLeftOut(table.rows() - rows.size() - unknown, unknown);
    if (rows.size() < table.rows())
        table = table.gathered(rows);
    const FloatMatrix answers =
        predictRows(*model, table, availableCores(), interrupt.token()).outputs();
    const Scored scored{target, answers, model->decision()};
    Evaluation evaluation = evaluatePrediction(record.metric, scored);
    if (record.options.costs.isGivenFor(target.task))
        evaluation.costARow = costARow(record.options.costs, scored);
    printOut(words.json ? evaluationJson(evaluation) + "\n" : evaluationText(evaluation));
    return 0;
}

} // namespace

void addEvaluateCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("evaluate", "Score a model on a file that has the answers");
    const auto words = std::make_shared<EvaluateWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_option("DATA", words->data, "Rows with the target column")
        ->type_name("")
        ->required();
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command->add_flag("--json", words->json, "Print one JSON object");
    words->reading.addTo(*command);
    command->callback([words, &action] { action = [words] { return evaluate(*words); }; });
}

} // namespace leptune
