// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/convolution_front.h"

#include "core/neural/buffer.h"
#include "core/neural/picture_columns.h"

#include <algorithm>

namespace leptune::neural {

namespace {

/// Columns of products come in whole vectors of the widest kernels.
constexpr std::size_t kVector = 16;

std::size_t wholeVectors(std::size_t count)
{
    return (count + kVector - 1) / kVector * kVector;
}

void copyRows(const float *from, std::size_t rows, std::size_t columns, std::size_t stride,
              float *to)
{
    for (std::size_t i = 0; i < rows; ++i)
        std::copy_n(from + i * columns, columns, to + i * stride);
}

} // namespace

ConvolutionFront::ConvolutionFront(const NetworkShape &shape, ActivationName activation,
                                   const ParameterLayout &layout, const EffectiveWeights &weights,
                                   InputCodes &codes, std::size_t mostRows)
    : m_shape(shape),
      m_activation(activation),
      m_layout(layout),
      m_weights(weights),
      m_codes(codes),
      m_kernels(kernels()),
      m_rows(mostRows)
{
    const std::vector<StageGeometry> geometry = geometryOf(shape);
    std::size_t columns = 0, columnsBack = 0, convolved = 0, part = 0;
    for (std::size_t i = 0; i < geometry.size(); ++i) {
        m_stages.push_back(makeStage(i, geometry[i]));
        const Stage &stage = m_stages.back();
        columns = std::max(columns, geometry[i].positions() * geometry[i].depth());
        columnsBack = std::max(columnsBack, geometry[i].positions() * stage.depthStride);
        convolved = std::max(convolved, geometry[i].positions() * stage.stride);
        part = std::max(part, geometry[i].depth() * stage.stride);
    }
    m_columns = buffer(columns);
    m_columnsBack = buffer(columnsBack);
    m_convolved = buffer(convolved);
    m_part = buffer(part);
}

ConvolutionFront::Stage ConvolutionFront::makeStage(std::size_t index,
                                                    const StageGeometry &geometry) const
{
    const ConvolutionStage &wanted = m_shape.stages[index];
    const std::size_t in = m_rows * geometry.in.size();
    Stage stage(LayerInput(m_codes, m_layout, index, in, index > 0));
    stage.geometry = geometry;
    if (index > 0 && !m_codes.areOff())
        stage.inputBack = buffer(in);
    const auto channels = static_cast<std::size_t>(wanted.outputs);
    stage.stride = wholeVectors(channels);
    stage.depthStride = wholeVectors(geometry.depth());
    stage.weights = buffer(geometry.depth() * stage.stride);
    stage.transposed = buffer(stage.stride * stage.depthStride);
    stage.bias = buffer(stage.stride);
    const std::size_t out = m_rows * geometry.out.size();
    stage.values = buffer(out);
    stage.slopes = buffer(out);
    stage.back = buffer(out);
    if (wanted.pool > 1)
        stage.winners.resize(out);
    if (wanted.normalises) {
        stage.norm = BatchNorm(channels);
        stage.convolved = buffer(m_rows * geometry.positions() * stage.stride);
    }
    return stage;
}

/// Effective weights with zeros behind each row.
void ConvolutionFront::takeWeights(std::size_t index)
{
    Stage &stage = m_stages[index];
    const auto channels = static_cast<std::size_t>(stage.geometry.out.channels);
    const std::size_t depth = stage.geometry.depth();
    const float *weights = m_weights.of(index);
    copyRows(weights, depth, channels, stage.stride, stage.weights.data());
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t k = 0; k < depth; ++k)
            stage.transposed[c * stage.depthStride + k] = weights[k * channels + c];
    if (!m_shape.stages[index].normalises) // else the bias is what the norm shifts by
        std::copy_n(m_weights.biasAt(m_layout.layers[index].bias), channels, stage.bias.data());
}

const float *ConvolutionFront::inputOf(std::size_t index, std::size_t row) const
{
    return m_stages[index].read + row * m_stages[index].geometry.in.size();
}

void ConvolutionFront::takeInputs(std::size_t index, std::span<const float> parameters)
{
    Stage &stage = m_stages[index];
    const float *from = index == 0 ? m_pictures : m_stages[index - 1].values.data();
    stage.read = stage.input.taken(from, m_rows * stage.geometry.in.size(), parameters);
}

