// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/neural/engine.h"

namespace leptune {

/// What a configuration says of how small a network is to become; see neural::Compression.
///
/// sparsity: share of the weights that are 0 at the end of the training. keep_of: "none", or "2:4"
/// where of every four inputs of an output at most two are to count. neuron_sparsity: share of the
/// hidden neurons that are removed. weight_bits: of the others; shared_values: how many values they
/// share in place of that. tolerance: above 0, those are the most, and the training shrinks the
/// network only as far as the validation loss rises by no more than this share of what it gains
/// over a constant answer. Throws Error(BadOption) naming what can't be meant.
neural::Compression compressionFrom(const Configuration &configuration);

/// What makes networks small or fast, where that is wanted: the above, "rounding" ("steps" of
/// weight_bits or shared "values"), and "arithmetic" of predictions, "float" or "int8". For int8,
/// networks are fine-tuned when they are trained (see neural::Compression::activationBits); where
/// that can't be (neural::whyNoCodes) or was not reached in time, the ranges of layers' inputs are
/// those that some training rows have in the trained network.
void addLimits(std::vector<Parameter> &parameters, const DataShape &shape);
/// `configuration` without any of that: the whole network, in floats.
Configuration withoutLimits(Configuration configuration);
/// `configuration` for what is wanted: as small as a tolerance of 1 % allows; whole numbers; one
/// member.
Configuration withinLimits(Configuration configuration, const DataShape &shape);
/// Where the size is limited: behind the first of `list`, the same with a set share of zeros and
/// bits and a teacher. On 32 tables it was eight times smaller than what a tolerance left, at 0.957
/// of the best gain in place of 0.962 (tests/bench/neural/choices.md).
void addTaught(std::vector<Configuration> &list, const DataShape &shape);

} // namespace leptune
