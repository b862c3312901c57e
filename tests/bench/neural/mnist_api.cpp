// SPDX-License-Identifier: GPL-3.0-or-later
// mnist_api FOLDER [seed=0] [trials=0] [seconds=0] [NAME=VALUE]...
//     the founding document's code example (part 10) as it stands there: loads mnist_train.csv and
//     mnist_test.csv of FOLDER (mnist_csv.py writes them), trains an "nn", reads its accuracy, and
//     searches for `trials` trials (100 in the example; 0 = not at all), within `seconds` where
//     that is not 0. NAME: a parameter of "nn". Prints the seconds since its start beside each
//     step.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/leptune.h"

#include <charconv>
#include <cstdio>

namespace {

using namespace leptune;

ParameterValue valueOf(const std::string &text)
{
    const char *const end = text.data() + text.size();
    std::int64_t whole = 0;
    double real = 0.0;
    if (std::from_chars(text.data(), end, whole).ptr == end)
        return whole;
    if (std::from_chars(text.data(), end, real).ptr == end)
        return real;
    return text;
}

struct Settings {
    std::uint64_t seed = 0;
    int trials = 0;
    double seconds = 0.0;
    Parameters parameters;
};

Settings settingsFrom(int count, char **words)
{
    Settings settings;
    for (int i = 0; i < count; ++i) {
        const std::string word = words[i];
        const std::size_t equals = std::min(word.find('='), word.size() - 1);
        const std::string name = word.substr(0, equals), value = word.substr(equals + 1);
        if (name == "seed")
            settings.seed = std::stoull(value);
        else if (name == "trials")
            settings.trials = std::stoi(value);
        else if (name == "seconds")
            settings.seconds = std::stod(value);
        else
            settings.parameters[name] = valueOf(value);
    }
    return settings;
}

void run(const std::string &folder, const Settings &settings)
{
    const Stopwatch watch;
    const auto say = [&watch](const char *what) {
        std::printf("%6.1f s  %s\n", watch.seconds(), what);
        std::fflush(stdout);
    };
    const auto [X, y] = loadData(folder + "/mnist_train.csv");
    const auto [testX, testY] = loadData(folder + "/mnist_test.csv");
    say("loaded");
    AutoModel model = AutoModel::create("nn", settings.parameters);
    model.train(X, y, settings.seed);
    say("trained");
    Scores score = model.evaluate(testX, testY);
    say(("accuracy " + std::to_string(score["accuracy"])).c_str());
    if (settings.trials == 0)
        return;
    BayesianOptimizer optimizer(settings.seed);
    optimizer.search(X, y, "nn", settings.trials, settings.seconds);
    say(("searched, best score " + std::to_string(optimizer.bestScore())).c_str());
    for (const auto &[name, value] : optimizer.bestParameters())
        std::printf("  %s = %s\n", name.c_str(), parameterText(value).c_str());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: see the head of mnist_api.cpp\n");
        return 2;
    }
    try {
        run(argv[1], settingsFrom(argc - 2, argv + 2));
        return 0;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "mnist_api: %s\n", error.what());
        return 1;
    }
}
