// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/input_codes.h"

#include "core/neural/nearest.h"

#include <algorithm>
#include <cmath>

namespace leptune::neural {

void InputCodes::watch(std::size_t layers)
{
    m_limits.assign(layers, {});
    m_state = State::Watched;
}

void InputCodes::see(std::size_t layer, float low, float high)
{
    Limits &limits = m_limits[layer];
    limits.low = std::min(limits.low, low);
    limits.high = std::max(limits.high, high);
}

void InputCodes::start(const ParameterLayout &layout, std::span<float> parameters)
{
    for (std::size_t l = 0; l < m_limits.size(); ++l) {
        const CodeScale scale = codeScaleFor(m_limits[l].low, m_limits[l].high);
        parameters[layout.inputSteps + l] = std::log(scale.step);
        parameters[layout.zeroPoints() + l] = static_cast<float>(scale.zeroPoint);
    }
    m_state = State::On;
}

std::vector<std::int64_t> rowsToWatch(const Batchable &train)
{
    constexpr std::size_t kMost = 1000;
    const std::size_t count = std::min(kMost, train.rows);
    std::vector<std::int64_t> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(static_cast<std::int64_t>(i * train.rows / count));
    return rows;
}

/// Division, as the interpreter does it, so that ties fall alike.
void toCodes(const CodeScale &scale, const float *x, std::size_t count, const CodedInputs &to)
{
    const float step = scale.step, low = -static_cast<float>(scale.zeroPoint);
    const float high = kMostCode + low;
    const auto coded = [&](float exact) {
        return step * nearest(std::min(std::max(exact, low), high));
    };
    if (!to.slope) {
        for (std::size_t i = 0; i < count; ++i)
            to.values[i] = coded(x[i] / step);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const float own = x[i], exact = own / step, value = coded(exact);
        const float inside = exact >= low && exact <= high ? 1.0F : 0.0F;
        to.bend[i] = value - inside * own;
        to.slope[i] = inside;
        to.values[i] = value;
    }
}

} // namespace leptune::neural
