// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/neural/engine.h"

namespace leptune {

/// What a family of networks makes of a configuration. fitNetwork() adds what follows from the data
/// and the context: inputs, outputs, loss, seed, threads, callbacks.
struct NetworkRecipe {
    neural::NetworkShape shape;
    neural::TrainOptions options;
};

/// `layers` hidden layers of `width` with `activation` and `dropout`, as the configuration says.
/// Numbers that are absent are those of `usual`.
NetworkRecipe recipeFrom(const Configuration &configuration, const Configuration &usual);

/// What shrinks networks while they train, for spaces of data that want small models.
///
/// sparsity: share of the weights that are 0 at the end. weight_bits: of the others.
void addShrinking(std::vector<Parameter> &parameters);
/// `configuration` for small models: a fifth of the weights, of four bits.
Configuration shrunk(Configuration configuration);

/// Trains a multi-layer perceptron on the study's robustly scaled features. Regression learns
/// standardised targets, and answers stay within 5 % of the range that was seen. Weights are
/// rounded to eight bits an output where the recipe does not round them in training. Null where it
/// was stopped before an epoch ended. Throws Error about `family`.
std::unique_ptr<Predictor> fitNetwork(const std::string &family, const View &train,
                                      const View &validation, NetworkRecipe recipe,
                                      const FitContext &context);

/// Operations and memory of training with fused steps on `shape`.
CostHint networkCost(const DataShape &shape, const NetworkRecipe &recipe);

/// Why networks can't be tried here, or empty.
std::string whyNoNetwork(const DataShape &shape);

} // namespace leptune
