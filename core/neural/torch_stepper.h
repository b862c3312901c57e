// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/stepper.h"

#include <memory>

namespace leptune::neural {

/// LibTorch's operators and its autograd, on any device; the reference for all others. Its
/// operators may use `options.threads`. `train` and `validation` outlive it. LibTorch's errors and
/// bad_alloc are thrown.
std::unique_ptr<Stepper> makeTorchStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options);

} // namespace leptune::neural
