// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "realmlp": multi-layer networks in the neural tangent parametrisation with a learnt factor an
/// input, Adam (beta 2 of 0.95) and a learning rate that falls and rises in four cycles
/// (Holzmueller, Grinsztajn & Steinwart 2024, "Better by default"). The second default is their
/// RealMLP-TD-S; the first, half as wide and with fewer passes, takes a tenth of its time.
///
/// learning_rate, batch_size, layers, width, dropout, weight_decay: as usual. activation: selu,
/// mish or silu. epochs: of the whole schedule; what is best in an early cycle ends it sooner. The
/// epoch of least validation loss is kept. sparsity, weight_bits, tolerance, arithmetic: see
/// addLimits(); label_smoothing, mixup, ema, distillation: see recipeFrom().
const Learner &realMlpLearner();

} // namespace leptune
