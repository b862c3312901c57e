// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/leaderboard_text.h"
#include "core/project/project.h"
#include "core/tuning/record_json.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace leptune {

void addLeaderboardCommand(CLI::App &app, Action &action)
{
    struct Words {
        std::string project;
        bool json = false;
    };
    auto *command = app.add_subcommand("leaderboard", "List the models of a project");
    const auto words = std::make_shared<Words>();
    command->add_option("PROJECT", words->project, "Project file")->type_name("")->required();
    command->add_flag("--json", words->json, "Print a JSON list");
    command->callback([words, &action] {
        action = [words] {
            const StudyRecord record = loadProject(words->project).study;
            printOut(words->json ? leaderboardJson(record) + "\n" : leaderboardText(record));
            return 0;
        };
    });
}

} // namespace leptune
