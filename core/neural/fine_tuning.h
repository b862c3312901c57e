// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/epochs.h"
#include "core/neural/stepper.h"

#include <cstddef>

namespace leptune::neural {

/// The epochs in which a trained network gets used to codes (see Compression::activationBits): a
/// tenth of those that it took, at a rate that falls from a small part of the training's.
class FineTuning {
public:
    /// `trained`: epochs before.
    FineTuning(Stepper &stepper, std::size_t rows, const TrainOptions &options, int trained);

    Epochs &epochs() { return m_epochs; }
    int planned() const { return m_options.epochs; }

private:
    TrainOptions m_options;
    Epochs m_epochs;
};

} // namespace leptune::neural
