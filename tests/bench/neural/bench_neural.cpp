// SPDX-License-Identifier: GPL-3.0-or-later
// bench_neural FLOATS INPUTS HIDDEN HIDDEN OUTPUTS BATCH STEPS fused|autograd
//     trains a multi-layer perceptron (relu, AdamW) on float32 rows (features, then the class) for
//     so many steps on one thread and prints one JSON line.
#include "core/base/clock.h"
#include "core/neural/engine.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

using namespace leptune::neural;

int main(int count, char **words)
{
    if (count != 9) {
        std::fprintf(stderr, "usage: see the first lines of bench_neural.cpp\n");
        return 2;
    }
    NetworkShape shape;
    shape.inputs = std::atoi(words[2]);
    shape.hidden = {std::atoi(words[3]), std::atoi(words[4])};
    shape.outputs = std::atoi(words[5]);
    const auto inputs = static_cast<std::size_t>(shape.inputs);
    std::ifstream file(words[1], std::ios::binary | std::ios::ate);
    std::vector<float> cells(static_cast<std::size_t>(file.tellg()) / sizeof(float));
    file.seekg(0).read(reinterpret_cast<char *>(cells.data()),
                       static_cast<std::streamsize>(cells.size() * sizeof(float)));
    const std::size_t rows = cells.size() / (inputs + 1);
    std::vector<float> features, classes;
    for (std::size_t row = 0; row < rows; ++row) {
        const float *from = cells.data() + row * (inputs + 1);
        features.insert(features.end(), from, from + inputs);
        classes.push_back(from[inputs]);
    }
    TrainOptions options;
    options.batchSize = std::atoi(words[6]);
    const int steps = std::atoi(words[7]);
    const auto perEpoch =
        static_cast<int>((rows + static_cast<std::size_t>(options.batchSize) - 1) /
                         static_cast<std::size_t>(options.batchSize));
    options.epochs = steps / perEpoch;
    options.patience = 0;
    options.schedule = Schedule::Constant;
    options.weightDecay = 1e-2;
    options.steps = std::strcmp(words[8], "autograd") == 0 ? Steps::Autograd : Steps::Fastest;
    double loss = 0.0;
    options.onEpoch = [&](const EpochReport &report) { loss = report.trainLoss; };
    const auto &engine = leptune::neural::engine(); // loading the module is not training
    const leptune::Stopwatch watch;
    const TrainResult result = engine.train(shape, {features, classes, {}, rows}, {}, options);
    const double seconds = watch.seconds();
    if (!result.failure.empty()) {
        std::fprintf(stderr, "%s\n", result.failure.c_str());
        return 1;
    }
    std::printf("{\"ms\": %.5f, \"loss\": %.5f, \"steps\": %d}\n",
                1e3 * seconds / (options.epochs * perEpoch), loss, options.epochs * perEpoch);
}
