// SPDX-License-Identifier: GPL-3.0-or-later
// bench_mnist FOLDER [NAME=VALUE]...
//     trains a multi-layer perceptron on MNIST (IDX files, plain or gzip, standard split) and
//     prints one JSON line: error in percent of the 10,000 test pictures, seconds, the bytes of a
//     Model's file with everything that answers a picture, and of the network in whole numbers its
//     error and the microseconds a row (one by one, median). hidden=300,100 sparsity=0 bits=0
//     epochs=30 batch=128 rate=0.001 decay=0 dropout=0 schedule=cosine|constant tolerance=0
//     neurons=0 (share that is removed) keep=2 of=0 (keep of every so many inputs) values=0 (that
//     weights share) holdout=0 (last training pictures for validation) seed=1 int8=0 (1: the inputs
//     of layers become codes in training) weights=FILE (raw floats, layer after layer)
#include "core/base/clock.h"
#include "core/data/idx_file.h"
#include "core/learners/network_graph.h"
#include "core/model/model.h"
#include "core/model/program.h"
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

/// In whole numbers, with the ranges that each layer's inputs have on the first training pictures.
Graph integerGraph(const Graph &graph, const Pictures &train)
{
    constexpr std::size_t kRows = 1000;
    const std::size_t inputs = train.features.size() / train.classes.size();
    FloatMatrix x(kRows, inputs);
    std::copy_n(train.features.begin(), x.values.size(), x.values.begin());
    return inWholeNumbers(graph, x);
}

struct Run {
    double error = 0.0; ///< in percent
    double microseconds = 0.0;
};

/// One by one.
Run runGraph(const Graph &graph, const Pictures &test)
{
    const Program program(std::make_shared<const Graph>(graph));
    const std::size_t inputs = test.features.size() / test.classes.size();
    std::vector<float> arena(program.arenaSize(1)), answer(10);
    std::vector<double> times;
    Run run;
    for (std::size_t r = 0; r < test.classes.size(); ++r) {
        const Stopwatch watch;
        program.run({nullptr, 0, 1}, test.features.data() + r * inputs, {}, arena.data(),
                    answer.data());
        times.push_back(1e6 * watch.seconds());
        const auto guess = std::max_element(answer.begin(), answer.end()) - answer.begin();
        run.error += static_cast<float>(guess) != test.classes[r];
    }
    run.error *= 100.0 / static_cast<double>(test.classes.size());
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    run.microseconds = times[times.size() / 2];
    return run;
}

/// Of a Model's file that reads a picture and answers a digit.
std::uint64_t fileBytes(const Graph &network)
{
    const PictureShape picture{28, 28, 1};
    Schema schema;
    schema.task = TaskKind::MultiClass;
    schema.target = "class";
    for (int digit = 0; digit < 10; ++digit)
        schema.classes.push_back(std::to_string(digit));
    RawColumn &column = schema.columns.emplace_back();
    column.name = "picture";
    column.type = ColumnType::Picture;
    column.asNumber = false;
    column.picture = picture;
    const Pixels pixels{picture, {0.0F}, {1.0F / 255.0F}};
    const auto plan = std::make_shared<const FeaturePlan>(FeaturePlan{{{0, {pixels}, {}}}});
    GraphBuilder builder(schema);
    const NodeId outputs = append(builder, builder.addPlan(plan), network);
    Graph graph = std::move(builder).finish(builder.add(Softmax{}, {outputs}));
    return Model("LeNet", schema, std::move(graph)).sizeBytes();
}

/// LeNet-5 with 20, 50 and 500 units, as in the literature on compression.
void makeLenet5(neural::NetworkShape &shape)
{
    shape.picture = {28, 28, 1};
    shape.stages = {{20, 5, 0, 2}, {50, 5, 0, 2}};
    shape.hidden = {500};
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
    if (given["network"] == "lenet5")
        makeLenet5(shape);
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
    if (const auto most = static_cast<int>(number("of", 0)))
        options.compression.keepOf = {static_cast<int>(number("keep", 2)), most};
    options.compression.neuronSparsity = number("neurons", 0.0);
    options.compression.sharedValues = static_cast<int>(number("values", 0));
    options.compression.activationBits = number("int8", 0) > 0 ? 8 : 0;
    options.augmentation.shift = static_cast<int>(number("shift", 0));
    if (given["steps"] == "autograd")
        options.steps = neural::Steps::Autograd;
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
    neural::TrainResult inFloats = result;
    inFloats.codes.clear();
    Graph graph = networkGraph(inFloats);
    if (result.weightBits > 0) // as a Model of the program has them
        tidyRounded(graph);
    const Run floats = runGraph(graph, test);
    const Run integers =
        runGraph(result.codes.empty() ? integerGraph(graph, train) : networkGraph(result), test);
    std::printf("{\"error\": %.2f, \"seconds\": %.1f, \"bytes\": %llu, \"living\": %.4f, "
                "\"float_microseconds\": %.2f, \"integer_error\": %.2f, \"microseconds\": %.2f, "
                "\"sparsity\": %.4f, \"bits\": %d}\n",
                floats.error, seconds, static_cast<unsigned long long>(fileBytes(graph)),
                static_cast<double>(living) / static_cast<double>(weights), floats.microseconds,
                integers.error, integers.microseconds, result.sparsity, result.weightBits);
}
