// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/mixup.h"

namespace at {
class Tensor;
}

namespace leptune::neural {

/// Of the rows of a batch; what there is none of is not defined.
struct TorchGoals {
    const at::Tensor &targets; ///< [rows], classes or numbers
    const at::Tensor &soft;    ///< [rows, outputs], a teacher's answers
    const at::Tensor &weights; ///< [rows]
};

/// Mean over the rows, weighted where there are weights, against the targets as they are.
at::Tensor plainLoss(Loss loss, const at::Tensor &output, const at::Tensor &targets,
                     const at::Tensor &weights);
/// Against what the options make of the targets; `mixup`: drawn for these rows, or null. Of output
/// [members, rows, outputs], the mean of the members'. The reference for BatchLoss.
at::Tensor trainingLoss(const TrainOptions &options, const at::Tensor &output,
                        const TorchGoals &goals, const Mixup *mixup);
/// Features [rows, inputs], each with its partner.
at::Tensor mixed(const at::Tensor &features, const Mixup &mixup);

} // namespace leptune::neural
