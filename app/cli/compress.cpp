// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/option_values.h"
#include "app/cli/project_data.h"
#include "core/compress/limited_compression.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace leptune {

namespace {

struct CompressWords {
    std::string project, model, maxDrop = "1%", maxSize, maxLatency, data;
    bool json = false, quiet = false;
};

FrontLimits limitsFrom(const CompressWords &words)
{
    FrontLimits limits;
    limits.maxDrop = parseDrop("--max-drop", words.maxDrop);
    if (!words.maxSize.empty())
        limits.maxBytes = parseModelSize("--max-size", words.maxSize);
    if (!words.maxLatency.empty())
        limits.maxMicroseconds = parseMicroseconds("--max-latency", words.maxLatency);
    return limits;
}

std::string costText(const CompressedCandidate &candidate)
{
    return bytesText(static_cast<double>(candidate.point.bytes)) + ", " +
           shortNumber(candidate.point.microseconds, 3) + " us";
}

std::string percentText(double share)
{
    return shortNumber(100.0 * share, 2) + " %";
}

/// One line a candidate on standard error.
void tell(const CompressedCandidate &candidate, MetricKind metric)
{
    printError(candidate.name + ": " + metricName(metric) + " " +
               shortNumber(candidate.validation) + ", drop " + percentText(candidate.point.drop) +
               ", " + costText(candidate) + "\n");
}

std::string remarkOn(const CompressionResult &result, std::size_t place)
{
    std::string remark = place == 0 ? "original" : "";
    if (place == result.chosen)
        remark += remark.empty() ? "chosen" : ", chosen";
    if (result.candidates[place].isSlower)
        remark += remark.empty() ? "slower" : ", slower";
    return remark;
}

std::string frontText(const CompressionResult &result)
{
    TextTable table({"name", metricName(result.metric), "drop", "size", "latency us", ""});
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < result.candidates.size(); ++i)
        if (result.candidates[i].pareto || i == result.chosen || i == 0)
            places.push_back(i);
    std::ranges::stable_sort(places, std::ranges::greater(),
                             [&](std::size_t i) { return result.candidates[i].point.bytes; });
    for (const std::size_t i : places) {
        const CompressedCandidate &candidate = result.candidates[i];
        table.add({candidate.name, shortNumber(candidate.validation),
                   percentText(candidate.point.drop),
                   bytesText(static_cast<double>(candidate.point.bytes)),
                   shortNumber(candidate.point.microseconds, 3), remarkOn(result, i)});
    }
    return table.text();
}

std::string resultText(const CompressionResult &result, const FrontLimits &limits)
{
    const CompressedCandidate &original = result.candidates.front();
    const CompressedCandidate &chosen = result.candidates[result.chosen];
    std::string text = original.name + " (" + costText(original) + ") -> " + chosen.name + " (" +
                       costText(chosen) + "), drop " + percentText(chosen.point.drop) + "\n";
    if (const std::string miss = missOf(chosen.point, limits); !miss.empty())
        text += "nothing keeps all the limits; this is the nearest to them: it " + miss + "\n";
    else if (result.chosen == 0)
        text += "nothing smaller keeps the limits; the original does\n";
    const std::string metric = metricName(result.metric);
    if (result.chosenTest == result.chosenTest)
        text += "on unseen rows " + metric + " " + shortNumber(result.originalTest) + " -> " +
                shortNumber(result.chosenTest) + "\n";
    return text + "\n" + frontText(result);
}

int compress(const CompressWords &words)
{
    CompressionOptions options;
    options.limits = limitsFrom(words);
    const Interrupt interrupt;
    Project project = loadProject(words.project);
    const Table table = tableOf(project, words.data, words.quiet, interrupt);
    const std::optional<Table> test = testOf(project, table, interrupt);
    interrupt.check();
    options.seed = project.study.options.seed;
    options.stop = interrupt.token();
    if (!words.quiet)
        options.progress = [](const CompressionResult &soFar) {
            if (soFar.candidates.size() > 1)
                tell(soFar.candidates.back(), soFar.metric);
        };
    const CompressionResult result =
        compressModel(project.study, words.model, table, test, options);
    if (!words.quiet)
        for (const std::string &note : result.notes)
            printError("leptune-cli: note: " + note + "\n");
    addToLeaderboard(project.study, result);
    saveProject(project, words.project);
    printOut(words.json ? compressionJson(result) + "\n" : resultText(result, options.limits));
    return interrupt.requested() ? kInterruptedStatus : 0;
}

} // namespace

void addCompressCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("compress", "Make a model of a project smaller and faster");
    const auto words = std::make_shared<CompressWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command
        ->add_option("--model", words->model,
                     "best (default), ensemble, single, smallest or a name of the leaderboard")
        ->type_name("NAME");
    command
        ->add_option("--max-drop", words->maxDrop,
                     "Part of its gain over a constant answer that may be lost (default 1%)")
        ->type_name("SHARE");
    command->add_option("--max-size", words->maxSize, "Largest file, such as 50kB")
        ->type_name("SIZE");
    command->add_option("--max-latency", words->maxLatency, "Longest time a row, such as 5us")
        ->type_name("TIME");
    command->add_option("--data", words->data, "The data, where the project holds no copy")
        ->type_name("FILE");
    command->add_flag("--json", words->json, "Print the result as one JSON object");
    command->add_flag("--quiet", words->quiet, "No progress and no remarks");
    command->callback([words, &action] { action = [words] { return compress(*words); }; });
}

} // namespace leptune
