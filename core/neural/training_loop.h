// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/checkpoint.h"
#include "core/neural/engine.h"
#include "core/neural/stepper.h"

namespace leptune::neural {

/// Epochs of shuffled batches until they are done, the validation stops getting better, or the
/// caller ends them. Goes on from a checkpoint where there is a fitting one. Layers are not filled
/// in: the stepper keeps those of the best epoch.
TrainResult runEpochs(Stepper &stepper, std::size_t rows, bool validates,
                      const TrainOptions &options, Checkpoints &checkpoints);

/// The same for a Compression with a tolerance; there are validation rows. `constantLoss`: of the
/// best constant answer for them.
TrainResult runWithTolerance(Stepper &stepper, std::size_t rows, const TrainOptions &options,
                             Checkpoints &checkpoints, double constantLoss);

} // namespace leptune::neural