void ConvolutionFront::convolve(Stage &stage, const float *picture, float *convolved)
{
    gatherColumns(stage.geometry, picture, m_columns.data());
    const std::size_t depth = stage.geometry.depth();
    m_kernels.multiply({m_columns.data(), depth, 1}, stage.weights.data(), stage.stride,
                       stage.bias.data(), convolved, stage.stride, stage.geometry.positions(),
                       depth, stage.stride);
}

void ConvolutionFront::forward(const float *pictures, std::size_t rows, bool trains,
                               std::span<float> parameters, float *out)
{
    m_pictures = pictures;
    m_rows = rows;
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        takeWeights(i);
        takeInputs(i, parameters);
        forwardStage(i, trains, parameters);
    }
    finish(out);
}

void ConvolutionFront::forwardStage(std::size_t index, bool trains, std::span<float> parameters)
{
    Stage &stage = m_stages[index];
    const ConvolutionStage &wanted = m_shape.stages[index];
    const StageGeometry &geometry = stage.geometry;
    const std::size_t convolved = geometry.positions() * stage.stride;
    const std::size_t out = geometry.out.size();
    BatchNorm::Parameters norm{};
    if (wanted.normalises) {
        norm = m_layout.normOf(index, parameters);
        for (std::size_t row = 0; row < m_rows; ++row)
            convolve(stage, inputOf(index, row), stage.convolved.data() + row * convolved);
        stage.norm.normalise(stage.convolved.data(), m_rows * geometry.positions(), stage.stride,
                             trains, norm);
    }
    for (std::size_t row = 0; row < m_rows; ++row) {
        if (wanted.normalises)
            stage.norm.output(stage.convolved.data() + row * convolved, geometry.positions(),
                              stage.stride, norm, m_convolved.data());
        else
            convolve(stage, inputOf(index, row), m_convolved.data());
        float *values = stage.values.data() + row * out;
        if (wanted.pool > 1)
            poolLargest(geometry, m_convolved.data(), stage.stride, values,
                        stage.winners.data() + row * out);
        else
            for (std::size_t i = 0; i < geometry.positions(); ++i)
                std::copy_n(m_convolved.data() + i * stage.stride, wanted.outputs,
                            values + i * static_cast<std::size_t>(wanted.outputs));
    }
    if (wanted.shortcut >= 0) {
        const float *more = m_stages[static_cast<std::size_t>(wanted.shortcut)].values.data();
        for (std::size_t i = 0; i < m_rows * out; ++i)
            stage.values[i] += more[i];
    }
    m_kernels.activate(m_activation, nullptr, stage.values.data(), stage.slopes.data(),
                       m_rows * out);
}

void ConvolutionFront::finish(float *out) const
{
    const Stage &last = m_stages.back();
    const PicturePlane &plane = last.geometry.out;
    if (!m_shape.averages) {
        std::copy_n(last.values.data(), m_rows * plane.size(), out);
        return;
    }
    const auto channels = static_cast<std::size_t>(plane.channels);
    const std::size_t positions = plane.size() / channels;
    const float share = 1.0F / static_cast<float>(positions);
    for (std::size_t row = 0; row < m_rows; ++row, out += channels) {
        std::fill_n(out, channels, 0.0F);
        const float *values = last.values.data() + row * plane.size();
        for (std::size_t i = 0; i < positions * channels; ++i)
            out[i % channels] += values[i];
        for (std::size_t c = 0; c < channels; ++c)
            out[c] *= share;
    }
}

void ConvolutionFront::startBack(const float *back)
{
    for (Stage &stage : m_stages)
        for (std::vector<float> *zeros : {&stage.back, &stage.inputBack})
            std::fill(zeros->begin(), zeros->end(), 0.0F);
    Stage &last = m_stages.back();
    const PicturePlane &plane = last.geometry.out;
    const auto channels = static_cast<std::size_t>(plane.channels);
    const std::size_t positions = plane.size() / channels;
    if (!m_shape.averages) {
        std::copy_n(back, m_rows * plane.size(), last.back.data());
        return;
    }
    const float share = 1.0F / static_cast<float>(positions);
    for (std::size_t row = 0; row < m_rows; ++row)
        for (std::size_t i = 0; i < plane.size(); ++i)
            last.back[row * plane.size() + i] = back[row * channels + i % channels] * share;
}

void ConvolutionFront::backward(const float *back, std::span<const float> parameters,
                                std::span<float> gradient)
{
    startBack(back);
    for (std::size_t i = m_stages.size(); i-- > 0;) {
        backwardStage(i, parameters, gradient);
        passCodesBack(i, gradient);
    }
}

