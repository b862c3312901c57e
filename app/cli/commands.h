// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace leptune {

/// What to do once the command line is parsed; answers the exit status.
using Action = std::function<int()>;

/// Each adds its subcommand, which sets `action` where it was chosen.
void addTuneCommand(CLI::App &app, Action &action);
void addResumeCommand(CLI::App &app, Action &action);
void addLeaderboardCommand(CLI::App &app, Action &action);
void addPredictCommand(CLI::App &app, Action &action);
void addEvaluateCommand(CLI::App &app, Action &action);
void addCompressCommand(CLI::App &app, Action &action);
void addExportCommand(CLI::App &app, Action &action);
void addReportCommand(CLI::App &app, Action &action);
void addProfileCommand(CLI::App &app, Action &action);
void addOptimizeCommand(CLI::App &app, Action &action);
void addExperienceCommand(CLI::App &app, Action &action);
void addLearnPortfolioCommand(CLI::App &app, Action &action);

} // namespace leptune
