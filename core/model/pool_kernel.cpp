// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"
#include "core/model/planes.h"

#include <algorithm>

namespace leptune {
namespace {

/// Window after window, all channels of a pixel at once.
template <PoolKind Kind>
class PoolKernel final : public Kernel {
public:
    explicit PoolKernel(const Pool &op) : m_op(op), m_out(op.out()) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const float *in = inputs[0].values;
        for (std::size_t row = 0; row < block.rows; ++row) {
            runPlane(in, out);
            in += planeSize(m_op.in);
            out += planeSize(m_out);
        }
    }

private:
    void runPlane(const float *in, float *out) const
    {
        const std::ptrdiff_t line = m_op.in.width * m_op.in.channels;
        for (int y = 0; y < m_out.height; ++y)
            for (int x = 0; x < m_out.width; ++x, out += m_out.channels)
                window(in + y * m_op.stride * line + x * m_op.stride * m_op.in.channels, line, out);
    }

    void window(const float *in, std::ptrdiff_t line, float *out) const
    {
        const int channels = m_op.in.channels;
        std::copy_n(in, channels, out);
        for (int y = 0; y < m_op.sizeHeight; ++y, in += line)
            for (int x = y == 0 ? 1 : 0; x < m_op.sizeWidth; ++x)
                take(in + x * channels, out);
        if constexpr (Kind == PoolKind::Average)
            for (int c = 0; c < channels; ++c)
                out[c] /= static_cast<float>(m_op.sizeHeight * m_op.sizeWidth);
    }

    void take(const float *__restrict in, float *__restrict out) const
    {
        for (int c = 0; c < m_op.in.channels; ++c)
            if constexpr (Kind == PoolKind::Average)
                out[c] += in[c];
            else
                out[c] = in[c] > out[c] ? in[c] : out[c];
    }

    const Pool &m_op;
    Plane m_out;
};

} // namespace

std::unique_ptr<Kernel> makePoolKernel(const Pool &op)
{
    if (op.kind == PoolKind::Average)
        return std::make_unique<PoolKernel<PoolKind::Average>>(op);
    return std::make_unique<PoolKernel<PoolKind::Max>>(op);
}

} // namespace leptune
