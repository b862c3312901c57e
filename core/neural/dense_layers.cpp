// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/dense_layers.h"

#include "core/neural/buffer.h"
#include "core/neural/dropout_mask.h"

#include <algorithm>
#include <utility>

namespace leptune::neural {

namespace {

std::size_t inputsOf(const ParameterLayout::Layer &layer)
{
    return static_cast<std::size_t>(layer.fanIn());
}

std::size_t outputsOf(const ParameterLayout::Layer &layer)
{
    return static_cast<std::size_t>(layer.outputs);
}

void add(const std::vector<float> &from, std::size_t count, std::vector<float> &to)
{
    for (std::size_t i = 0; i < count; ++i)
        to[i] += from[i];
}

} // namespace

DenseLayers::DenseLayers(const NetworkShape &shape, ActivationName activation,
                         const ParameterLayout &layout, const EffectiveWeights &weights,
                         InputCodes &codes, std::size_t mostRows)
    : m_kernels(kernels()),
      m_activation(activation),
      m_dropout(shape.dropout),
      m_isResidual(shape.isResidual),
      m_order(shape.embedding.any() ? InputOrder::Columns : InputOrder::Rows),
      m_stages(shape.stages.size()),
      m_members(static_cast<std::size_t>(shape.members)),
      m_factors(layout.inputScale),
      m_dense(std::span(layout.layers).subspan(m_stages)),
      m_weights(weights)
{
    if (m_members > 1)
        m_adapters.emplace(m_members, inputsOf(m_dense[0]), outputsOf(m_dense[0]));
    const std::size_t rows = mostRows * m_members;
    const bool passesOn = m_stages > 0 || shape.embedding.any();
    std::size_t widest = 0, largest = 0;
    m_values.push_back(buffer(mostRows * inputsOf(m_dense[0])));
    for (const ParameterLayout::Layer &layer : m_dense) {
        const std::size_t in = inputsOf(layer), out = outputsOf(layer);
        const std::size_t index = m_inputs.size();
        m_inputs.emplace_back(codes, layout, m_stages + index, rows * in, m_stages + index > 0);
        m_values.push_back(buffer(rows * out));
        m_slopes.push_back(buffer(rows * out));
        m_bends.push_back(buffer(layer.share > 0 ? rows * out : 0));
        widest = std::max({widest, out, passesOn || m_values.size() > 2 ? in : 0});
        largest = std::max(largest, in * out);
    }
    if (m_isResidual) {
        m_read = buffer(rows * widest);
        m_direct = buffer(rows * widest);
    }
    m_mask = buffer(rows * widest);
    m_back = buffer(rows * widest);
    m_backBefore = buffer(rows * widest);
    const bool embeds = m_order == InputOrder::Columns;
    m_transposed = buffer(std::max(largest, embeds ? mostRows * widest : 0));
    if (m_adapters && !codes.areOff())
        m_memberInputs = buffer(rows * inputsOf(m_dense[0]));
    m_columnSlope = buffer(embeds && m_adapters ? mostRows * inputsOf(m_dense[0]) : 0);
}

DenseLayers::Block DenseLayers::blockOf(std::size_t layer, std::size_t member,
                                        std::size_t rows) const
{
    const ParameterLayout::Layer &place = m_dense[layer];
    const std::size_t in = inputsOf(place), out = outputsOf(place);
    const float *numbers = m_values[layer].data();
    if (layer == 0 && !m_memberInputs.empty())
        numbers = m_memberInputs.data();
    const bool columns = layer == 0 && m_order == InputOrder::Columns && m_memberInputs.empty();
    const Strided inputs = columns ? Strided{numbers, 1, rows} : Strided{numbers, in, 1};
    if (!isSplit(layer))
        return {0, m_members * rows, inputs, weightsOf(layer), place.weights, place.bias};
    if (isFirst(layer))
        return {member * rows, rows, inputs, m_adapters->of(member), place.weights, place.bias};
    return {member * rows,
            rows,
            {numbers + member * rows * in, in, 1},
            weightsOf(layer) + member * in * out,
            place.weights + member * in * out,
            place.bias + member * out};
}

float *DenseLayers::forward(std::size_t rows, std::span<const float> parameters,
                            RandomStream *dropout)
{
    if (scalesWeights())
        m_adapters->apply(weightsOf(0), parameters.data() + m_factors);
    else if (m_adapters)
        scaleInputs(rows, parameters.data() + m_factors);
    const bool drops = dropout && m_dropout > 0.0;
    for (std::size_t l = 0; l < m_dense.size(); ++l) {
        if (skips(l))
            std::copy_n(m_values[l].begin(), m_members * rows * inputsOf(m_dense[l]),
                        m_read.begin());
        takeInputs(l, rows, parameters);
        multiply(l, rows);
        if (l + 1 == m_dense.size())
            break;
        const std::size_t all = m_members * rows;
        if (drops)
            fillDropoutMask({m_mask.data(), all * outputsOf(m_dense[l])}, m_dropout, *dropout);
        activateLayer(l, all, parameters, drops ? m_mask.data() : nullptr);
        if (skips(l))
            add(m_read, all * outputsOf(m_dense[l]), m_values[l + 1]);
    }
    return m_values.back().data();
}

void DenseLayers::activateLayer(std::size_t layer, std::size_t rows,
                                std::span<const float> parameters, const float *mask)
{
    const std::size_t out = outputsOf(m_dense[layer]), share = m_dense[layer].share;
    float *values = m_values[layer + 1].data(), *slopes = m_slopes[layer].data();
    if (share > 0)
        m_kernels.activateShared(m_activation, parameters.data() + share, mask, values, slopes,
                                 m_bends[layer].data(), rows, out);
    else
        m_kernels.activate(m_activation, mask, values, slopes, rows * out);
}

void DenseLayers::scaleInputs(std::size_t rows, const float *factors)
{
    const std::size_t in = inputsOf(m_dense[0]);
    const bool columns = m_order == InputOrder::Columns;
    const Strided x{inputs(), columns ? 1 : in, columns ? rows : 1};
    float *to = m_memberInputs.data();
    for (std::size_t m = 0; m < m_members; ++m, factors += in)
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t i = 0; i < in; ++i)
                *to++ = x.values[row * x.row + i * x.column] * factors[i];
}

