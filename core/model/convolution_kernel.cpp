// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/aligned_vector.h"
#include "core/model/kernel.h"
#include "core/model/padded_plane.h"
#include "core/model/planes.h"

#include <cmath>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::size_t kFloatLanes = 8;

/// A thread's plane with its padding.
const float *padded(const PaddedPlane &plane, const float *in)
{
    if (plane.padding == 0)
        return in;
    thread_local std::vector<float> scratch;
    scratch.assign(plane.size, 0.0F);
    plane.fill(in, scratch.data());
    return scratch.data();
}

/// Without an intermediate matrix of windows: tiles of some positions and 8 or 16 outputs stay in
/// registers over the whole window. Every output is its bias, then one fused multiply-add a weight
/// in their order, whatever the tile, so that its bits do not depend on it.
class ConvolutionKernel final : public Kernel {
public:
    explicit ConvolutionKernel(const Convolution &op)
        : m_op(op),
          m_plane(op),
          m_out(op.out()),
          m_window(static_cast<std::size_t>(op.windowSize()))
    {
        const auto outputs = static_cast<std::size_t>(op.outputs);
        m_lanes = (outputs + kFloatLanes - 1) / kFloatLanes * kFloatLanes;
        m_bias.resize(m_lanes);
        std::ranges::copy(op.bias, m_bias.begin());
        m_weights.resize(m_lanes * m_window);
        for (std::size_t o = 0; o < outputs; ++o)
            for (std::size_t i = 0; i < m_window; ++i)
                m_weights[placeOf(o) + i * stripWidth(o)] = op.weights[o * m_window + i];
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        for (std::size_t row = 0; row < block.rows; ++row) {
            const float *plane = padded(m_plane, inputs[0].values + row * inputs[0].width);
            runPlane(plane, out + row * static_cast<std::size_t>(planeSize(m_out)));
        }
    }

private:
    /// Outputs come in strips of 16, the last one of 8 where no more are left.
    std::size_t stripWidth(std::size_t output) const
    {
        const std::size_t first = output / (2 * kFloatLanes) * 2 * kFloatLanes;
        return std::min(2 * kFloatLanes, m_lanes - first);
    }
    std::size_t placeOf(std::size_t output) const
    {
        const std::size_t first = output / (2 * kFloatLanes) * 2 * kFloatLanes;
        return first * m_window + output - first;
    }

    void runPlane(const float *plane, float *out) const
    {
        for (std::size_t first = 0; first < m_lanes; first += 2 * kFloatLanes) {
            if (stripWidth(first) == kFloatLanes)
                runStrip<1, 12>(plane, first, out);
            else
                runStrip<2, 6>(plane, first, out);
        }
    }

    template <int Vectors, int Positions>
    void runStrip(const float *plane, std::size_t first, float *out) const
    {
        const int count = m_out.height * m_out.width;
        int position = 0;
        for (; position + Positions <= count; position += Positions)
            runTile<Vectors, Positions>(plane, position, first, out);
        for (; position + 4 <= count; position += 4)
            runTile<Vectors, 4>(plane, position, first, out);
        for (; position < count; ++position)
            runTile<Vectors, 1>(plane, position, first, out);
    }

    template <int Vectors, int Positions>
    void runTile(const float *plane, int position, std::size_t first, float *out) const
    {
        const float *from[Positions];
        __m256 sum[Positions][Vectors];
        for (int p = 0; p < Positions; ++p) {
            from[p] = plane + windowStart(m_op, m_plane, m_out.width, position + p);
            for (int v = 0; v < Vectors; ++v)
                sum[p][v] = _mm256_loadu_ps(m_bias.data() + first + v * kFloatLanes);
        }
        const float *weights = m_weights.data() + first * m_window;
        const std::ptrdiff_t width =
            static_cast<std::ptrdiff_t>(m_op.kernelWidth) * m_op.in.channels;
        for (int y = 0; y < m_op.kernelHeight; ++y) {
            const std::ptrdiff_t begin = y * m_plane.line;
            for (std::ptrdiff_t i = begin; i < begin + width; ++i, weights += Vectors * kFloatLanes)
                addProducts<Vectors, Positions>(from, i, weights, sum);
        }
        for (int p = 0; p < Positions; ++p)
            store<Vectors>(sum[p], first,
                           out + static_cast<std::ptrdiff_t>(position + p) * m_out.channels);
    }

