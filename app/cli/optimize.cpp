// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/option_values.h"
#include "app/cli/space_json.h"
#include "core/base/error.h"
#include "core/search/sampler.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cctype>
#include <iostream>
#include <limits>
#include <memory>

namespace leptune {

namespace {

using nlohmann::json;

struct OptimizeOptions {
    std::string space;
    std::string trials;
    std::string seed = "0";
    std::string parallel = "1";
};

/// Holds NaN or Infinity outside of quotes: what many programs print for a value that is none.
bool namesNoNumber(const std::string &line)
{
    bool quoted = false;
    std::string word;
    for (const char c : line + ' ') {
        quoted = quoted != (c == '"');
        const auto byte = static_cast<unsigned char>(c);
        if (!quoted && std::isalpha(byte)) {
            word += static_cast<char>(std::tolower(byte));
            continue;
        }
        if (word == "nan" || word == "inf" || word == "infinity")
            return true;
        word.clear();
    }
    return false;
}

/// One line a proposal on standard output, one line an answer on standard input.
class Dialogue {
public:
    Dialogue(SpaceFile file, std::uint64_t trials, std::uint64_t seed)
        : m_file(std::move(file)),
          m_trials(trials),
          m_sampler(makeGaussianProcessSampler(m_file.space, seed))
    {
    }

    void run(std::uint64_t parallel)
    {
        while (m_told < m_trials) {
            while (m_asked < m_trials && m_running.size() < parallel)
                ask();
            hear();
        }
    }

private:
    void ask()
    {
        const Configuration configuration = m_sampler->ask(m_asked);
        nlohmann::ordered_json line;
        line["trial"] = m_asked;
        line["parameters"] = parametersJson(m_file, configuration);
        printOut(line.dump() + "\n");
        m_running[m_asked++] = configuration;
    }

    void hear()
    {
        std::string text;
        do {
            if (!std::getline(std::cin, text))
                throw Error(ErrorCode::BadInput, "standard input",
                            "it ended after " + std::to_string(m_told) + " of " +
                                std::to_string(m_trials) + " trials were told");
            ++m_line;
        } while (text.find_first_not_of(" \t\r") == std::string::npos);
        const json answer = json::parse(text, nullptr, false);
        if (answer.is_discarded() && namesNoNumber(text))
            refuse("holds NaN or Infinity, which are not JSON; tell a failed trial as "
                   "{\"trial\": 0, \"failed\": true}");
        if (!answer.is_object())
            refuse("is not a JSON object such as {\"trial\": 0, \"value\": 1.5}");
        const auto trial = answer.find("trial");
        if (trial == answer.end() || !trial->is_number_unsigned())
            refuse("has no trial number");
        const auto running = m_running.find(trial->get<std::uint64_t>());
        if (running == m_running.end())
            refuse("tells trial " + trial->dump() + ", which is not running");
        m_sampler->tell(running->first, running->second, outcome(answer));
        m_running.erase(running);
        ++m_told;
    }

    Outcome outcome(const json &answer) const
    {
        const auto failed = answer.find("failed");
        if (failed != answer.end() && !failed->is_boolean())
            refuse("has a 'failed' that is neither true nor false");
        if (failed != answer.end() && failed->get<bool>())
            return {};
        const auto value = answer.find("value");
        if (value == answer.end() || !value->is_number())
            refuse("has no 'value' that is a number; tell a trial without one as \"failed\": true");
        return {m_file.maximise ? value->get<double>() : -value->get<double>()};
    }

    [[noreturn]] void refuse(const std::string &why) const
    {
        throw Error(ErrorCode::BadInput, "standard input",
                    "line " + std::to_string(m_line) + " " + why);
    }

    const SpaceFile m_file;
    std::uint64_t m_trials;
    std::unique_ptr<Sampler> m_sampler;
    std::map<std::uint64_t, Configuration> m_running;
    std::uint64_t m_asked = 0;
    std::uint64_t m_told = 0;
    std::uint64_t m_line = 0;
};

int optimize(const OptimizeOptions &options)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    const std::int64_t trials = parseInteger("--trials", options.trials, 1, kMost);
    const std::int64_t parallel = parseInteger("--parallel", options.parallel, 1, kMost);
    const std::uint64_t seed = parseSeed("--seed", options.seed);
    Dialogue dialogue(readSpaceFile(options.space), static_cast<std::uint64_t>(trials), seed);
    dialogue.run(static_cast<std::uint64_t>(parallel));
    return 0;
}

} // namespace

void addOptimizeCommand(CLI::App &app, Action &action)
{
    auto *command = app.add_subcommand(
        "optimize",
        "Optimise any program: proposals on stdout, answers on stdin, a JSON object a line");
    const auto options = std::make_shared<OptimizeOptions>();
    command->add_option("--space", options->space, "Parameters and direction (JSON)")
        ->type_name("SPACE.json")
        ->required();
    command->add_option("--trials", options->trials, "Trials to run")->type_name("N")->required();
    command->add_option("--seed", options->seed, "Seed of the random numbers")->type_name("N");
    command->add_option("--parallel", options->parallel, "Trials that run at the same time")
        ->type_name("K");
    command->footer(
        "SPACE.json: {\"direction\": \"minimize\", \"parameters\": [{\"name\": \"x\", \"type\": "
        "\"float\"|\"int\"|\"categorical\",\n  \"low\": 0, \"high\": 1, \"log\": false, "
        "\"choices\": "
        "[...], \"when\": {\"other\": [values]}}]}\n"
        "stdout: {\"trial\": 0, \"parameters\": {\"x\": 0.5}}   "
        "stdin: {\"trial\": 0, \"value\": 1.5} or {\"trial\": 0, \"failed\": true}");
    command->callback([options, &action] { action = [options] { return optimize(*options); }; });
}

} // namespace leptune
