// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <QString>

#include <utility>
#include <vector>

/// Trainings that the fused steps take as autograd does.
namespace leptune::neural::fused {

struct Case {
    const char *name;
    NetworkShape shape;
    TrainOptions options;
    bool weighted = false;
    bool taught = false;
};

inline NetworkShape net(const char *activation, int inputs, std::vector<int> hidden, int outputs)
{
    NetworkShape shape;
    shape.inputs = inputs;
    shape.hidden = std::move(hidden);
    shape.outputs = outputs;
    shape.activation = activation;
    return shape;
}

inline NetworkShape pictureNet(const char *activation, PicturePlane picture,
                               std::vector<ConvolutionStage> stages, std::vector<int> hidden)
{
    NetworkShape shape = net(activation, static_cast<int>(picture.size()), std::move(hidden), 3);
    shape.picture = picture;
    shape.stages = std::move(stages);
    return shape;
}

inline NetworkShape embeddedNet(const char *activation, InputEmbedding embedding,
                                std::vector<int> hidden)
{
    NetworkShape shape = net(activation, 9, std::move(hidden), 3);
    shape.embedding = std::move(embedding);
    return shape;
}

/// What networks for tables have in front of their layers and behind them.
inline void addTables(std::vector<Case> &all)
{
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().options.batchSize = 29;
        return all.back();
    };
    const InputEmbedding numbers{{0, 1, 2, 3, 4, 5, 6, 7, 8}, 16, 3, 0.3, {}, 8};
    const InputEmbedding categories{{}, 16, 3, 0.1, {{0, 4}, {6, 3}}, 8};
    const InputEmbedding both{{0, 7}, 5, 2, 0.5, {{1, 5}}, 6};
    add("periodic inputs", embeddedNet("silu", numbers, {24}));
    add("embedded categories", embeddedNet("silu", categories, {24}));
    add("embedded inputs of no hidden layer", embeddedNet("silu", both, {}));
    add("shares of relu", net("relu", 7, {37, 19}, 3)).shape.sharesActivation = true;
    add("shares of mish", net("mish", 7, {48}, 3)).shape.sharesActivation = true;
    Case &full = add("as RealMLP has it", embeddedNet("selu", both, {32, 21}));
    full.shape.parametrisation = Parametrisation::Tangent;
    full.shape.scalesInputs = full.shape.sharesActivation = true;
    full.shape.dropout = 0.15;
    full.options.schedule = Schedule::CosLog4;
    full.options.secondMomentum = 0.95;
    full.options.weightDecay = 0.3;
    Case &mixed = add("embedded, mixed and averaged", embeddedNet("mish", both, {24}));
    mixed.options.mixup = 0.5;
    mixed.options.averageDecay = 0.8;
    mixed.options.gradientClip = 0.1;
    Case &shrunk = add("embedded, sparse and rounded", embeddedNet("silu", both, {32, 24}));
    shrunk.options.compression = {0.7, 3};
    shrunk.shape.scalesInputs = shrunk.shape.sharesActivation = true;
    Case &members =
        add("members with embedded inputs and shares", embeddedNet("mish", both, {32, 21}));
    members.shape.members = 3;
    members.shape.scalesInputs = members.shape.sharesActivation = true;
    members.shape.parametrisation = Parametrisation::Tangent;
    members.shape.dropout = 0.2;
    Case &fewer = add("embedded, fewer neurons with shares", embeddedNet("mish", both, {32, 24}));
    fewer.options.compression.neuronSparsity = 0.6;
    fewer.shape.scalesInputs = fewer.shape.sharesActivation = true;
    fewer.options.averageDecay = 0.8;
    Case &fewest = add("members with embedded inputs, fewer neurons and shared values",
                       embeddedNet("silu", both, {32, 21}));
    fewest.shape.members = 3;
    fewest.shape.sharesActivation = true;
    fewest.options.compression = {0.5, 0, 0.0, {}, 0.5, 7};
}