    template <int Vectors, int Positions>
    static void addProducts(const float *const (&from)[Positions], std::ptrdiff_t i,
                            const float *weights, __m256 (&sum)[Positions][Vectors])
    {
        __m256 weight[Vectors];
        for (int v = 0; v < Vectors; ++v)
            weight[v] = _mm256_loadu_ps(weights + v * kFloatLanes);
        for (int p = 0; p < Positions; ++p) {
            const __m256 value = _mm256_broadcast_ss(from[p] + i);
            for (int v = 0; v < Vectors; ++v)
                sum[p][v] = _mm256_fmadd_ps(value, weight[v], sum[p][v]);
        }
    }

    template <int Vectors>
    void store(const __m256 (&sum)[Vectors], std::size_t first, float *out) const
    {
        for (int v = 0; v < Vectors; ++v) {
            const std::size_t at = first + v * kFloatLanes;
            const auto left =
                static_cast<std::ptrdiff_t>(m_op.outputs) - static_cast<std::ptrdiff_t>(at);
            if (left >= static_cast<std::ptrdiff_t>(kFloatLanes)) {
                _mm256_storeu_ps(out + at, sum[v]);
                continue;
            }
            const __m256i mask = _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(left)),
                                                    _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
            _mm256_maskstore_ps(out + at, mask, sum[v]);
        }
    }

    const Convolution &m_op;
    PaddedPlane m_plane;
    Plane m_out;
    std::size_t m_window;
    std::size_t m_lanes = 0;        ///< outputs, up to a multiple of 8
    AlignedVector<float> m_weights; ///< strip after strip, [window, outputs of the strip]
    std::vector<float> m_bias;
};

/// A channel each: all channels of a pixel at once, in the same order of steps.
class DepthwiseKernel final : public Kernel {
public:
    explicit DepthwiseKernel(const Convolution &op)
        : m_op(op), m_plane(op), m_out(op.out()), m_weights(op.weights.size())
    {
        const auto window = static_cast<std::size_t>(op.windowSize());
        const auto channels = static_cast<std::size_t>(op.outputs);
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t i = 0; i < window; ++i)
                m_weights[i * channels + c] = op.weights[c * window + i];
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const int count = m_out.height * m_out.width;
        for (std::size_t row = 0; row < block.rows; ++row) {
            const float *plane = padded(m_plane, inputs[0].values + row * inputs[0].width);
            for (int position = 0; position < count; ++position, out += m_out.channels)
                window(plane + windowStart(m_op, m_plane, m_out.width, position), out);
        }
    }

private:
    void window(const float *in, float *out) const
    {
        const int channels = m_out.channels;
        std::ranges::copy(m_op.bias, out);
        const float *weights = m_weights.data();
        for (int y = 0; y < m_op.kernelHeight; ++y, in += m_plane.line)
            for (int x = 0; x < m_op.kernelWidth; ++x, weights += channels)
                add(in + static_cast<std::ptrdiff_t>(x) * channels, weights, channels, out);
    }
    static void add(const float *__restrict in, const float *__restrict weights, int channels,
                    float *__restrict out)
    {
        for (int c = 0; c < channels; ++c)
            out[c] = std::fma(in[c], weights[c], out[c]);
    }

    const Convolution &m_op;
    PaddedPlane m_plane;
    Plane m_out;
    std::vector<float> m_weights; ///< [kernelHeight, kernelWidth, channels]
};

} // namespace

std::unique_ptr<Kernel> makeConvolutionKernel(const Convolution &op)
{
    if (op.groups > 1)
        return std::make_unique<DepthwiseKernel>(op);
    return std::make_unique<ConvolutionKernel>(op);
}

} // namespace leptune
