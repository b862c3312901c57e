// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

namespace leptune {

/// "cnn": small convolutional networks for data that is a column of pictures.
///
/// architecture: "lenet", two convolutions of 5 x 5 and a dense layer (LeCun et al. 1998), or
/// "residual", blocks of two convolutions of 3 x 3 with batch norm and a shortcut (He et al. 2016),
/// half the side and twice the channels from each level to the next, and an average at the end.
/// width: channels of the first convolution. learning_rate, epochs, batch_size, dropout (of dense
/// layers), weight_decay: as usual. shift, flips, cutout: see neural::Augmentation. sparsity,
/// weight_bits, tolerance, arithmetic: see addLimits(); label_smoothing, mixup, ema, distillation:
/// see recipeFrom().
const Learner &convolutionLearner();

} // namespace leptune
