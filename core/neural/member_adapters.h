// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace leptune::neural {

/// What tells the members of one network apart: each multiplies the inputs by factors of its own
/// before a first layer that all share (TabM-mini, Gorishniy et al. 2025: BatchEnsemble, Wen et al.
/// 2020, with its first adapter only). The factors are taken into copies of the layer's weights,
/// which are fewer than the rows of a batch, so that no gradient by inputs is needed.
class MemberAdapters {
public:
    MemberAdapters(std::size_t members, std::size_t inputs, std::size_t outputs);

    /// `weights` [inputs, outputs] of the shared layer, `factors` [members, inputs].
    void apply(const float *weights, const float *factors);
    /// The first layer of a member as it computes, [inputs, outputs].
    const float *of(std::size_t member) const { return m_weights.data() + member * m_stride; }

    /// To be filled with the loss's derivative by of(member), for one member after another.
    float *slope() { return m_slope.data(); }
    /// Takes slope() in: adds what it means for the shared layer to `weightSlope` (member 0: begins
    /// it) and gives `factorSlope` [members, inputs] the member's part.
    void pullBack(std::size_t member, const float *weights, const float *factors,
                  float *weightSlope, float *factorSlope) const;

private:
    std::size_t m_members, m_inputs, m_outputs, m_stride;
    std::vector<float> m_weights, m_slope;
};

} // namespace leptune::neural