void DenseLayers::takeInputs(std::size_t layer, std::size_t rows, std::span<const float> parameters)
{
    const bool ofMembers = m_adapters && (layer > 0 || !m_memberInputs.empty());
    float *x = layer == 0 && ofMembers ? m_memberInputs.data() : m_values[layer].data();
    m_inputs[layer].take(x, (ofMembers ? m_members : 1) * rows * inputsOf(m_dense[layer]),
                         parameters);
}

void DenseLayers::multiply(std::size_t layer, std::size_t rows)
{
    const std::size_t in = inputsOf(m_dense[layer]), out = outputsOf(m_dense[layer]);
    for (std::size_t m = 0; m < blocksOf(layer); ++m) {
        const Block block = blockOf(layer, m, rows);
        m_kernels.multiply(block.inputs, block.weights, out, m_weights.biasAt(block.biasPlace),
                           m_values[layer + 1].data() + block.begin * out, out, block.count, in,
                           out);
    }
}

float *DenseLayers::meanOfMembers(std::size_t rows)
{
    float *mean = m_values.back().data();
    const std::size_t count = rows * outputsOf(m_dense.back());
    for (std::size_t m = 1; m < m_members; ++m)
        for (std::size_t i = 0; i < count; ++i)
            mean[i] += mean[m * count + i];
    const float share = 1.0F / static_cast<float>(m_members);
    for (std::size_t i = 0; m_members > 1 && i < count; ++i)
        mean[i] *= share;
    return mean;
}

