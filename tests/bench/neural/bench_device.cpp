// SPDX-License-Identifier: GPL-3.0-or-later
// bench_device MODULE [quick]
//     the module for neural networks, loaded from its file, on the CPU and, where there is one, on
//     the GPU: seconds an epoch, losses, how far first steps are apart from the reference's, and
//     what has to hold on a device besides. Made-up pictures and tables; nothing of the core is
//     needed. Exit status 1 where something does not hold. quick: few rows. See device.sh.
#include "core/neural/engine.h"
#include "tests/bench/neural/device_cases.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <functional>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace leptune;
using namespace leptune::neural;

namespace {

struct Way {
    const char *name, *device;
    Steps steps;
};
constexpr Way kFused{"cpu, fused", "cpu", Steps::Fastest},
    kAutograd{"cpu, autograd", "cpu", Steps::Autograd}, kCuda{"cuda", "cuda", Steps::Fastest};

TrainOptions optionsOf(const Way &way, int batch, int epochs)
{
    TrainOptions options;
    options.batchSize = batch;
    options.epochs = epochs;
    options.patience = 0;
    options.weightDecay = 0.01;
    options.seed = 7;
    options.device = way.device;
    options.steps = way.steps;
    return options;
}

int failures = 0;

void expect(bool holds, const std::string &what)
{
    std::printf("%s: %s\n", holds ? "holds" : "FAILS", what.c_str());
    std::fflush(stdout);
    failures += holds ? 0 : 1;
}

std::size_t trainingRows(const Sample &sample)
{
    return sample.rows() - sample.rows() / 6;
}

TrainResult trained(const EngineTable &engine, const Case &what, const TrainOptions &options)
{
    const std::size_t rows = trainingRows(what.sample);
    return engine.train(what.shape, what.sample.first(rows),
                        what.sample.part(rows, what.sample.rows() - rows), options);
}

/// Losses of ten steps on one batch.
std::vector<double> firstSteps(const EngineTable &engine, const Case &what, const Way &way)
{
    std::vector<double> losses;
    TrainOptions options = optionsOf(way, what.batch, 10);
    options.onEpoch = [&](const EpochReport &report) { losses.push_back(report.trainLoss); };
    engine.train(what.shape, what.sample.first(static_cast<std::size_t>(what.batch)), {}, options);
    return losses;
}

double furthest(const std::vector<double> &a, const std::vector<double> &b)
{
    double most = a.size() == b.size() && !a.empty() ? 0.0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

/// One line of the table; the first epoch, which warms up, is not timed.
void measure(const EngineTable &engine, const Case &what, const Way &way)
{
    constexpr int kEpochs = 4;
    using Clock = std::chrono::steady_clock;
    Clock::time_point begun, last;
    EpochReport end;
    TrainOptions options = optionsOf(way, what.batch, kEpochs);
    options.onEpoch = [&](const EpochReport &report) {
        (report.epoch == 1 ? begun : last) = Clock::now();
        end = report;
    };
    const TrainResult result = trained(engine, what, options);
    if (!result.failure.empty())
        return expect(false, std::string(what.name) + ", " + way.name + ": " + result.failure);
    const std::vector<double> ours = firstSteps(engine, what, way),
                              theirs = firstSteps(engine, what, kAutograd);
    const double apart = furthest(ours, theirs);
    const double first = ours.empty() || theirs.empty() ? HUGE_VAL : ours[0] - theirs[0];
    std::printf("| %s | %s | %.3f | %.4f | %.4f | %.1e | %.1e |\n", what.name, way.name,
                std::chrono::duration<double>(last - begun).count() / (kEpochs - 1), end.trainLoss,
                end.validationLoss, std::abs(first), apart);
    if (constexpr double kMost = 1e-3; apart > kMost)
        expect(false, "first steps are within 0.001 of the reference's");
    std::fflush(stdout);
}

double difference(const TrainResult &a, const TrainResult &b)
{
    double most = a.layers.size() == b.layers.size() ? 0.0 : HUGE_VAL;
    for (std::size_t l = 0; l < a.layers.size() && l < b.layers.size(); ++l)
        for (std::size_t i = 0; i < a.layers[l].weights.size(); ++i)
            most = std::max(most, std::abs(static_cast<double>(a.layers[l].weights[i]) -
                                           b.layers[l].weights[i]));
    return most;
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.3g", value);
    return text;
}

void checkShrinking(const EngineTable &engine, const Case &what, const Way &way)
{
    const auto shrunk = [&](const char *name, const Compression &wanted, auto holds) {
        TrainOptions options = optionsOf(way, what.batch, 12);
        options.compression = wanted;
        const TrainResult result = trained(engine, what, options);
        expect(result.failure.empty() && result.validationLoss < 0.5 && holds(result),
               std::string(way.name) + ", " + name + ": validation loss " +
                   number(result.validationLoss) + ", zeros " + number(result.sparsity) +
                   ", bits " + std::to_string(result.weightBits) + " " + result.failure);
    };
    shrunk("zeros and 4 bits", {.sparsity = 0.9, .weightBits = 4},
           [](const TrainResult &r) { return r.sparsity > 0.88 && r.weightBits == 4; });
    shrunk("16 shared values", {.sharedValues = 16},
           [](const TrainResult &r) { return r.weightBits == 4; });
    shrunk("half of the neurons", {.neuronSparsity = 0.5}, [&](const TrainResult &r) {
        return r.shape.hidden.front() == what.shape.hidden.front() / 2;
    });
    shrunk("zeros within a tolerance", {.sparsity = 0.9, .tolerance = 0.1},
           [](const TrainResult &r) { return r.sparsity > 0.1; });
}

void checkRegularisation(const EngineTable &engine, Case what, const Way &way)
{
    what.shape.dropout = 0.2;
    TrainOptions options = optionsOf(way, what.batch, 8);
    options.mixup = 0.2;
    options.labelSmoothing = 0.05;
    options.averageDecay = 0.98;
    options.gradientClip = 1.0;
    options.augmentation = {2, false, 4};
    const TrainResult result = trained(engine, what, options);
    expect(result.failure.empty() && result.validationLoss < 1.0,
           std::string(way.name) +
               ", dropout, mixup, smoothing, averages, clipping and "
               "augmentation: validation loss " +
               number(result.validationLoss) + " " + result.failure);
}

/// Stopped in the middle of an epoch and gone on with, it ends where it would have.
void checkCheckpoint(const EngineTable &engine, Case what, const Way &way)
{
    what.shape.dropout = 0.1;
    TrainOptions options = optionsOf(way, what.batch, 3);
    const TrainResult whole = trained(engine, what, options);
    Checkpoint stopped;
    int polls = 0;
    const auto limit = static_cast<int>(trainingRows(what.sample)) / what.batch * 3 / 2;
    options.shouldEnd = [&] { return ++polls > limit; };
    options.onCheckpoint = [&](const Checkpoint &checkpoint) { stopped = checkpoint; };
    const TrainResult half = trained(engine, what, options);
    expect(half.cutShort && half.epochs == 1 && !half.layers.empty(),
           std::string(way.name) + ", stopped in the second epoch: the first one's network");
    options.shouldEnd = nullptr;
    options.from = &stopped;
    const TrainResult rest = trained(engine, what, options);
    const double apart = difference(whole, rest);
    constexpr double kMost = 1e-2; // of a GPU, whose sums may differ
    expect(rest.continuedFrom == 1 &&
               apart <= (std::string_view(way.device) == "cpu" ? 0.0 : kMost),
           std::string(way.name) + ", gone on with: weights are " + number(apart) + " apart");
}

/// As workers of a search do.
void checkSideBySide(const EngineTable &engine, const Case &what, const Way &way)
{
    constexpr std::uint64_t kTrainings = 4;
    const auto train = [&](std::uint64_t seed) {
        TrainOptions options = optionsOf(way, what.batch, 2);
        options.seed = seed;
        return trained(engine, what, options);
    };
    std::vector<TrainResult> together(kTrainings);
    const auto begun = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (std::uint64_t seed = 0; seed < kTrainings; ++seed)
            threads.emplace_back([&, seed] { together[seed] = train(seed); });
    }
    const auto middle = std::chrono::steady_clock::now();
    double apart = 0.0;
    for (std::uint64_t seed = 0; seed < kTrainings; ++seed)
        apart =
            std::max(apart, std::abs(train(seed).validationLoss - together[seed].validationLoss));
    const std::chrono::duration<double> first = middle - begun,
                                        second = std::chrono::steady_clock::now() - middle;
    constexpr double kMost = 1e-3;
    expect(apart <= kMost, std::string(way.name) + ", four side by side: losses are " +
                               number(apart) + " from those one by one; " + number(first.count()) +
                               " s in place of " + number(second.count()));
}

void checkFailures(const EngineTable &engine, const Case &what, const Case &narrow, const Way &way)
{
    const auto tell = [&](const char *name, const TrainResult &result, const char *words) {
        expect(result.failure.find(words) != std::string::npos && result.layers.empty(),
               std::string(way.name) + ", " + name + ": " + result.failure);
    };
    TrainOptions options = optionsOf(way, what.batch, 3);
    options.device = "abacus";
    tell("another device", trained(engine, what, options), "cpu or cuda");
    options = optionsOf(way, what.batch, 3);
    options.learningRate = 1e30;
    tell("far too fast", trained(engine, what, options), "NaN");
    if (std::string_view(way.device) != "cuda" && engine.hasCuda())
        return;
    if (!engine.hasCuda()) {
        tell("no GPU", trained(engine, what, optionsOf(kCuda, what.batch, 3)), "no CUDA device");
        return;
    }
    // Answers of 10,000 rows x 4,000,000 units have 160 GB.
    Case large = narrow;
    large.shape = dense(kNumbers + kKinds, {4'000'000}, 2);
    large.batch = static_cast<int>(trainingRows(large.sample));
    tell("out of memory", trained(engine, large, optionsOf(kCuda, large.batch, 1)),
         "enough memory on the GPU");
    const TrainResult after = trained(engine, what, optionsOf(kCuda, what.batch, 1));
    expect(after.failure.empty(), "a training after that has its memory again " + after.failure);
}

const EngineTable &load(const char *module)
{
    void *handle = dlopen(module, RTLD_NOW | RTLD_LOCAL);
    const auto entry = reinterpret_cast<const EngineTable *(*)()>(
        handle ? dlsym(handle, "leptune_neural_engine") : nullptr);
    if (!entry || entry()->abi != kAbi) {
        std::fprintf(stderr, "%s: %s\n", module, entry ? "another version" : dlerror());
        std::exit(2);
    }
    return *entry();
}

/// A process of its own, since an error of a GPU's kernels stays with its process.
void inProcess(const char *module, const std::function<void(const EngineTable &)> &part)
{
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        part(load(module));
        std::fflush(stdout);
        std::_Exit(failures > 0 ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    failures += status == 0 ? 0 : 1;
    if (!WIFEXITED(status))
        std::printf("FAILS: ended by signal %d\n", WTERMSIG(status));
}

std::vector<Way> waysOf(const EngineTable &engine)
{
    std::vector<Way> ways{kFused, kAutograd};
    if (engine.hasCuda())
        ways.push_back(kCuda);
    return ways;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 2)
        return std::fprintf(stderr, "usage: bench_device MODULE [quick]\n"), 2;
    const char *module = arguments[1];
    const bool isQuick = count > 2 && std::string_view(arguments[2]) == "quick";
    const Sample seen = pictures(isQuick ? 1200 : 6000), rows = table(isQuick ? 1200 : 12000);
    const Case cases[] = {{"LeNet-5", lenet(), seen, 128},
                          {"residual CNN", residual(), seen, 128},
                          {"784-300-100-10", ofPictures({300, 100}), seen, 128},
                          {"784-1024-1024-10", ofPictures({1024, 1024}), seen, 256},
                          {"table, 8 members", ensemble(), rows, 256},
                          {"residual table", residualTable(), rows, 256}};
    inProcess(module, [](const EngineTable &engine) {
        std::printf(
            "%s\n\n| network | steps | s an epoch | training loss | validation loss | "
            "first step from the reference's | first ten |\n|---|---|---|---|---|---|---|\n",
            engine.describe().c_str());
    });
    for (const Case &what : cases)
        inProcess(module, [&](const EngineTable &engine) {
            for (const Way &way : waysOf(engine))
                measure(engine, what, way);
        });
    std::printf("\n");
    const Case small{"784-128-64-10", ofPictures({128, 64}), seen, 64},
        convolving{"small convolutions", smallConvolutions(), seen, 64};
    const std::function<void(const EngineTable &, const Way &)> checks[] = {
        [&](const auto &engine, const Way &way) { checkShrinking(engine, small, way); },
        [&](const auto &engine, const Way &way) { checkRegularisation(engine, convolving, way); },
        [&](const auto &engine, const Way &way) { checkCheckpoint(engine, small, way); },
        [&](const auto &engine, const Way &way) { checkSideBySide(engine, small, way); },
        [&](const auto &engine, const Way &way) { checkSideBySide(engine, convolving, way); },
        [&](const auto &engine, const Way &way) { checkFailures(engine, small, cases[4], way); }};
    for (const auto &check : checks)
        inProcess(module, [&](const EngineTable &engine) {
            for (const Way &way : waysOf(engine))
                if (way.steps == Steps::Autograd || std::string_view(way.device) == "cuda")
                    check(engine, way);
        });
    return failures > 0 ? 1 : 0;
}
