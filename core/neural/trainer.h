// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

namespace leptune::neural {

/// Trains on the calling thread (LibTorch's operators may use `options.threads`). Failures of the
/// training (a loss that is not finite) are told in the result; LibTorch's and bad_alloc are
/// thrown.
TrainResult trainNetwork(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &options);

/// "LibTorch 1.13.0, 1 thread, AVX2".
std::string describeTorch();
/// The message of the exception being handled where it is one of LibTorch's, else empty.
std::string torchErrorText(const std::exception &error);

} // namespace leptune::neural
