// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/neural/product_rows.h"

#include <QString>

#include <cstdint>
#include <utility>
#include <vector>

/// Trainings that are interrupted, and the rows that they learn from.
namespace leptune::neural::interrupted {

using Rows = ProductRows<9>;

struct Case {
    const char *name;
    NetworkShape shape;
    TrainOptions options;
};

/// Everything that has a state: both optimisers, dropout, factors of the inputs, all schedules,
/// early stopping, and every way to shrink.
inline std::vector<Case> cases()
{
    std::vector<Case> all;
    const auto add = [&](const char *name) -> Case & {
        Case one{name, {}, {}};
        one.shape.inputs = Rows::kInputs;
        one.shape.hidden = {24, 17};
        one.shape.outputs = 2;
        one.shape.activation = "silu";
        one.options.batchSize = 29;
        one.options.epochs = 12;
        one.options.learningRate = 5e-3;
        one.options.seed = 8;
        all.push_back(std::move(one));
        return all.back();
    };
    add("plain");
    Case &number = add("numbers, one-cycle, no validation");
    number.shape.outputs = 1;
    number.options.loss = Loss::Squared;
    number.options.schedule = Schedule::OneCycle;
    Case &dropout = add("dropout, decay through the gradient, clipped");
    dropout.shape.dropout = 0.3;
    dropout.options.optimizer = Optimizer::Adam;
    dropout.options.weightDecay = 0.1;
    dropout.options.gradientClip = 0.2;
    Case &tangent = add("tangent, factors of the inputs");
    tangent.shape.parametrisation = Parametrisation::Tangent;
    tangent.shape.scalesInputs = true;
    tangent.options.schedule = Schedule::CosLog4;
    Case &patient = add("ends early");
    patient.options.patience = 3;
    patient.options.learningRate = 1e-2;
    patient.options.schedule = Schedule::Constant;
    patient.options.epochs = 60;
    Case &pictures = add("convolutions with batch norm and augmentation, sparse");
    pictures.shape.picture = {3, 3, 1};
    pictures.shape.stages = {{4, 3, 1, 1, true, -1}, {4, 3, 1, 1, true, 0}};
    pictures.options.compression.sparsity = 0.5;
    pictures.options.augmentation = {1, true, 1};
    add("sparse and rounded").options.compression = {0.8, 3};
    add("sparse").options.compression = {0.6, 0};
    add("two of four, rounded").options.compression = {0.0, 4, 0.0, {2, 4}};
    Case &tolerant = add("as small as a tolerance allows");
    tolerant.options.compression = {0.95, 2, 0.05};
    tolerant.options.epochs = 20;
    Case &both = add("tolerance, dropout and factors of the inputs");
    both.options.compression = {0.9, 4, 0.2};
    both.shape.scalesInputs = true;
    both.shape.dropout = 0.1;
    both.options.epochs = 20;
    Case &embedded = add("embedded inputs, shares of activations, averaged");
    embedded.shape.embedding = {{0, 1, 8}, 8, 3, 0.3, {{2, 4}}, 5};
    embedded.shape.sharesActivation = embedded.shape.scalesInputs = true;
    embedded.options.averageDecay = 0.9;
    embedded.options.weightDecay = 0.1;
    Case &neurons = add("fewer neurons, dropout and averages");
    neurons.options.compression.neuronSparsity = 0.6;
    neurons.options.averageDecay = 0.9;
    neurons.shape.dropout = 0.2;
    Case &channels = add("fewer channels, sparse and rounded");
    channels.shape.picture = {3, 3, 1};
    channels.shape.stages = {{6, 3, 1, 1, true, -1}, {6, 3, 1, 1, true, 0}, {5, 3, 1}};
    channels.options.compression = {0.5, 4, 0.0, {2, 4}, 0.5};
    Case &fewer = add("fewer neurons, as far as a tolerance allows");
    fewer.options.compression = {0.5, 4, 0.2, {}, 0.8};
    fewer.options.epochs = 20;
    Case &shared = add("sparse with shared values, fewer neurons");
    shared.options.compression = {0.5, 0, 0.0, {}, 0.4, 7};
    Case &sharing = add("shared values, as far as a tolerance allows");
    sharing.options.compression = {0.5, 0, 0.1, {}, 0.0, 7};
    sharing.options.averageDecay = 0.9;
    sharing.options.epochs = 20;
    Case &soft = add("taught, smoothed, mixed and averaged");
    soft.options.labelSmoothing = 0.1;
    soft.options.mixup = 0.4;
    soft.options.averageDecay = 0.95;
    soft.options.distillation = 0.5;
    Case &shrunk = add("averaged and mixed numbers, sparse and rounded");
    shrunk.shape.outputs = 1;
    shrunk.options.loss = Loss::Squared;
    shrunk.options.compression = {0.8, 3};
    shrunk.options.mixup = 1.0;
    shrunk.options.averageDecay = 0.9;
    Case &tolerated = add("averaged, as small as a tolerance allows");
    tolerated.options.compression = {0.9, 3, 0.05};
    tolerated.options.averageDecay = 0.8;
    tolerated.options.epochs = 20;
    Case &members = add("members, averaged and mixed, sparse and rounded, with dropout");
    members.shape.members = 3;
    members.shape.dropout = 0.2;
    members.options.compression = {0.7, 4};
    members.options.mixup = 0.5;
    members.options.averageDecay = 0.9;
    Case &fewest = add("members with embedded inputs and shares, fewer neurons");
    fewest.shape.members = 3;
    fewest.shape.embedding = {{0, 1, 8}, 8, 3, 0.3, {{2, 4}}, 5};
    fewest.shape.sharesActivation = fewest.shape.scalesInputs = true;
    fewest.options.compression.neuronSparsity = 0.6;
    fewest.options.averageDecay = 0.9;
    Case &tolerable = add("the same, as far as a tolerance allows");
    tolerable.shape = fewest.shape;
    tolerable.options.compression = {0.5, 4, 0.2, {}, 0.6};
    tolerable.options.epochs = 20;
    const auto addCoded = [&](const char *name) -> Case & {
        Case &coded = add(name);
        coded.options.compression.activationBits = 8;
        coded.options.epochs = 21;
        return coded;
    };
    Case &coded = addCoded("coded, averaged, with dropout and factors of the inputs");
    coded.options.averageDecay = 0.9;
    coded.shape.dropout = 0.1;
    coded.shape.scalesInputs = true;
    Case &codedNorms = addCoded("coded convolutions with batch norm");
    codedNorms.shape.picture = {3, 3, 1};
    codedNorms.shape.stages = {{4, 3, 1, 1, true, -1}, {4, 3, 1, 1, true, 0}};
    Case &codedMembers = addCoded("coded members with embedded inputs, fewer neurons");
    codedMembers.shape = fewest.shape;
    codedMembers.options.compression.neuronSparsity = 0.4;
    Case &codedShrunk = addCoded("coded, as small as a tolerance allows");
    codedShrunk.options.compression.sparsity = 0.9;
    codedShrunk.options.compression.weightBits = 4;
    codedShrunk.options.compression.tolerance = 0.1;
    return all;
}

inline Case caseNamed(const QString &name)
{
    for (Case &one : cases())
        if (name == one.name)
            return one;
    qFatal("no such case");
}

} // namespace leptune::neural::interrupted
