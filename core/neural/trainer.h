// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

namespace leptune::neural {

/// Trains on the calling thread, by the fused steps where they do and by autograd elsewhere.
/// Failures of the training (a loss that is not finite) are told in the result; LibTorch's and
/// bad_alloc are thrown.
TrainResult trainNetwork(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &options);

} // namespace leptune::neural
