// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/input_codes.h"
#include "core/neural/parameters.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// What a layer of the fused steps reads: numbers as they are, watched, or what their codes stand
/// for. What it is given outlives it.
class LayerInput {
public:
    /// `most` numbers at once; `passesBack`: pullBack() is wanted, else the step does not learn.
    LayerInput(InputCodes &codes, const ParameterLayout &layout, std::size_t layer,
               std::size_t most, bool passesBack);

    /// In place.
    void take(float *x, std::size_t count, std::span<const float> parameters);
    /// Where they stand then.
    const float *taken(const float *x, std::size_t count, std::span<const float> parameters);
    /// Derivatives by what was read become those by the numbers; sets the gradient of the step.
    void pullBack(float *back, std::size_t count, std::span<float> gradient) const;

private:
    bool isCoded(const float *x, std::size_t count);
    void code(const float *x, std::size_t count, std::span<const float> parameters, float *to);

    InputCodes *m_codes;
    const ParameterLayout *m_layout;
    std::size_t m_layer, m_most;
    std::vector<float> m_values, m_slope, m_bend;
};

} // namespace leptune::neural
