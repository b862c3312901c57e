// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/layer_input.h"

#include "core/neural/buffer.h"
#include "core/neural/dot_product.h"

#include <algorithm>

namespace leptune::neural {

LayerInput::LayerInput(InputCodes &codes, const ParameterLayout &layout, std::size_t layer,
                       std::size_t most, bool passesBack)
    : m_codes(&codes), m_layout(&layout), m_layer(layer), m_most(most)
{
    if (passesBack && !codes.areOff()) {
        m_slope = buffer(most);
        m_bend = buffer(most);
    }
}

bool LayerInput::isCoded(const float *x, std::size_t count)
{
    if (m_codes->areWatched() && count > 0) {
        const auto [low, high] = std::minmax_element(x, x + count);
        m_codes->see(m_layer, *low, *high);
    }
    return m_codes->areOn();
}

void LayerInput::code(const float *x, std::size_t count, std::span<const float> parameters,
                      float *to)
{
    float *slope = m_slope.empty() ? nullptr : m_slope.data();
    toCodes(codesOf(*m_layout, parameters, m_layer), x, count, {to, slope, m_bend.data()});
}

void LayerInput::take(float *x, std::size_t count, std::span<const float> parameters)
{
    if (isCoded(x, count))
        code(x, count, parameters, x);
}

const float *LayerInput::taken(const float *x, std::size_t count, std::span<const float> parameters)
{
    if (!isCoded(x, count))
        return x;
    if (m_values.empty())
        m_values = buffer(m_most);
    code(x, count, parameters, m_values.data());
    return m_values.data();
}

void LayerInput::pullBack(float *back, std::size_t count, std::span<float> gradient) const
{
    if (!m_codes->areOn())
        return;
    gradient[m_layout->inputSteps + m_layer] = dotProduct(back, m_bend.data(), count);
    for (std::size_t i = 0; i < count; ++i)
        back[i] *= m_slope[i];
}

} // namespace leptune::neural
