// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/state_archive.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune::neural {

/// A network at one moment of its training.
struct KeptNetwork {
    NetworkShape shape;
    std::vector<float> parameters; ///< in the order of its ParameterLayout
    bool isQuantised = false;      ///< computes with codes; its shape has no norms
};

/// A network in training, as the loop over epochs sees it.
class Stepper {
public:
    virtual ~Stepper() = default;
    /// One step on these training rows, at `progress` in [0, 1) of the planned training; gives the
    /// loss before it. Where that is not finite, no parameter has changed.
    virtual double step(std::span<const std::int64_t> rows, double learningRate,
                        double progress) = 0;
    /// Sum of the losses that step() gave as 0 since the last call, because asking for them would
    /// have been waiting for a device. Where that is not finite, the parameters are not either.
    virtual double takeOwedLosses() { return 0.0; }
    // Where parameters are averaged, the averaged ones are validated, kept and looked at.

    /// Mean over the validation rows, NaN where there are none. `outputs`, where given, becomes the
    /// last layer's for them, [rows, outputs].
    virtual double validationLoss(std::vector<float> *outputs) = 0;
    /// From now on the network is to be as small as this share of what was asked for; only where
    /// there is a tolerance.
    virtual void shrinkTo(double level) = 0;
    /// Neurons that are masked now are removed.
    virtual void settle() = 0;
    /// The same, and what is 0 stays 0.
    virtual void freeze() = 0;
    /// From now on the network is what was kept last and computes with codes, as
    /// Compression::activationBits says; it begins anew but for that. `weightBits`: those of what
    /// was kept.
    virtual void quantise(int weightBits) = 0;
    virtual int weightBits() const = 0; ///< 0 = floats
    /// The network is as small as was asked for: its losses compare from now on.
    virtual bool isFinal() const = 0;
    /// Remembers the parameters as they are now.
    virtual void keep() = 0;
    /// What was kept last; without parameters where nothing was.
    virtual KeptNetwork kept() const = 0;
    /// The layers as they compute now.
    virtual std::vector<LayerWeights> layers() = 0;
    /// How many numbers the embedding of the inputs has beside them.
    virtual std::size_t embeddingNumbers() const = 0;
    /// All that the next steps hang on, but for what was kept.
    virtual void exchange(StateArchive &archive) = 0;
    /// In place of what was kept; from kept() of another one for the same network.
    virtual void setKept(KeptNetwork kept) = 0;
};

} // namespace leptune::neural
