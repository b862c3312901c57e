// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_fit.h"
#include "core/learners/own_teacher.h"
#include "core/neural/stage_geometry.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// How wide the network is on average while it loses neurons; under a tolerance it may lose none.
neural::NetworkShape meanShape(const NetworkRecipe &recipe)
{
    constexpr double kMeanShare = 0.81; // of the removed ones: a cubic from 5 to 60 % of the steps
    const neural::Compression &wanted = recipe.options.compression;
    const double left = wanted.tolerance > 0.0
                            ? 1.0
                            : 1.0 - kMeanShare * std::clamp(wanted.neuronSparsity, 0.0, 1.0);
    neural::NetworkShape shape = recipe.shape;
    const auto narrow = [&](int &width) {
        width = std::max(1, static_cast<int>(std::lround(left * width)));
    };
    for (neural::ConvolutionStage &stage : shape.stages)
        narrow(stage.outputs);
    for (int &width : shape.hidden)
        narrow(width);
    return shape;
}

} // namespace

CostHint NetworkFamily::cost(const DataShape &shape, const Configuration &configuration) const
{
    if (const auto teacher = teacherOf(configuration)) {
        Configuration student = configuration;
        student.set("teacher", std::string("none"));
        const CostHint first = cost(shape, *teacher), second = cost(shape, student);
        return {first.operations + second.operations, std::max(first.bytes, second.bytes)};
    }
    const NetworkRecipe wanted = recipe(configuration, shape);
    const double rows = static_cast<double>(std::max<std::size_t>(1, shape.rows));
    const double outputs = shape.classes > 0 ? static_cast<double>(shape.classes) : 1.0;
    double inputs = static_cast<double>(shape.denseFeatures), weights = 0.0, units = 0.0;
    const double firstInputs = inputs, members = wanted.shape.members;
    double convolving = 0.0;           // products of a row
    constexpr double kNormUnits = 2.0; // passes over what is normalised, in those of an activation
    const neural::NetworkShape network = meanShape(wanted);
    if (!network.stages.empty()) {
        const auto geometry = neural::geometryOf(network);
        for (const neural::StageGeometry &stage : geometry) {
            const double positions = static_cast<double>(stage.positions());
            const double whole = std::ceil(stage.out.channels / 16.0) * 16.0;
            convolving += positions * static_cast<double>(stage.depth()) * whole;
            units += positions * stage.out.channels;
        }
        for (std::size_t i = 0; i < geometry.size(); ++i)
            if (network.stages[i].normalises)
                units += kNormUnits * static_cast<double>(geometry[i].convolved.size());
        inputs = neural::denseInputs(network);
    }
    // At most so many of the features are numbers.
    const double numbers =
        wanted.embedsNumbers ? std::min(inputs, static_cast<double>(shape.rawColumns)) : 0.0;
    const neural::InputEmbedding &embedding = wanted.shape.embedding;
    const double cosines = numbers * embedding.frequencies;
    inputs += numbers * embedding.periodicOutputs;
    for (const int width : network.hidden) {
        weights += inputs * width;
        units += width;
        inputs = width;
    }
    weights += inputs * outputs;
    // Fitted to what training took, one thread, AVX-512 (tests/bench/neural): products,
    // activations, Adam's pass over the weights, and what a step costs however small the network.
    constexpr double kWeight = 0.14, kConvolution = 0.15, kUnit = 6.0, kCosine = 3.0, kUpdate = 1.0,
                     kStep = 2e4;
    const double steps = std::ceil(rows / std::max(1, wanted.options.batchSize));
    const double shrinking = wanted.options.compression.shrinksWeights() ? 1.3 : 1.0;
    neural::Compression compression = wanted.options.compression;
    compression.activationBits = wanted.inWholeNumbers ? 8 : 0;
    const int epochs = wanted.options.epochs;
    return {shrinking * (epochs + neural::fineTuningEpochs(compression, epochs)) *
                (rows * (members * (kWeight * weights + kUnit * units) + kConvolution * convolving +
                         kCosine * cosines) +
                 steps * (kStep + kUpdate * weights)),
            rows * (firstInputs * 4.0 + 16.0) + weights * 24.0};
}

} // namespace leptune
