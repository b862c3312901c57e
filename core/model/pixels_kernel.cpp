// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

namespace leptune {
namespace {

class PixelsKernel final : public Kernel {
public:
    PixelsKernel(const Pixels &op, int column)
        : m_op(op), m_column(static_cast<std::size_t>(column))
    {
    }

    void run(const Block &block, std::span<const KernelInput>, std::span<const float>,
             float *out) const override
    {
        applyPixels(m_op, block.batch->columns[m_column], block.begin, block.rows, out);
    }

private:
    const Pixels &m_op;
    std::size_t m_column;
};

} // namespace

std::unique_ptr<Kernel> makePixelsKernel(const Pixels &op, int column)
{
    return std::make_unique<PixelsKernel>(op, column);
}

} // namespace leptune