void DenseLayers::backward(std::size_t rows, std::span<const float> parameters,
                           std::span<float> gradient)
{
    for (std::size_t l = m_dense.size(); l-- > 0;) {
        learn(l, rows, parameters, gradient);
        if (l == 0)
            break;
        passBack(l, rows);
        const std::size_t in = inputsOf(m_dense[l]), all = m_members * rows;
        m_inputs[l].pullBack(m_backBefore.data(), all * in, gradient);
        if (skips(l))
            add(m_direct, all * in, m_backBefore);
        if (skips(l - 1))
            std::copy_n(m_backBefore.begin(), all * in, m_direct.begin());
        if (const std::size_t share = m_dense[l - 1].share)
            m_kernels.sumProducts(m_backBefore.data(), m_bends[l - 1].data(), all, in,
                                  gradient.data() + share);
        m_kernels.scaleBy(m_slopes[l - 1].data(), m_backBefore.data(), all * in);
        std::swap(m_back, m_backBefore);
    }
}

/// Gradients of the layer's own numbers.
void DenseLayers::learn(std::size_t layer, std::size_t rows, std::span<const float> parameters,
                        std::span<float> gradient)
{
    const std::size_t in = inputsOf(m_dense[layer]), out = outputsOf(m_dense[layer]);
    for (std::size_t m = 0; m < blocksOf(layer); ++m) {
        const Block block = blockOf(layer, m, rows);
        const float *back = m_back.data() + block.begin * out;
        float *to = isFirst(layer) ? m_adapters->slope() : gradient.data() + block.weightPlace;
        const Strided &x = block.inputs;
        m_kernels.multiply({x.values, x.column, x.row}, back, out, nullptr, to, out, in,
                           block.count, out);
        if (isFirst(layer))
            m_adapters->pullBack(m, weightsOf(layer), parameters.data() + m_factors,
                                 gradient.data() + block.weightPlace, gradient.data() + m_factors);
        else
            m_kernels.sumRows(back, block.count, out, gradient.data() + block.biasPlace);
    }
    if (isFirst(layer))
        m_kernels.sumRows(m_back.data(), m_members * rows, out,
                          gradient.data() + m_dense[layer].bias);
}

void DenseLayers::passBack(std::size_t layer, std::size_t rows)
{
    const std::size_t in = inputsOf(m_dense[layer]), out = outputsOf(m_dense[layer]);
    for (std::size_t m = 0; m < blocksOf(layer); ++m) {
        const Block block = blockOf(layer, m, rows);
        m_kernels.transpose(block.weights, in, out, m_transposed.data());
        m_kernels.multiply({m_back.data() + block.begin * out, out, 1}, m_transposed.data(), in,
                           nullptr, m_backBefore.data() + block.begin * in, in, block.count, out,
                           in);
    }
}

const float *DenseLayers::inputSlope(std::size_t rows, std::span<float> gradient)
{
    passBack(0, rows);
    m_inputs[0].pullBack(m_backBefore.data(), rows * inputsOf(m_dense[0]), gradient);
    return m_backBefore.data();
}

const float *DenseLayers::inputSlopeColumns(std::size_t first, std::size_t rows)
{
    const std::size_t out = outputsOf(m_dense[0]), count = inputsOf(m_dense[0]) - first;
    for (std::size_t m = 0; m < blocksOf(0); ++m) {
        const Block block = blockOf(0, m, rows);
        float *to = m == 0 ? m_backBefore.data() : m_columnSlope.data();
        m_kernels.transpose(m_back.data() + block.begin * out, rows, out, m_transposed.data());
        m_kernels.multiply({block.weights + first * out, out, 1}, m_transposed.data(), rows,
                           nullptr, to, rows, count, out, rows);
        for (std::size_t i = 0; m > 0 && i < count * rows; ++i)
            m_backBefore[i] += to[i];
    }
    return m_backBefore.data();
}

} // namespace leptune::neural
