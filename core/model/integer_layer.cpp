// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_layer.h"

#include "core/model/integer_form.h"
#include "core/model/integer_windows.h"
#include "core/model/planes.h"

#include <cstring>

namespace leptune {
namespace {

constexpr std::size_t kOutputLanes = 16;

std::size_t lanesFor(int outputs)
{
    return (static_cast<std::size_t>(outputs) + kOutputLanes - 1) / kOutputLanes * kOutputLanes;
}

/// One pixel.
ConvolutionShape shapeOfDense(const IntegerDense &op)
{
    return {{1, 1, op.inputs}, op.outputs};
}

WindowRow windowsOf(const ConvolutionShape &op, const PaddedPlane &plane, const Plane &out,
                    const std::uint8_t *codes, int line)
{
    return {codes + line * op.stride * plane.line, static_cast<std::size_t>(out.width),
            static_cast<std::ptrdiff_t>(op.stride) * op.in.channels};
}

std::vector<std::int32_t> sumsOfWindows(const IntegerConvolution &op)
{
    std::vector<std::int32_t> sums(static_cast<std::size_t>(op.outputs));
    const auto window = static_cast<std::size_t>(op.windowSize());
    for (std::size_t i = 0; i < op.weights.size(); ++i)
        sums[i / window] += op.weights[i];
    return sums;
}

} // namespace

template <typename Op>
IntegerLayer::IntegerLayer(const Op &op, const ConvolutionShape &shape)
    : m_plane(shape),
      m_inputScale{op.inputStep, op.zeroPoint},
      m_out(shape.out()),
      m_scales(lanesFor(op.outputs), 1.0F),
      m_start(m_scales.size())
{
}

template <typename Op>
void IntegerLayer::setStart(const Op &op, const std::vector<std::int32_t> &weightSums)
{
    for (std::size_t o = 0; o < weightSums.size(); ++o) {
        m_scales[o] = op.inputStep * op.steps[o];
        m_start[o] = integerBias(op, o) - op.zeroPoint * weightSums[o];
    }
}

namespace {

class IntegerDenseLayer final : public IntegerLayer {
public:
    explicit IntegerDenseLayer(const IntegerDense &op)
        : IntegerLayer(op, shapeOfDense(op)),
          m_products(integerProducts()),
          m_weights(op.weights, static_cast<std::size_t>(op.inputs),
                    static_cast<std::size_t>(op.outputs))
    {
        std::vector<std::int32_t> weightSums(static_cast<std::size_t>(op.outputs));
        for (std::size_t i = 0; i < op.weights.size(); ++i)
            weightSums[i % weightSums.size()] += op.weights[i];
        setStart(op, weightSums);
    }

    void sums(const std::uint8_t *codes, int, std::int32_t *to) const override
    {
        std::ranges::copy(m_start, to);
        m_products(livingGroups(codes), m_weights, to);
    }

private:
    /// Codes that are 0 add nothing, and after a Relu they are many.
    std::span<const CodeGroup> livingGroups(const std::uint8_t *from) const
    {
        thread_local std::vector<CodeGroup> groups;
        groups.resize(m_weights.groups);
        std::size_t count = 0;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            std::uint32_t codes = 0;
            std::memcpy(&codes, from + 4 * g, sizeof codes);
            groups[count] = {codes, static_cast<std::uint32_t>(g)};
            count += codes != 0 ? 1 : 0;
        }
        return std::span(groups).first(count);
    }

    IntegerProducts m_products;
    PackedCodes m_weights;
};

class IntegerConvolutionLayer final : public IntegerLayer {
public:
    explicit IntegerConvolutionLayer(const IntegerConvolution &op)
        : IntegerLayer(op, op), m_op(op), m_products(windowProducts()), m_weights(op)
    {
        setStart(op, sumsOfWindows(op));
    }

    void sums(const std::uint8_t *codes, int line, std::int32_t *to) const override
    {
        m_products(windowsOf(m_op, m_plane, m_out, codes, line), m_weights, m_start.data(), to);
    }

private:
    const IntegerConvolution &m_op;
    WindowProducts m_products;
    PackedWindows m_weights;
};

/// A channel each: all channels of a pixel at once.
class IntegerDepthwiseLayer final : public IntegerLayer {
public:
    explicit IntegerDepthwiseLayer(const IntegerConvolution &op)
        : IntegerLayer(op, op), m_op(op), m_weights(op.weights.size())
    {
        const auto window = static_cast<std::size_t>(op.windowSize());
        const auto channels = static_cast<std::size_t>(op.outputs);
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t i = 0; i < window; ++i)
                m_weights[i * channels + c] = op.weights[c * window + i];
        setStart(op, sumsOfWindows(op));
    }

    void sums(const std::uint8_t *codes, int line, std::int32_t *to) const override
    {
        const WindowRow row = windowsOf(m_op, m_plane, m_out, codes, line);
        for (std::size_t w = 0; w < row.windows; ++w, to += lanes())
            window(row.codes + static_cast<std::ptrdiff_t>(w) * row.windowStep, to);
    }

private:
    void window(const std::uint8_t *codes, std::int32_t *to) const
    {
        std::ranges::copy(m_start, to);
        const int channels = m_out.channels;
        const std::int16_t *weights = m_weights.data();
        for (int y = 0; y < m_op.kernelHeight; ++y, codes += m_plane.line)
            for (int x = 0; x < m_op.kernelWidth; ++x, weights += channels)
                add(codes + static_cast<std::ptrdiff_t>(x) * channels, weights, channels, to);
    }
    static void add(const std::uint8_t *__restrict codes, const std::int16_t *__restrict weights,
                    int channels, std::int32_t *__restrict to)
    {
        for (int c = 0; c < channels; ++c)
            to[c] += codes[c] * weights[c];
    }

    const IntegerConvolution &m_op;
    std::vector<std::int16_t> m_weights; ///< [kernelHeight, kernelWidth, channels]
};

} // namespace

std::unique_ptr<IntegerLayer> makeIntegerLayer(const IntegerConvolution &op)
{
    if (op.groups > 1)
        return std::make_unique<IntegerDepthwiseLayer>(op);
    return std::make_unique<IntegerConvolutionLayer>(op);
}

std::unique_ptr<IntegerLayer> makeIntegerLayer(const IntegerDense &op)
{
    return std::make_unique<IntegerDenseLayer>(op);
}

} // namespace leptune
