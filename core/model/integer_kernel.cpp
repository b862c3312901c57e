// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/integer_form.h"
#include "core/model/integer_products.h"
#include "core/model/kernel.h"

#include <algorithm>
#include <cstring>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr float kFar = 1024.0F; ///< in steps: beyond all codes

/// Numbers of eight inputs as whole numbers, before they are cut to [0, 255]. min() and max() give
/// their second word where one is NaN, which then becomes the lowest number.
inline __m256i eightCodes(const float *x, __m256 step, __m256i zero)
{
    const __m256 exact = _mm256_div_ps(_mm256_loadu_ps(x), step);
    const __m256 near =
        _mm256_max_ps(_mm256_set1_ps(-kFar), _mm256_min_ps(_mm256_set1_ps(kFar), exact));
    return _mm256_add_epi32(_mm256_cvtps_epi32(near), zero);
}

/// 32 codes; packing works in halves of registers, so their parts are put in order at the end.
inline void store32Codes(const float *x, __m256 step, __m256i zero, std::uint8_t *codes)
{
    const __m256i low =
        _mm256_packs_epi32(eightCodes(x, step, zero), eightCodes(x + 8, step, zero));
    const __m256i high =
        _mm256_packs_epi32(eightCodes(x + 16, step, zero), eightCodes(x + 24, step, zero));
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high), order);
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(codes), bytes);
}

/// Scratch of a thread: one row.
struct Scratch {
    std::vector<std::uint8_t> codes;
    std::vector<CodeGroup> groups;
    std::vector<std::int32_t> sums;
};

class IntegerDenseKernel final : public Kernel {
public:
    explicit IntegerDenseKernel(const IntegerDense &op)
        : m_op(op),
          m_products(integerProducts()),
          m_weights(op.weights, static_cast<std::size_t>(op.inputs),
                    static_cast<std::size_t>(op.outputs)),
          m_start(m_weights.outputs)
    {
        const auto outputs = static_cast<std::size_t>(op.outputs);
        for (std::size_t i = 0; i < op.weights.size(); ++i)
            m_start[i % outputs] -= op.zeroPoint * op.weights[i];
        for (std::size_t o = 0; o < outputs; ++o) {
            m_scales.push_back(op.inputStep * op.steps[o]);
            m_start[o] += integerBias(op, o);
        }
    }

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        thread_local Scratch scratch;
        scratch.codes.assign(4 * m_weights.groups, 0);
        scratch.groups.resize(m_weights.groups);
        scratch.sums.resize(m_weights.outputs);
        const auto in = static_cast<std::size_t>(m_op.inputs);
        const auto width = static_cast<std::size_t>(m_op.outputs);
        for (std::size_t row = 0; row < block.rows; ++row)
            runRow(inputs[0].values + row * in, scratch, out + row * width);
    }

private:
    void runRow(const float *x, Scratch &scratch, float *out) const
    {
        toCodes(x, scratch.codes.data());
        std::copy(m_start.begin(), m_start.end(), scratch.sums.begin());
        m_products(livingGroups(scratch), m_weights, scratch.sums.data());
        for (std::size_t o = 0; o < m_scales.size(); ++o)
            out[o] = static_cast<float>(scratch.sums[o]) * m_scales[o];
    }

    void toCodes(const float *x, std::uint8_t *codes) const
    {
        const __m256 step = _mm256_set1_ps(m_op.inputStep);
        const __m256i zero = _mm256_set1_epi32(m_op.zeroPoint);
        const auto inputs = static_cast<std::size_t>(m_op.inputs);
        std::size_t i = 0;
        for (; i + 32 <= inputs; i += 32)
            store32Codes(x + i, step, zero, codes + i);
        if (i == inputs)
            return;
        float rest[32] = {};
        std::uint8_t restCodes[32];
        std::copy(x + i, x + inputs, rest);
        store32Codes(rest, step, zero, restCodes);
        std::copy(restCodes, restCodes + (inputs - i), codes + i);
    }

    static std::span<const CodeGroup> livingGroups(Scratch &scratch)
    {
        std::size_t count = 0;
        for (std::size_t g = 0; g < scratch.groups.size(); ++g) {
            std::uint32_t codes = 0;
            std::memcpy(&codes, scratch.codes.data() + 4 * g, sizeof(codes));
            scratch.groups[count] = {codes, static_cast<std::uint32_t>(g)};
            count += codes != 0 ? 1 : 0;
        }
        return std::span(scratch.groups).first(count);
    }

    const IntegerDense &m_op;
    IntegerProducts m_products;
    PackedCodes m_weights;
    std::vector<std::int32_t> m_start; ///< biases, and what the zero point adds to every sum
    std::vector<float> m_scales;
};

} // namespace

std::unique_ptr<Kernel> makeIntegerDenseKernel(const IntegerDense &op)
{
    return std::make_unique<IntegerDenseKernel>(op);
}

} // namespace leptune
