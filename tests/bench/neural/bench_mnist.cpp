// SPDX-License-Identifier: GPL-3.0-or-later
// bench_mnist FOLDER [NAME=VALUE]...
//     trains a multi-layer perceptron on MNIST (IDX files, plain or gzip, standard split) and
//     prints one JSON line: error in percent of the 10,000 test pictures, seconds, the bytes of the
//     packed layers, and of the network in whole numbers its error and the microseconds a row (one
//     by one, median). hidden=300,100 sparsity=0 bits=0 epochs=30 batch=128 rate=0.001 decay=0
//     dropout=0 schedule=cosine|constant tolerance=0 holdout=0 (last training pictures for
//     validation) seed=1 weights=FILE (raw floats, layer after layer)
#include "core/base/clock.h"
#include "core/data/idx_file.h"
#include "core/learners/integer_network.h"
#include "core/model/packed_dense.h"
#include "core/model/program.h"
#include "core/model/quantised_weights.h"
#include "core/neural/engine.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace leptune;

namespace {

std::string fileOf(const std::string &folder, const std::string &name)
{
    const std::string plain = folder + "/" + name;
    return std::filesystem::exists(plain) ? plain : plain + ".gz";
}

struct Pictures {
    std::vector<float> features, classes;

    Pictures(const std::string &folder, const std::string &part)
    {
        const IdxArray pictures = readIdx(fileOf(folder, part + "-images-idx3-ubyte"));
        const IdxArray labels = readIdx(fileOf(folder, part + "-labels-idx1-ubyte"));
        for (const std::uint8_t byte : pictures.bytes)
            features.push_back(static_cast<float>(byte) / 255.0F);
        for (const std::uint8_t byte : labels.bytes)
            classes.push_back(static_cast<float>(byte));
    }
    neural::Batchable part(std::size_t begin, std::size_t count) const
    {
        const std::size_t inputs = features.size() / classes.size();
        return {std::span(features).subspan(begin * inputs, count * inputs),
                std::span(classes).subspan(begin, count),
                {},
                count};
    }
};

using Layers = std::vector<neural::LayerWeights>;

/// In whole numbers, with the ranges that each layer's inputs have on the first training pictures.
Graph integerGraph(const Layers &layers, const Pictures &train)
{
    constexpr std::size_t kRows = 2000;
    FloatMatrix x(kRows, static_cast<std::size_t>(layers.front().inputs));
    std::copy_n(train.features.begin(), x.values.size(), x.values.begin());
    std::vector<Dense> floats;
    for (const neural::LayerWeights &layer : layers)
        floats.push_back({layer.inputs, layer.outputs, layer.weights, layer.bias});
    Graph graph;
    graph.nodes.push_back({InputMatrix{}, {}, layers.front().inputs});
    for (const IntegerDense &layer : integerLayers(floats, ActivationKind::Relu, x)) {
        const auto last = static_cast<NodeId>(graph.nodes.size()) - 1;
        if (last > 0)
            graph.nodes.push_back({Activation{ActivationKind::Relu}, {last}, layer.inputs});
        graph.nodes.push_back({layer, {last + (last > 0 ? 1 : 0)}, layer.outputs});
    }
    graph.output = static_cast<NodeId>(graph.nodes.size()) - 1;
    return graph;
}

struct IntegerRun {
    int mistakes = 0;
    double microseconds = 0.0;
};

IntegerRun runIntegers(const Layers &layers, const Pictures &train, const Pictures &test)
{
    const Program program(std::make_shared<const Graph>(integerGraph(layers, train)));
    const auto inputs = static_cast<std::size_t>(layers.front().inputs);
    std::vector<float> arena(program.arenaSize(1)), answer(10);
    std::vector<double> times;
    IntegerRun run;
    for (std::size_t r = 0; r < test.classes.size(); ++r) {
        const Stopwatch watch;
        program.run({nullptr, 0, 1}, test.features.data() + r * inputs, {}, arena.data(),
                    answer.data());
        times.push_back(1e6 * watch.seconds());
        const auto guess = std::max_element(answer.begin(), answer.end()) - answer.begin();
        run.mistakes += static_cast<float>(guess) != test.classes[r];
    }
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    run.microseconds = times[times.size() / 2];
    return run;
}

std::vector<float> forward(const std::vector<neural::LayerWeights> &layers, const float *row)
{
    std::vector<float> values(row, row + layers.front().inputs);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        std::vector<float> next = layers[l].bias;
        for (std::size_t i = 0; i < values.size(); ++i)
            for (std::size_t o = 0; values[i] != 0.0F && o < next.size(); ++o)
                next[o] += values[i] * layers[l].weights[i * next.size() + o];
        for (float &value : next)
            value = l + 1 < layers.size() ? std::max(0.0F, value) : value;
        values = std::move(next);
    }
    return values;
}

