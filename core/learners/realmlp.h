// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "realmlp": multi-layer networks in the neural tangent parametrisation with a learnt factor an
/// input, Adam (beta 2 of 0.95) and a learning rate that falls and rises in four cycles
/// (Holzmueller, Grinsztajn & Steinwart 2024, "Better by default"). The second default is their
/// RealMLP-TD-S; the first is half as wide, takes fewer passes and, from 1,000 rows on, reads
/// numbers as their RealMLP-TD does. Shares of activations and tables of categories are searched
/// only: they were not better beyond chance (tests/bench/neural/embedding.md).
///
/// learning_rate, batch_size, layers, width, dropout, weight_decay: as usual. activation: selu,
/// mish or silu. epochs: of the whole schedule; what is best in an early cycle ends it sooner. The
/// epoch of least validation loss is kept. embedding: none, or periodic, which adds three numbers
/// to every scaled number, a linear map of 16 cosines of it (PBLD) whose frequencies start with the
/// deviation frequency_scale. activation_share: on learns for every unit how much of its activation
/// it takes. categories: one_hot, or embedded, which reads eight numbers of a table instead of more
/// than nine columns. sparsity, weight_bits, tolerance, arithmetic: see addLimits();
/// label_smoothing, mixup, ema, distillation: see recipeFrom().
const Learner &realMlpLearner();

} // namespace leptune
