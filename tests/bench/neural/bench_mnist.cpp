// SPDX-License-Identifier: GPL-3.0-or-later
// bench_mnist FOLDER [NAME=VALUE]...
//     trains a multi-layer perceptron on MNIST (IDX files, plain or gzip, standard split) and
//     prints one JSON line: error in percent of the 10,000 test pictures, seconds, and the bytes of
//     the packed layers. hidden=300,100 sparsity=0 bits=0 epochs=30 batch=128 rate=0.001 decay=0
//     dropout=0 schedule=cosine|constant seed=1 weights=FILE (raw floats, layer after layer)
#include "core/base/clock.h"
#include "core/data/idx_file.h"
#include "core/model/packed_dense.h"
#include "core/model/quantised_weights.h"
#include "core/neural/engine.h"

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
    neural::Batchable batch() const { return {features, classes, {}, classes.size()}; }
};

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
void roundBias(neural::LayerWeights &layer)
{
    Dense bias{layer.outputs, 1, layer.bias, {0.0F}};
    quantiseWeights(bias);
    layer.bias = bias.weights;
}

std::size_t packedBytes(const std::vector<neural::LayerWeights> &layers)
{
    DenseModels models;
    ByteWriter writer;
    for (const neural::LayerWeights &layer : layers) {
        Dense dense{layer.inputs, layer.outputs, layer.weights, layer.bias};
        for (float &weight : dense.weights)
            weight += 0.0F; // -0 becomes 0
        writeDense(writer, models, dense);
    }
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
    options.compression = {number("sparsity", 0.0), static_cast<int>(number("bits", 0))};
    const auto &engine = neural::engine();
    const Stopwatch watch;
    // No validation rows: the last epoch counts, as in the published figures.
    neural::TrainResult result = engine.train(shape, train.batch(), {}, options);
    const double seconds = watch.seconds();
    if (!result.failure.empty()) {
        std::fprintf(stderr, "%s\n", result.failure.c_str());
        return 1;
    }
    if (options.compression.weightBits > 0)
        for (neural::LayerWeights &layer : result.layers)
            roundBias(layer);
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
    std::printf("{\"error\": %.2f, \"seconds\": %.1f, \"bytes\": %zu, \"living\": %.4f}\n",
                100.0 * mistakes(result.layers, test) / static_cast<double>(test.classes.size()),
                seconds, packedBytes(result.layers),
                static_cast<double>(living) / static_cast<double>(weights));
}
