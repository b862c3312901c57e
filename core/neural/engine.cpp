// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/engine.h"

#include "core/neural/torch_stepper.h"
#include "core/neural/trainer.h"

#include <cmath>
#include <exception>
#include <new>

namespace leptune::neural {

namespace {

/// Why this can't be trained, or empty.
std::string whyRefused(const NetworkShape &shape, const Batchable &train,
                       const Batchable &validation, const TrainOptions &options)
{
    const auto fits = [&](const Batchable &part) {
        return part.features.size() == part.rows * static_cast<std::size_t>(shape.inputs) &&
               part.targets.size() == part.rows &&
               (part.weights.empty() || part.weights.size() == part.rows);
    };
    if (train.rows == 0 || shape.inputs <= 0 || shape.outputs <= 0)
        return "a network needs rows, inputs and outputs to be trained";
    for (const int width : shape.hidden)
        if (width <= 0)
            return "a hidden layer of a network needs at least one unit";
    if (!fits(train) || !fits(validation))
        return "the sizes of features, targets and weights do not agree";
    if (options.batchSize <= 0 || options.epochs <= 0 || !(options.learningRate >= 0.0))
        return "batch size and epochs of a network have to be above 0";
    if (!(shape.dropout >= 0.0 && shape.dropout < 1.0))
        return "the dropout of a network has to lie in [0, 1)";
    const Compression &wanted = options.compression;
    if (!(wanted.sparsity >= 0.0 && wanted.sparsity < 1.0))
        return "the sparsity of a network has to lie in [0, 1)";
    if (wanted.weightBits != 0 && (wanted.weightBits < 2 || wanted.weightBits > 8))
        return "the weights of a network can have 2 to 8 bits";
    if (!(wanted.tolerance >= 0.0 && std::isfinite(wanted.tolerance)))
        return "the loss that shrinking a network may cost has to be 0 or more";
    return {};
}

TrainResult failed(const std::string &reason)
{
    TrainResult result;
    result.failure = reason;
    return result;
}

std::string memorySentence(const NetworkShape &shape, std::size_t rows)
{
    return "there was not enough memory to train a network of " +
           std::to_string(shape.hidden.size()) + " hidden layers on " + std::to_string(rows) +
           " rows; use smaller layers, a smaller batch or fewer rows";
}

TrainResult train(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                  const TrainOptions &options)
{
    try {
        if (const std::string why = whyRefused(shape, train, validation, options); !why.empty())
            return failed(why);
        return trainNetwork(shape, train, validation, options);
    } catch (const std::bad_alloc &) {
        return failed(memorySentence(shape, train.rows));
    } catch (const std::exception &error) {
        const std::string text = torchErrorText(error);
        // LibTorch's allocator reports exhaustion as a plain error.
        if (text.find("not enough memory") != std::string::npos ||
            text.find("out of memory") != std::string::npos)
            return failed(memorySentence(shape, train.rows));
        return failed("LibTorch could not train the network: " + text);
    }
}

std::string describe()
{
    return describeTorch();
}

} // namespace

} // namespace leptune::neural

extern "C" __attribute__((visibility("default"))) const leptune::neural::EngineTable *
leptune_neural_engine()
{
    using namespace leptune::neural;
    static const EngineTable table{kAbi, &train, &describe};
    return &table;
}
