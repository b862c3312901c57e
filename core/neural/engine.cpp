// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/engine.h"

#include "core/neural/group_sparsity.h"
#include "core/neural/input_columns.h"
#include "core/neural/torch_runtime.h"
#include "core/neural/trainer.h"

#include <cmath>
#include <exception>
#include <new>

namespace leptune::neural {

namespace {

bool areAnswers(std::span<const float> soft, std::size_t outputs, Loss loss)
{
    constexpr double kRounding = 1e-3;
    for (std::size_t row = 0; row < soft.size(); row += outputs) {
        double sum = 0.0;
        for (const float answer : soft.subspan(row, outputs)) {
            if (!std::isfinite(answer) || (loss == Loss::CrossEntropy && answer < 0.0F))
                return false;
            sum += answer;
        }
        if (loss == Loss::CrossEntropy && std::abs(sum - 1.0) > kRounding)
            return false;
    }
    return true;
}

std::string whyNotSoftened(const Batchable &train, const NetworkShape &shape,
                           const TrainOptions &options)
{
    if (!(options.labelSmoothing >= 0.0 && options.labelSmoothing < 0.5))
        return "the label smoothing of a network has to lie in [0, 0.5)";
    if (!(options.mixup >= 0.0 && std::isfinite(options.mixup)))
        return "the alpha of mixup has to be 0 or more";
    if (!(options.averageDecay >= 0.0 && options.averageDecay < 1.0))
        return "the decay of averaged parameters has to lie in [0, 1)";
    if (!(options.distillation >= 0.0 && options.distillation <= 1.0))
        return "the teacher's share in the loss has to lie in [0, 1]";
    if (options.distillation > 0.0 && train.soft.empty())
        return "distillation needs a teacher's answers for the training rows";
    if (options.distillation > 0.0 &&
        !areAnswers(train.soft, static_cast<std::size_t>(shape.outputs), options.loss))
        return "a teacher's answers have to be numbers, those for classes probabilities that add "
               "up to 1";
    return {};
}

std::string whyNoMembers(const NetworkShape &shape)
{
    constexpr int kMostMembers = 256;
    if (shape.members < 1 || shape.members > kMostMembers)
        return "a network has 1 to " + std::to_string(kMostMembers) + " members";
    if (shape.members > 1 && !shape.stages.empty())
        return "members share hidden layers, not convolutions; use one member for pictures";
    if (shape.members > 1 && shape.hidden.empty())
        return "members share hidden layers; use at least one, or one member";
    return {};
}

std::string whyNotShrunk(const NetworkShape &shape, const Compression &wanted)
{
    if (!(wanted.sparsity >= 0.0 && wanted.sparsity < 1.0))
        return "the sparsity of a network has to lie in [0, 1)";
    if (wanted.weightBits != 0 && (wanted.weightBits < 2 || wanted.weightBits > 8))
        return "the weights of a network can have 2 to 8 bits";
    if (!(wanted.tolerance >= 0.0 && std::isfinite(wanted.tolerance)))
        return "the loss that shrinking a network may cost has to be 0 or more";
    const auto [kept, of] = wanted.keepOf;
    if (of != 0 && !(of >= 2 && of <= kLargestGroup && kept >= 1 && kept < of))
        return "of groups of 2 to 32 weights of a network at least one has to be kept, and fewer "
               "than all";
    if (!(wanted.neuronSparsity >= 0.0 && wanted.neuronSparsity < 1.0))
        return "the share of a network's neurons that is removed has to lie in [0, 1)";
    if (wanted.sharedValues != 0 && (wanted.sharedValues < 2 || wanted.sharedValues > 255))
        return "the weights of a network's layer can share 2 to 255 values";
    if (wanted.sharedValues > 0 && wanted.weightBits > 0)
        return "the weights of a network can share learnt values or be multiples of a step, not "
               "both; leave one of them 0";
    if (wanted.activationBits != 0 && wanted.activationBits != 8)
        return "the inputs of a network's layers can become codes of 8 bits, or stay floats (0)";
    if (wanted.activationBits > 0)
        return whyNoCodes(shape, wanted);
    return {};
}

std::string whyNoDevice(const std::string &device)
{
    if (device != "cpu" && device != "cuda")
        return "a network can be trained on cpu or cuda, not on '" + device + "'";
    if (device == "cuda" && !torchHasCuda())
        return "there is no CUDA device that LibTorch can use; train on the CPU, or install a "
               "LibTorch with CUDA and the GPU's driver";
    return {};
}

/// Why this can't be trained, or empty.
std::string whyRefused(const NetworkShape &shape, const Batchable &train,
                       const Batchable &validation, const TrainOptions &options)
{
    const auto fits = [&](const Batchable &part) {
        return part.features.size() == part.rows * static_cast<std::size_t>(shape.inputs) &&
               part.targets.size() == part.rows &&
               (part.weights.empty() || part.weights.size() == part.rows) &&
               (part.soft.empty() ||
                part.soft.size() == part.rows * static_cast<std::size_t>(shape.outputs));
    };
    if (train.rows == 0 || shape.inputs <= 0 || shape.outputs <= 0)
        return "a network needs rows, inputs and outputs to be trained";
    for (const int width : shape.hidden)
        if (width <= 0)
            return "a hidden layer of a network needs at least one unit";
    if (shape.isResidual &&
        std::ranges::adjacent_find(shape.hidden, std::not_equal_to<>()) != shape.hidden.end())
        return "hidden layers of a residual network have to be of one width";
    if (const std::string why = whyNoMembers(shape); !why.empty())
        return why;
    if (!fits(train) || !fits(validation))
        return "the sizes of features, targets, weights and a teacher's answers do not agree";
    if (options.batchSize <= 0 || options.epochs <= 0 || !(options.learningRate >= 0.0))
        return "batch size and epochs of a network have to be above 0";
    if (const std::string why = whyNoDevice(options.device); !why.empty())
        return why;
    if (!(shape.dropout >= 0.0 && shape.dropout < 1.0))
        return "the dropout of a network has to lie in [0, 1)";
    if (const std::string why = embeddingProblem(shape); !why.empty())
        return why;
    if (const std::string why = whyNotSoftened(train, shape, options); !why.empty())
        return why;
    return whyNotShrunk(shape, options.compression);
}

TrainResult failed(const std::string &reason)
{
    TrainResult result;
    result.failure = reason;
    return result;
}

std::string memorySentence(const NetworkShape &shape, std::size_t rows, const std::string &device)
{
    return std::string("there was not enough memory ") + (device == "cpu" ? "" : "on the GPU ") +
           "to train a network of " + std::to_string(shape.hidden.size()) + " hidden layers on " +
           std::to_string(rows) + " rows; use smaller layers, a smaller batch or fewer rows";
}

/// LibTorch's allocators, and CUDA's libraries, report exhaustion as plain errors.
bool tellsOfMemory(const std::string &text)
{
    for (const char *words : {"not enough memory", "out of memory", "STATUS_ALLOC_FAILED"})
        if (text.find(words) != std::string::npos)
            return true;
    return false;
}

TrainResult train(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                  const TrainOptions &options)
{
    try {
        if (const std::string why = whyRefused(shape, train, validation, options); !why.empty())
            return failed(why);
        return trainNetwork(shape, train, validation, options);
    } catch (const std::bad_alloc &) {
        return failed(memorySentence(shape, train.rows, options.device));
    } catch (const std::exception &error) {
        const std::string text = torchErrorText(error);
        if (tellsOfMemory(text))
            return failed(memorySentence(shape, train.rows, options.device));
        return failed("LibTorch could not train the network: " + text);
    }
}

std::string describe()
{
    return describeTorch();
}

bool hasCuda()
{
    return torchHasCuda();
}

} // namespace

} // namespace leptune::neural

extern "C" __attribute__((visibility("default"))) const leptune::neural::EngineTable *
leptune_neural_engine()
{
    using namespace leptune::neural;
    static const EngineTable table{kAbi, &train, &describe, &hasCuda};
    return &table;
}
