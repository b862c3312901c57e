// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "nn": multi-layer networks, trained by the LibTorch module (core/neural) with AdamW.
///
/// layers, width: hidden layers and units in each. learning_rate, batch_size, weight_decay,
/// dropout: as usual. activation: relu, silu, mish, selu or tanh. schedule: of the learning rate,
/// "constant", "cosine" or "one_cycle". epochs (optional): cap; otherwise chosen by the number of
/// rows. Early stopping keeps the epoch of least validation loss. sparsity,
/// weight_bits, tolerance, arithmetic: see addLimits(); label_smoothing, mixup, ema, distillation:
/// see recipeFrom().
const Learner &networkLearner();

} // namespace leptune