/// Hidden layers that add what they read.
inline void addResidual(std::vector<Case> &all)
{
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().shape.isResidual = true;
        all.back().options.batchSize = 29;
        return all.back();
    };
    add("residual", net("silu", 7, {37, 37, 37}, 3));
    add("residual of one hidden layer", net("relu", 7, {24}, 3));
    Case &full = add("residual as RealMLP has it",
                     embeddedNet("selu", {{0, 7}, 5, 2, 0.5, {{1, 5}}, 6}, {32, 32, 32}));
    full.shape.parametrisation = Parametrisation::Tangent;
    full.shape.scalesInputs = full.shape.sharesActivation = true;
    full.shape.dropout = 0.15;
    Case &members = add("residual members", net("mish", 7, {24, 24, 24}, 3));
    members.shape.members = 3;
    members.options.mixup = 0.4;
    Case &shrunk = add("residual, sparse and rounded", net("silu", 7, {32, 32, 32}, 3));
    shrunk.options.compression = {0.7, 3};
    shrunk.options.averageDecay = 0.9;
    Case &fewer = add("residual of fewer neurons", net("silu", 7, {40, 40, 40}, 3));
    fewer.options.compression.neuronSparsity = 0.6;
    Case &coded = add("residual, coded", net("relu", 7, {36, 36, 36}, 3));
    coded.options.compression.activationBits = 8;
    Case &pictures = add("residual behind convolutions",
                         pictureNet("relu", {7, 6, 2}, {{4, 3, 1}, {6, 3}}, {16, 16}));
    pictures.shape.dropout = 0.2;
}

/// What softens targets or the weights that answer.
inline void addSoftened(std::vector<Case> &all)
{
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().options.batchSize = 29;
        return all.back();
    };
    const auto addNumbers = [&](const char *name) -> Case & {
        Case &one = add(name, net("silu", 7, {40}, 1));
        one.options.loss = Loss::Squared;
        one.weighted = true;
        return one;
    };
    add("smoothed labels", net("relu", 7, {24}, 3)).options.labelSmoothing = 0.2;
    Case &weighted = add("smoothed labels of weighted rows", net("tanh", 7, {24}, 5));
    weighted.options.labelSmoothing = 0.4;
    weighted.weighted = true;
    add("mixed rows", net("silu", 7, {24}, 3)).options.mixup = 0.4;
    Case &mixed = add("mixed rows with weights and smoothed labels", net("silu", 7, {24}, 3));
    mixed.options.mixup = 1.0;
    mixed.options.labelSmoothing = 0.1;
    mixed.weighted = true;
    addNumbers("mixed numbers").options.mixup = 2.0;
    Case &pictures = add("mixed and augmented pictures",
                         pictureNet("relu", {7, 6, 2}, {{4, 3, 1, 1, true}, {6, 3}}, {8}));
    pictures.options.mixup = 0.5;
    pictures.options.augmentation = {1, true, 2};
    Case &taught = add("taught probabilities", net("selu", 7, {24}, 4));
    taught.options.distillation = 0.7;
    taught.taught = true;
    Case &numbers = addNumbers("taught numbers");
    numbers.options.distillation = 0.4;
    numbers.taught = true;
    Case &mixedNumbers = addNumbers("taught and mixed numbers");
    mixedNumbers.options.distillation = 0.6;
    mixedNumbers.options.mixup = 0.8;
    mixedNumbers.taught = true;
    add("averaged", net("mish", 7, {24, 12}, 3)).options.averageDecay = 0.9;
    Case &norms = add("averaged norms",
                      pictureNet("silu", {6, 6, 2}, {{6, 3, 1, 1, true}, {9, 3, 1, 2, true}}, {}));
    norms.options.averageDecay = 0.8;
    Case &shrunk = add("averaged, sparse and rounded", net("selu", 7, {32, 24}, 3));
    shrunk.options.compression = {0.7, 3};
    shrunk.options.averageDecay = 0.9;
    shrunk.shape.scalesInputs = true;
    Case &everything = add("taught, smoothed, mixed and averaged", net("silu", 7, {40}, 3));
    everything.options.labelSmoothing = 0.3;
    everything.options.mixup = 0.3;
    everything.options.distillation = 0.5;
    everything.options.averageDecay = 0.7;
    everything.options.gradientClip = 0.1;
    everything.shape.dropout = 0.2;
    everything.taught = everything.weighted = true;
}

