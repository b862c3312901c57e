// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <algorithm>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::size_t kLanes = 8;

/// x W + b in tiles of 4 rows and 16 outputs, or of one row and 64. Every output is one fused
/// multiply-add an input in their order, then the bias, whatever the tile, so its bits do not
/// depend on the batch. A bias that is large beside the sum, as the mean of a target is, would take
/// a digit of every step if it came first.
class DenseKernel : public Kernel {
public:
    explicit DenseKernel(const Dense &op) : m_op(op) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        // Many rows pass a strip of weights while it is near.
        const std::size_t tiled = block.rows / 4 * 4;
        if (tiled > 0)
            runTiledRows(inputs[0].values, tiled, out);
        for (std::size_t row = tiled; row < block.rows; ++row)
            runRow(inputs[0].values + row * in, out + row * width);
    }

private:
    void runRow(const float *x, float *out) const
    {
        const auto width = static_cast<std::size_t>(m_op.outputs);
        std::size_t first = 0;
        for (; first + 8 * kLanes <= width; first += 8 * kLanes)
            runTile<1, 8>(x, first, out);
        for (; first + 2 * kLanes <= width; first += 2 * kLanes)
            runTile<1, 2>(x, first, out);
        for (; first < width; first += kLanes)
            runEdge<1>(x, first, std::min(kLanes, width - first), out);
    }

    void runTiledRows(const float *x, std::size_t rows, float *out) const
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        std::size_t first = 0;
        for (; first + 2 * kLanes <= width; first += 2 * kLanes)
            for (std::size_t row = 0; row < rows; row += 4)
                runTile<4, 2>(x + row * in, first, out + row * width);
        for (; first < width; first += kLanes)
            for (std::size_t row = 0; row < rows; row += 4)
                runEdge<4>(x + row * in, first, std::min(kLanes, width - first), out + row * width);
    }

    template <int Rows, int Vectors>
    void runTile(const float *x, std::size_t first, float *out) const
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        const float *weights = m_op.weights.data() + first;
        __m256 sum[Rows][Vectors];
        for (int r = 0; r < Rows; ++r)
            for (int v = 0; v < Vectors; ++v)
                sum[r][v] = _mm256_setzero_ps();
        for (std::size_t i = 0; i < in; ++i, weights += width)
            for (int r = 0; r < Rows; ++r) {
                const __m256 value = _mm256_set1_ps(x[static_cast<std::size_t>(r) * in + i]);
                for (int v = 0; v < Vectors; ++v)
                    sum[r][v] =
                        _mm256_fmadd_ps(value, _mm256_loadu_ps(weights + v * kLanes), sum[r][v]);
            }
        const float *bias = m_op.bias.data() + first;
        for (int r = 0; r < Rows; ++r)
            for (int v = 0; v < Vectors; ++v)
                _mm256_storeu_ps(out + static_cast<std::size_t>(r) * width + first + v * kLanes,
                                 _mm256_add_ps(sum[r][v], _mm256_loadu_ps(bias + v * kLanes)));
    }

    template <int Rows>
    void runEdge(const float *x, std::size_t first, std::size_t count, float *out) const
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        const float *weights = m_op.weights.data() + first;
        const __m256i mask = _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)),
                                                _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
        __m256 sum[Rows];
        for (int r = 0; r < Rows; ++r)
            sum[r] = _mm256_setzero_ps();
        for (std::size_t i = 0; i < in; ++i, weights += width) {
            const __m256 w = _mm256_maskload_ps(weights, mask);
            for (int r = 0; r < Rows; ++r)
                sum[r] = _mm256_fmadd_ps(_mm256_set1_ps(x[static_cast<std::size_t>(r) * in + i]), w,
                                         sum[r]);
        }
        const __m256 bias = _mm256_maskload_ps(m_op.bias.data() + first, mask);
        for (int r = 0; r < Rows; ++r)
            _mm256_maskstore_ps(out + static_cast<std::size_t>(r) * width + first, mask,
                                _mm256_add_ps(sum[r], bias));
    }

    const Dense &m_op;
};

} // namespace

std::unique_ptr<Kernel> makeDenseKernel(const Dense &op)
{
    return std::make_unique<DenseKernel>(op);
}

} // namespace leptune