int mistakes(const std::vector<neural::LayerWeights> &layers, const Pictures &test)
{
    int wrong = 0;
    const auto inputs = static_cast<std::size_t>(layers.front().inputs);
    for (std::size_t r = 0; r < test.classes.size(); ++r) {
        const auto scores = forward(layers, test.features.data() + r * inputs);
        const auto guess = std::max_element(scores.begin(), scores.end()) - scores.begin();
        wrong += static_cast<float>(guess) != test.classes[r];
    }
    return wrong;
}

/// As a Model of the program has them.
void tidy(neural::LayerWeights &layer)
{
    Dense dense{layer.inputs, layer.outputs, layer.weights, layer.bias};
    for (float &weight : dense.weights)
        weight += 0.0F; // -0 becomes 0
    quantiseBias(dense);
    layer.weights = dense.weights;
    layer.bias = dense.bias;
}

std::size_t packedBytes(const Layers &layers)
{
    DenseModels models;
    ByteWriter writer;
    for (const neural::LayerWeights &layer : layers)
        writeDense(writer, models, {layer.inputs, layer.outputs, layer.weights, layer.bias});
    return writer.bytes().size();
}

} // namespace

int main(int count, char **words)
{
    if (count < 2) {
        std::fprintf(stderr, "usage: see the first lines of bench_mnist.cpp\n");
        return 2;
    }
    std::map<std::string, std::string> given;
    for (int i = 2; i < count; ++i)
        if (const std::string word = words[i]; word.find('=') != std::string::npos)
            given[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
    const auto number = [&](const char *name, double usual) {
        return given.contains(name) ? std::atof(given[name].c_str()) : usual;
    };
    const Pictures train(words[1], "train"), test(words[1], "t10k");
    neural::NetworkShape shape;
    shape.inputs = 784;
    shape.outputs = 10;
    std::stringstream widths(given.contains("hidden") ? given["hidden"] : "300,100");
    for (std::string width; std::getline(widths, width, ',');)
        shape.hidden.push_back(std::atoi(width.c_str()));
    shape.dropout = number("dropout", 0.0);
    neural::TrainOptions options;
    options.epochs = static_cast<int>(number("epochs", 30));
    options.batchSize = static_cast<int>(number("batch", 128));
    options.learningRate = number("rate", 1e-3);
    options.weightDecay = number("decay", 0.0);
    options.schedule =
        given["schedule"] == "constant" ? neural::Schedule::Constant : neural::Schedule::Cosine;
    options.patience = 0;
    options.seed = static_cast<std::uint64_t>(number("seed", 1));
    options.compression = {number("sparsity", 0.0), static_cast<int>(number("bits", 0)),
                           number("tolerance", 0.0)};
    const auto held = static_cast<std::size_t>(number("holdout", 0));
    const auto &engine = neural::engine();
    const Stopwatch watch;
    // Without validation rows the last epoch counts, as in the published figures.
    neural::TrainResult result =
        engine.train(shape, train.part(0, train.classes.size() - held),
                     train.part(train.classes.size() - held, held), options);
    const double seconds = watch.seconds();
    if (!result.failure.empty()) {
        std::fprintf(stderr, "%s\n", result.failure.c_str());
        return 1;
    }
    if (result.weightBits > 0)
        std::ranges::for_each(result.layers, tidy);
    std::size_t weights = 0, living = 0;
    for (const neural::LayerWeights &layer : result.layers) {
        weights += layer.weights.size();
        living += static_cast<std::size_t>(std::count_if(layer.weights.begin(), layer.weights.end(),
                                                         [](float w) { return w != 0.0F; }));
    }
    if (given.contains("weights")) {
        std::ofstream file(given["weights"], std::ios::binary);
        for (const neural::LayerWeights &layer : result.layers)
            file.write(reinterpret_cast<const char *>(layer.weights.data()),
                       static_cast<std::streamsize>(layer.weights.size() * sizeof(float)));
    }
    const IntegerRun integers = runIntegers(result.layers, train, test);
    std::printf("{\"error\": %.2f, \"seconds\": %.1f, \"bytes\": %zu, \"living\": %.4f, "
                "\"integer_error\": %.2f, \"microseconds\": %.2f}\n",
                100.0 * mistakes(result.layers, test) / static_cast<double>(test.classes.size()),
                seconds, packedBytes(result.layers),
                static_cast<double>(living) / static_cast<double>(weights),
                100.0 * integers.mistakes / static_cast<double>(test.classes.size()),
                integers.microseconds);
}
