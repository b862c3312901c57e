// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <string>

namespace leptune {

/// `device`: auto | cpu | cuda. Throws Error(BadOption) naming `option` for anything else, and for
/// cuda where the module for networks or a GPU that it can use is missing, which loads the module.
void checkDevice(const std::string &option, const std::string &device);

/// Products (multiply and add) that a step of training needs forward, for all of a batch's rows.
double productsOfStep(const neural::NetworkShape &shape, int batchSize);

/// What a network trains on: cpu or cuda as `wanted` says; auto is cuda where there is a GPU and
/// the network is so large that it gains by it.
///
/// Fits that run side by side share the GPU, each in a stream of its own: a fit that waited for its
/// turn would lose the time it was given. One that finds no memory left fails with that reason.
std::string trainingDevice(const std::string &wanted, const neural::NetworkShape &shape,
                           int batchSize);

} // namespace leptune
