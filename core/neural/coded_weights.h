// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/parameters.h"

#include <span>
#include <vector>

namespace leptune::neural {

/// The step of every output's weights [inputs, outputs], 1/96 of the largest (0 where there are
/// none), for weights that are to be divided by `members` in the end.
void weightSteps(const float *weights, std::size_t inputs, int members, std::span<float> steps);
/// Biases in multiples of the unit of their sums, inputStep * steps[o]; `steps` may be one for all.
void roundBiases(std::span<float> biases, float inputStep, std::span<const float> steps);
/// All of them to multiples of one step, as files hold them.
void roundToEightBits(std::span<float> numbers);

/// Weights and biases on their way through integer layers. Gradients go straight through.
class CodedWeights {
public:
    explicit CodedWeights(const ParameterLayout &layout);

    /// `weights` as they compute become what the layer has. `step`: they are multiples of it, or 0;
    /// those of members have steps of their own.
    void take(std::size_t layer, const float *&weights, float step,
              std::span<const float> parameters);
    /// In the order of the layout from weightCount on.
    const float *biases() const { return m_biases.data(); }
    /// Of eight bits, but for those that members' mean is made of.
    std::span<const float> biasesToKeep() const { return m_kept; }

private:
    const ParameterLayout &m_layout;
    std::vector<float> m_weights, m_biases, m_kept, m_steps;
};

} // namespace leptune::neural