/// Ensembles that share their hidden layers.
inline void addMembers(std::vector<Case> &all)
{
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().options.batchSize = 29;
        all.back().shape.members = 3;
        return all.back();
    };
    add("members", net("silu", 7, {37, 19}, 3));
    add("many members of one layer", net("relu", 5, {17}, 2)).shape.members = 11;
    Case &numbers = add("members for weighted numbers", net("mish", 18, {40, 33}, 1));
    numbers.options.loss = Loss::Squared;
    numbers.options.mixup = 0.6;
    numbers.weighted = true;
    Case &tangent = add("members in tangent parametrisation", net("selu", 9, {48, 20}, 3));
    tangent.shape.parametrisation = Parametrisation::Tangent;
    tangent.shape.scalesInputs = true;
    tangent.shape.dropout = 0.25;
    tangent.options.weightDecay = 0.1;
    Case &shrunk = add("members, sparse and rounded", net("selu", 7, {32, 24}, 3));
    shrunk.options.compression = {0.7, 3};
    shrunk.options.averageDecay = 0.9;
    Case &fewer = add("members of fewer neurons", net("silu", 7, {37, 19}, 3));
    fewer.options.compression.neuronSparsity = 0.6;
    fewer.options.averageDecay = 0.9;
    Case &everything = add("members taught, smoothed and mixed", net("silu", 7, {40, 16}, 3));
    everything.options.labelSmoothing = 0.3;
    everything.options.mixup = 0.3;
    everything.options.distillation = 0.5;
    everything.options.averageDecay = 0.7;
    everything.options.gradientClip = 0.1;
    everything.taught = everything.weighted = true;
}

/// Those that compute with codes in the end.
inline void addCoded(std::vector<Case> &all)
{
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().options.batchSize = 29;
        all.back().options.compression.activationBits = 8;
        return all.back();
    };
    add("coded relu", net("relu", 7, {37, 19}, 3));
    add("coded, no hidden layer", net("relu", 5, {}, 4));
    Case &softened = add("coded, smoothed, mixed and averaged", net("selu", 7, {24, 12}, 3));
    softened.options.labelSmoothing = 0.2;
    softened.options.mixup = 0.4;
    softened.options.averageDecay = 0.8;
    softened.options.gradientClip = 0.1;
    softened.shape.dropout = 0.2;
    Case &numbers = add("coded weighted numbers", net("mish", 7, {40}, 1));
    numbers.options.loss = Loss::Squared;
    numbers.options.weightDecay = 0.1;
    numbers.weighted = true;
    Case &shrunk = add("coded, sparse and rounded", net("selu", 7, {32, 24}, 3));
    shrunk.options.compression.sparsity = 0.6;
    shrunk.options.compression.weightBits = 4;
    Case &sparse = add("coded, sparse and of fewer neurons", net("relu", 7, {40, 24}, 3));
    sparse.options.compression.sparsity = 0.6;
    sparse.options.compression.neuronSparsity = 0.4;
    const InputEmbedding both{{0, 7}, 5, 2, 0.5, {{1, 5}}, 6};
    Case &full = add("coded as RealMLP has it", embeddedNet("selu", both, {32, 21}));
    full.shape.parametrisation = Parametrisation::Tangent;
    full.shape.scalesInputs = full.shape.sharesActivation = true;
    full.options.schedule = Schedule::CosLog4;
    Case &members = add("coded members with embedded inputs", embeddedNet("mish", both, {32, 21}));
    members.shape.members = 3;
    members.shape.scalesInputs = members.shape.sharesActivation = true;
    members.shape.parametrisation = Parametrisation::Tangent;
    Case &plain = add("coded members", net("relu", 7, {36, 20}, 3));
    plain.shape.members = 4;
    add("coded convolutions", pictureNet("relu", {9, 8, 1}, {{5, 3, 0, 2}, {18, 3, 1}}, {10}));
    const ConvolutionStage normed{6, 3, 1, 1, true};
    ConvolutionStage added = normed;
    added.shortcut = 0;
    Case &residual =
        add("coded, residual with norms and an average",
            pictureNet("silu", {6, 6, 2}, {normed, normed, added, {20, 3, 1, 2, true}}, {8}));
    residual.shape.averages = true;
}

