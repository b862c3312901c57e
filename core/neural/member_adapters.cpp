// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/member_adapters.h"

#include "core/neural/dot_product.h"
#include "core/neural/kernels.h"

namespace leptune::neural {

MemberAdapters::MemberAdapters(std::size_t members, std::size_t inputs, std::size_t outputs)
    : m_members(members),
      m_inputs(inputs),
      m_outputs(outputs),
      m_stride(inputs * outputs),
      m_weights(members * m_stride + kPadding),
      m_slope(m_stride + kPadding)
{
}

void MemberAdapters::apply(const float *weights, const float *factors)
{
    float *to = m_weights.data();
    for (std::size_t m = 0; m < m_members; ++m)
        for (std::size_t i = 0; i < m_inputs; ++i, to += m_outputs) {
            const float factor = factors[m * m_inputs + i];
            for (std::size_t o = 0; o < m_outputs; ++o)
                to[o] = weights[i * m_outputs + o] * factor;
        }
}

void MemberAdapters::pullBack(std::size_t member, const float *weights, const float *factors,
                              float *weightSlope, float *factorSlope) const
{
    for (std::size_t i = 0; i < m_inputs; ++i) {
        const float *own = m_slope.data() + i * m_outputs;
        const float factor = factors[member * m_inputs + i];
        float *to = weightSlope + i * m_outputs;
        for (std::size_t o = 0; o < m_outputs; ++o)
            to[o] = (member == 0 ? 0.0F : to[o]) + factor * own[o];
        factorSlope[member * m_inputs + i] = dotProduct(own, weights + i * m_outputs, m_outputs);
    }
}

} // namespace leptune::neural
