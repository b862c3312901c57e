// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/stepper.h"

#include <exception>
#include <memory>
#include <string>

namespace leptune::neural {

/// LibTorch's operators and its autograd, on any device; the reference for all others. Its
/// operators may use `options.threads`. `train` and `validation` outlive it. LibTorch's errors and
/// bad_alloc are thrown.
std::unique_ptr<Stepper> makeTorchStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options);

/// "LibTorch 1.13.0, 1 thread, AVX2".
std::string describeTorch();
/// The message of the exception being handled where it is one of LibTorch's, else empty.
std::string torchErrorText(const std::exception &error);

} // namespace leptune::neural
