// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/leaderboard_text.h"
#include "core/base/error.h"
#include "core/project/project.h"
#include "core/tuning/parameter_importance.h"
#include "core/tuning/record_json.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <set>

namespace leptune {

namespace {

struct LeaderboardWords {
    std::string project;
    std::string family;
    bool json = false;
    bool all = false;
};

/// Throws Error(NotFound) listing the families that were tried.
void checkFamily(const StudyRecord &record, const std::string &family)
{
    std::set<std::string> tried;
    for (const LeaderboardEntry &entry : record.entries) {
        if (entry.trial >= 0)
            tried.insert(entry.family);
    }
    if (tried.contains(family))
        return;
    std::string names;
    for (const std::string &name : tried)
        names += (names.empty() ? "" : ", ") + name;
    throw Error(ErrorCode::NotFound, "family " + family,
                "no trial of it is in this project; tried were " + names);
}

std::string importanceText(const FamilyImportance &importance)
{
    const std::string trials =
        std::to_string(importance.trials) + " finished trials of " + importance.family;
    if (importance.trials < kLeastImportanceTrials)
        return trials + "; what mattered can be told from " +
               std::to_string(kLeastImportanceTrials) + " on\n";
    TextTable table({"parameter", "share"});
    for (const ParameterShare &share : importance.shares)
        table.add({share.name, shortNumber(100.0 * share.share, 3) + " %"});
    return "what mattered in " + trials + "\n" + table.text();
}

std::string boardText(const StudyRecord &record, bool withStopped)
{
    return withStopped ? leaderboardText(record) : finishedLeaderboardText(record);
}

std::string answer(const StudyRecord &record, const LeaderboardWords &words)
{
    const bool json = words.json;
    const std::string &family = words.family;
    if (family.empty())
        return json ? leaderboardJson(record) + "\n" : boardText(record, words.all);
    checkFamily(record, family);
    const FamilyImportance importance = familyImportance(record, family);
    return json ? familyImportanceJson(importance) + "\n" : importanceText(importance);
}

} // namespace

void addLeaderboardCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand("leaderboard", "List the models of a project");
    const auto words = std::make_shared<LeaderboardWords>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_flag("--json", words->json, "Print JSON, of all trials");
    command->add_flag("--all", words->all, "List the trials that were stopped early as well");
    command
        ->add_option("--importance", words->family,
                     "Show which hyperparameters mattered for FAMILY instead of the models")
        ->type_name("FAMILY");
    command->callback([words, &action] {
        action = [words] {
            const StudyRecord record = loadProject(words->project).study;
            printOut(answer(record, *words));
            return 0;
        };
    });
}

} // namespace leptune
