// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/embedding_front.h"

#include "core/neural/buffer.h"

#include <algorithm>

namespace leptune::neural {

namespace {

/// Calls `use` with the place and value of every number that is not 0: of one-hot columns one, of
/// mixed rows two.
template <typename Use>
void forLiving(const float *numbers, std::size_t count, Use use)
{
    for (std::size_t i = 0; i < count; ++i)
        if (numbers[i] != 0.0F)
            use(i, numbers[i]);
}

} // namespace

EmbeddingFront::EmbeddingFront(const NetworkShape &shape, const ParameterLayout &layout,
                               std::size_t mostRows)
    : m_shape(shape), m_embedding(shape.embedding), m_layout(layout), m_kernels(kernels())
{
    for (const int input : m_embedding.periodic)
        m_periodic.push_back(static_cast<std::size_t>(
            std::ranges::lower_bound(layout.plainInputs, input) - layout.plainInputs.begin()));
    if (!m_embedding.categories.empty())
        m_columns = buffer(mostRows * static_cast<std::size_t>(shape.inputs));
}

PeriodicInput EmbeddingFront::periodicInput(std::size_t index,
                                            std::span<const float> parameters) const
{
    const auto count = static_cast<std::size_t>(m_embedding.frequencies);
    const auto outputs = static_cast<std::size_t>(m_embedding.periodicOutputs);
    const ParameterLayout::Embedding &place = m_layout.embedding;
    const float *flat = parameters.data();
    return {count,
            outputs,
            flat + place.frequencies + index * count,
            flat + place.phases + index * count,
            flat + place.weights + index * count * outputs,
            flat + place.bias + index * outputs};
}

void EmbeddingFront::forward(const float *features, std::size_t rows,
                             std::span<const float> parameters, float *out)
{
    m_features = features;
    m_rows = rows;
    layPlain(out);
    float *to = out + plainCount() * rows;
    for (std::size_t i = 0; i < m_periodic.size(); ++i) {
        const PeriodicInput input = periodicInput(i, parameters);
        m_kernels.periodic(input, out + m_periodic[i] * rows, rows, to, rows);
        to += input.outputs * rows;
    }
    lookUp(parameters, to);
}

void EmbeddingFront::layPlain(float *out)
{
    const auto inputs = static_cast<std::size_t>(m_shape.inputs);
    if (plainCount() == inputs) {
        m_kernels.transpose(m_features, m_rows, inputs, out);
        return;
    }
    m_kernels.transpose(m_features, m_rows, inputs, m_columns.data());
    for (const int input : m_layout.plainInputs) {
        std::copy_n(m_columns.data() + static_cast<std::size_t>(input) * m_rows, m_rows, out);
        out += m_rows;
    }
}

void EmbeddingFront::lookUp(std::span<const float> parameters, float *out) const
{
    const auto outputs = static_cast<std::size_t>(m_embedding.categoryOutputs);
    const float *table = parameters.data() + m_layout.embedding.categories;
    for (const CategoryColumns &category : m_embedding.categories) {
        const auto count = static_cast<std::size_t>(category.count);
        std::fill_n(out, outputs * m_rows, 0.0F);
        const float *columns = m_features + category.first;
        for (std::size_t row = 0; row < m_rows; ++row, columns += m_shape.inputs)
            forLiving(columns, count, [&](std::size_t i, float value) {
                for (std::size_t o = 0; o < outputs; ++o)
                    out[o * m_rows + row] += value * table[i * outputs + o];
            });
        table += count * outputs;
        out += outputs * m_rows;
    }
}

void EmbeddingFront::backward(const float *out, const float *back,
                              std::span<const float> parameters, std::span<float> gradient)
{
    for (std::size_t i = 0; i < m_periodic.size(); ++i) {
        const PeriodicInput input = periodicInput(i, parameters);
        const auto same = [&](const float *place) {
            return gradient.data() + (place - parameters.data());
        };
        m_kernels.periodicBack(
            input, out + m_periodic[i] * m_rows, m_rows, back, m_rows,
            {same(input.frequencies), same(input.phases), same(input.weights), same(input.bias)});
        back += input.outputs * m_rows;
    }
    learnTables(back, gradient);
}

void EmbeddingFront::learnTables(const float *back, std::span<float> gradient) const
{
    const auto outputs = static_cast<std::size_t>(m_embedding.categoryOutputs);
    float *table = gradient.data() + m_layout.embedding.categories;
    std::fill(table, gradient.data() + m_layout.embedding.end, 0.0F);
    for (const CategoryColumns &category : m_embedding.categories) {
        const auto count = static_cast<std::size_t>(category.count);
        const float *columns = m_features + category.first;
        for (std::size_t row = 0; row < m_rows; ++row, columns += m_shape.inputs)
            forLiving(columns, count, [&](std::size_t i, float value) {
                for (std::size_t o = 0; o < outputs; ++o)
                    table[i * outputs + o] += value * back[o * m_rows + row];
            });
        table += count * outputs;
        back += outputs * m_rows;
    }
}

} // namespace leptune::neural