/// Widths on both sides of those of vectors and tiles, every activation, loss and way to update.
inline std::vector<Case> cases()
{
    std::vector<Case> all;
    const auto add = [&](const char *name, NetworkShape shape) -> Case & {
        all.push_back({name, std::move(shape), {}});
        all.back().options.batchSize = 29;
        return all.back();
    };
    for (const char *activation : {"relu", "elu", "selu", "gelu", "mish", "silu", "tanh"})
        add(activation, net(activation, 7, {37, 19}, 3));
    add("no hidden layer", net("relu", 5, {}, 4));
    add("narrow", net("tanh", 1, {1, 2}, 2));
    add("wide", net("silu", 50, {160, 96, 33}, 11)).options.batchSize = 64;
    add("squared error", net("silu", 7, {40}, 1)).options.loss = Loss::Squared;
    Case &weighted = add("weighted squared error", net("mish", 7, {40}, 1));
    weighted.options.loss = Loss::Squared;
    weighted.weighted = true;
    add("weighted cross-entropy", net("relu", 9, {24}, 3)).weighted = true;
    add("dropout", net("selu", 7, {48, 20}, 3)).shape.dropout = 0.3;
    Case &tangent = add("tangent parametrisation", net("selu", 7, {32, 32}, 3));
    tangent.shape.parametrisation = Parametrisation::Tangent;
    tangent.options.schedule = Schedule::CosLog4;
    tangent.options.secondMomentum = 0.95;
    tangent.options.weightDecay = 0.1;
    add("factors of the inputs", net("mish", 7, {24}, 3)).shape.scalesInputs = true;
    add("clipped", net("relu", 7, {24}, 3)).options.gradientClip = 0.1;
    add("decay apart", net("relu", 7, {24}, 3)).options.weightDecay = 0.5;
    Case &through = add("decay through a clipped gradient", net("relu", 7, {24}, 3));
    through.options.weightDecay = 0.5;
    through.options.gradientClip = 0.1;
    through.options.optimizer = Optimizer::Adam;
    add("sparse", net("relu", 7, {40, 24}, 3)).options.compression.sparsity = 0.8;
    add("rounded", net("relu", 7, {40}, 3)).options.compression.weightBits = 4;
    add("two of four", net("relu", 7, {41, 24}, 3)).options.compression.keepOf = {2, 4};
    add("fewer neurons", net("silu", 7, {40, 24}, 3)).options.compression.neuronSparsity = 0.6;
    Case &shared = add("sparse with shared values", net("mish", 7, {40, 24}, 3));
    shared.options.compression.sparsity = 0.5;
    shared.options.compression.sharedValues = 6;
    shared.options.averageDecay = 0.9;
    add("shared values", net("relu", 7, {40}, 3)).options.compression.sharedValues = 20;
    Case &both = add("sparse and rounded", net("selu", 7, {32, 24}, 3));
    both.options.compression = {0.7, 3};
    both.shape.parametrisation = Parametrisation::Tangent;
    both.shape.scalesInputs = true;
    add("convolutions", pictureNet("relu", {9, 8, 1}, {{5, 3, 0, 2}, {18, 3, 1}}, {10}));
    add("padded convolutions of colours",
        pictureNet("gelu", {7, 9, 3}, {{4, 5, 2, 3}, {6, 1}, {3, 2, 1}}, {}));
    const ConvolutionStage normed{6, 3, 1, 1, true};
    ConvolutionStage added = normed;
    added.shortcut = 0;
    ConvolutionStage pooled{20, 3, 1, 2, true};
    Case &residual = add("residual with norms and an average",
                         pictureNet("silu", {6, 6, 2}, {normed, normed, added, pooled}, {8}));
    residual.shape.averages = true;
    residual.shape.dropout = 0.2;
    add("augmented pictures", pictureNet("tanh", {7, 6, 3}, {{4, 3}}, {8})).options.augmentation = {
        2, true, 3};
    Case &shrunk = add("sparse and rounded convolutions",
                       pictureNet("relu", {8, 8, 2}, {{8, 3, 0, 2, true}, {12, 3}}, {16}));
    shrunk.options.compression = {0.6, 4};
    Case &channels = add("fewer channels, sparse and rounded",
                         pictureNet("relu", {6, 6, 2}, {normed, normed, added, pooled}, {16}));
    channels.options.compression = {0.6, 4};
    channels.options.compression.neuronSparsity = 0.5;
    channels.options.averageDecay = 0.9;
    addSoftened(all);
    addMembers(all);
    addTables(all);
    addResidual(all);
    addCoded(all);
    return all;
}

inline Case caseNamed(const QString &name)
{
    for (const Case &one : cases())
        if (name == one.name)
            return one;
    qFatal("no such case");
}

} // namespace leptune::neural::fused
