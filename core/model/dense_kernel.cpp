// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <algorithm>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::size_t kLanes = 8;

/// x W + b in tiles of `Rows` rows and 16 outputs. Every output is bias, then one fused
/// multiply-add an input in their order, whatever the tile, so its bits do not depend on the batch.
class DenseKernel : public Kernel {
public:
    explicit DenseKernel(const Dense &op) : m_op(op) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        std::size_t row = 0;
        for (; row + 4 <= block.rows; row += 4)
            runRows<4>(inputs[0].values + row * in, out + row * width);
        for (; row < block.rows; ++row)
            runRows<1>(inputs[0].values + row * in, out + row * width);
    }

private:
    template <int Rows>
    void runRows(const float *x, float *out) const
    {
        const auto width = static_cast<std::size_t>(m_op.outputs);
        std::size_t first = 0;
        for (; first + 2 * kLanes <= width; first += 2 * kLanes)
            runTile<Rows>(x, first, out);
        for (; first < width; first += kLanes)
            runEdge<Rows>(x, first, std::min(kLanes, width - first), out);
    }

    template <int Rows>
    void runTile(const float *x, std::size_t first, float *out) const
    {
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        const float *weights = m_op.weights.data() + first;
        __m256 low[Rows];
        __m256 high[Rows];
        for (int r = 0; r < Rows; ++r) {
            low[r] = _mm256_loadu_ps(m_op.bias.data() + first);
            high[r] = _mm256_loadu_ps(m_op.bias.data() + first + kLanes);
        }
        for (std::size_t i = 0; i < in; ++i, weights += width) {
            const __m256 w0 = _mm256_loadu_ps(weights);
            const __m256 w1 = _mm256_loadu_ps(weights + kLanes);
            for (int r = 0; r < Rows; ++r) {
                const __m256 value = _mm256_set1_ps(x[static_cast<std::size_t>(r) * in + i]);
                low[r] = _mm256_fmadd_ps(value, w0, low[r]);
                high[r] = _mm256_fmadd_ps(value, w1, high[r]);
            }
        }
        for (int r = 0; r < Rows; ++r) {
            float *target = out + static_cast<std::size_t>(r) * width + first;
            _mm256_storeu_ps(target, low[r]);
            _mm256_storeu_ps(target + kLanes, high[r]);
        }
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
            sum[r] = _mm256_maskload_ps(m_op.bias.data() + first, mask);
        for (std::size_t i = 0; i < in; ++i, weights += width) {
            const __m256 w = _mm256_maskload_ps(weights, mask);
            for (int r = 0; r < Rows; ++r)
                sum[r] = _mm256_fmadd_ps(_mm256_set1_ps(x[static_cast<std::size_t>(r) * in + i]), w,
                                         sum[r]);
        }
        for (int r = 0; r < Rows; ++r)
            _mm256_maskstore_ps(out + static_cast<std::size_t>(r) * width + first, mask, sum[r]);
    }

    const Dense &m_op;
};

} // namespace

std::unique_ptr<Kernel> makeDenseKernel(const Dense &op)
{
    return std::make_unique<DenseKernel>(op);
}

} // namespace leptune
