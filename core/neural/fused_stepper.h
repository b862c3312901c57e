// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/stepper.h"

#include <memory>

namespace leptune::neural {

/// Multi-layer perceptrons on one CPU thread without LibTorch: forward, backward and update on
/// buffers that are allocated once. `train` and `validation` outlive it. Null for an activation it
/// does not know.
std::unique_ptr<Stepper> makeFusedStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options);

} // namespace leptune::neural