/// Derivatives by the convolved numbers of a picture, which pooling left few of.
const float *ConvolutionFront::pooledBack(const Stage &stage, std::size_t row)
{
    const std::size_t out = stage.geometry.out.size();
    const float *back = stage.back.data() + row * out;
    if (stage.geometry.pool > 1)
        unpool(stage.geometry, back, stage.winners.data() + row * out, stage.stride,
               m_convolved.data());
    else
        copyRows(back, stage.geometry.positions(),
                 static_cast<std::size_t>(stage.geometry.out.channels), stage.stride,
                 m_convolved.data());
    return m_convolved.data();
}

void ConvolutionFront::backwardStage(std::size_t index, std::span<const float> parameters,
                                     std::span<float> gradient)
{
    Stage &stage = m_stages[index];
    const ConvolutionStage &wanted = m_shape.stages[index];
    const std::size_t out = stage.geometry.out.size();
    const std::size_t convolved = stage.geometry.positions() * stage.stride;
    const auto channels = static_cast<std::size_t>(wanted.outputs);
    const ParameterLayout::Layer &layer = m_layout.layers[index];
    m_kernels.scaleBy(stage.slopes.data(), stage.back.data(), m_rows * out);
    if (wanted.shortcut >= 0) {
        float *more = m_stages[static_cast<std::size_t>(wanted.shortcut)].back.data();
        for (std::size_t i = 0; i < m_rows * out; ++i)
            more[i] += stage.back[i];
    }
    std::fill_n(gradient.data() + layer.weights, stage.geometry.depth() * channels, 0.0F);
    std::fill_n(gradient.data() + layer.bias, channels, 0.0F);
    if (!wanted.normalises) {
        for (std::size_t row = 0; row < m_rows; ++row)
            backwardPicture(index, row, pooledBack(stage, row), gradient);
        return;
    }
    std::vector<float> back = buffer(m_rows * convolved);
    for (std::size_t row = 0; row < m_rows; ++row)
        std::copy_n(pooledBack(stage, row), convolved, back.data() + row * convolved);
    stage.norm.backward(back.data(), stage.convolved.data(), m_rows * stage.geometry.positions(),
                        stage.stride, parameters.data() + layer.normScale,
                        gradient.data() + layer.normScale, gradient.data() + layer.bias);
    for (std::size_t row = 0; row < m_rows; ++row)
        backwardPicture(index, row, back.data() + row * convolved, gradient);
}

void ConvolutionFront::passCodesBack(std::size_t index, std::span<float> gradient)
{
    Stage &stage = m_stages[index];
    if (stage.inputBack.empty())
        return;
    const std::size_t count = m_rows * stage.geometry.in.size();
    stage.input.pullBack(stage.inputBack.data(), count, gradient);
    float *before = m_stages[index - 1].back.data();
    for (std::size_t i = 0; i < count; ++i)
        before[i] += stage.inputBack[i];
}

void ConvolutionFront::backwardPicture(std::size_t index, std::size_t row,
                                       const float *convolvedBack, std::span<float> gradient)
{
    Stage &stage = m_stages[index];
    const StageGeometry &geometry = stage.geometry;
    const auto channels = static_cast<std::size_t>(geometry.out.channels);
    const std::size_t depth = geometry.depth(), positions = geometry.positions();
    gatherColumns(geometry, inputOf(index, row), m_columns.data());
    m_kernels.multiply({m_columns.data(), 1, depth}, convolvedBack, stage.stride, nullptr,
                       m_part.data(), stage.stride, depth, positions, stage.stride);
    float *weights = gradient.data() + m_layout.layers[index].weights;
    for (std::size_t k = 0; k < depth; ++k)
        for (std::size_t c = 0; c < channels; ++c)
            weights[k * channels + c] += m_part[k * stage.stride + c];
    if (!m_shape.stages[index].normalises) {
        float *bias = gradient.data() + m_layout.layers[index].bias;
        for (std::size_t i = 0; i < positions; ++i)
            for (std::size_t c = 0; c < channels; ++c)
                bias[c] += convolvedBack[i * stage.stride + c];
    }
    if (index == 0)
        return;
    m_kernels.multiply({convolvedBack, stage.stride, 1}, stage.transposed.data(), stage.depthStride,
                       nullptr, m_columnsBack.data(), stage.depthStride, positions, channels,
                       stage.depthStride);
    std::vector<float> &before =
        stage.inputBack.empty() ? m_stages[index - 1].back : stage.inputBack;
    addColumns(geometry, m_columnsBack.data(), stage.depthStride,
               before.data() + row * geometry.in.size());
}

} // namespace leptune::neural
