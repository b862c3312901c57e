// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/experience.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/metrics/metric.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace leptune {

namespace {

/// The measured candidate of the best score; -1 where nothing was.
int bestOf(const MeasuredTable &run)
{
    const auto best = std::ranges::max_element(run.scores);
    return best == run.scores.end() ? -1 : static_cast<int>(best - run.scores.begin());
}

double metricValue(const MeasuredTable &run, double score)
{
    for (const MetricKind metric : metricsFor(run.features.task))
        if (run.metric == metricName(metric))
            return toMetric(metric, score);
    return score;
}

std::string tableText(const ExperienceFile::Contents &contents)
{
    if (contents.runs.tables.empty())
        return "no run has been kept yet\n";
    TextTable table(
        {"date", "predicted", "task", "rows", "columns", "tried", "best", "metric", ""});
    for (const MeasuredTable &run : contents.runs.tables) {
        const int best = bestOf(run);
        const auto at = static_cast<std::size_t>(std::max(0, best));
        table.add(
            {run.date, run.name, taskName(run.features.task), std::to_string(run.rows),
             std::to_string(run.shape.rawColumns), std::to_string(run.candidates.size()),
             best < 0 ? "-" : contents.runs.candidates[std::size_t(run.candidates[at])].family,
             run.metric, best < 0 ? "-" : shortNumber(metricValue(run, run.scores[at]))});
    }
    return table.text();
}

std::string jsonText(const ExperienceFile::Contents &contents, const std::string &path)
{
    using Json = nlohmann::ordered_json;
    Json json{{"file", path}, {"runs", Json::array()}, {"damaged", contents.damaged}};
    for (const MeasuredTable &run : contents.runs.tables) {
        Json entry{{"date", run.date},
                   {"predicted", run.name},
                   {"task", taskName(run.features.task)},
                   {"rows", run.rows},
                   {"columns", run.shape.rawColumns},
                   {"metric", run.metric},
                   {"constant", metricValue(run, run.constantScore)},
                   {"tried", Json::array()}};
        for (std::size_t i = 0; i < run.candidates.size(); ++i) {
            const PortfolioCandidate &candidate =
                contents.runs.candidates[std::size_t(run.candidates[i])];
            Json parameters = Json::object();
            for (const auto &[name, value] : candidate.parameters.values())
                std::visit([&, &n = name](const auto &v) { parameters[n] = v; }, value);
            entry["tried"].push_back({{"family", candidate.family},
                                      {"parameters", std::move(parameters)},
                                      {"validation", metricValue(run, run.scores[i])},
                                      {"seconds", run.seconds[i]}});
        }
        json["runs"].push_back(std::move(entry));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

int show(bool json)
{
    const ExperienceFile file;
    const ExperienceFile::Contents contents = file.read();
    for (const std::string &sentence : contents.damaged)
        printError("passed over: " + sentence + "\n");
    printOut(json ? jsonText(contents, file.path()) : tableText(contents));
    return 0;
}

int clear()
{
    const std::size_t runs = ExperienceFile().clear();
    printOut(std::to_string(runs) + (runs == 1 ? " run forgotten\n" : " runs forgotten\n"));
    return 0;
}

} // namespace

void addExperienceCommand(CLI::App &app, Action &action)
{
    auto *command =
        app.add_subcommand("experience", "What earlier runs on this machine taught: show or clear");
    command->require_subcommand(1);
    auto *showing = command->add_subcommand("show", "List the runs that are remembered");
    const auto json = std::make_shared<bool>(false);
    showing->add_flag("--json", *json, "Print one JSON object");
    showing->callback([json, &action] { action = [json] { return show(*json); }; });
    command->add_subcommand("clear", "Forget them all")->callback([&action] { action = clear; });
}

} // namespace leptune
