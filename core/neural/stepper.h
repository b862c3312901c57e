// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace leptune::neural {

/// A network in training, as the loop over epochs sees it.
class Stepper {
public:
    virtual ~Stepper() = default;
    /// One step on these training rows; gives the loss before it. Where that is not finite, nothing
    /// has changed.
    virtual double step(std::span<const std::int64_t> rows, double learningRate) = 0;
    /// Mean over the validation rows, NaN where there are none.
    virtual double validationLoss() = 0;
    /// Remembers the parameters as they are now.
    virtual void keep() = 0;
    /// What was kept last, in the order of ParameterLayout; empty where nothing was.
    virtual std::vector<float> kept() const = 0;
};

} // namespace leptune::neural
