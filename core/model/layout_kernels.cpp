// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <algorithm>

namespace leptune {
namespace {

class StepKernel : public Kernel {
public:
    explicit StepKernel(Step step) : m_step(std::move(step)) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        applyStep(m_step, inputs[0].values, static_cast<int>(inputs[0].width), block.rows, out);
    }

private:
    Step m_step;
};

class ConcatKernel : public Kernel {
public:
    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        std::size_t total = 0;
        for (const KernelInput &input : inputs)
            total += input.width;
        for (const KernelInput &input : inputs) {
            copyColumns(input, block.rows, out, total);
            out += input.width;
        }
    }

private:
    static void copyColumns(const KernelInput &input, std::size_t rows, float *out,
                            std::size_t stride)
    {
        if (input.width == 1) {
            for (std::size_t row = 0; row < rows; ++row)
                out[row * stride] = input.values[row];
            return;
        }
        for (std::size_t row = 0; row < rows; ++row)
            std::copy_n(input.values + row * input.width, input.width, out + row * stride);
    }
};

class SelectKernel : public Kernel {
public:
    explicit SelectKernel(const Select &op) : m_columns(op.columns) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const float *in = inputs[0].values;
        for (std::size_t row = 0; row < block.rows; ++row, in += inputs[0].width)
            for (const int column : m_columns)
                *out++ = in[column];
    }

private:
    const std::vector<int> &m_columns;
};

class DeriveKernel : public Kernel {
public:
    explicit DeriveKernel(const Derive &op) : m_op(op) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        applyDerive(m_op, inputs[0].values, inputs[0].width, block.rows, out);
    }

private:
    const Derive &m_op;
};

} // namespace

std::unique_ptr<Kernel> makeStepKernel(const Step &step)
{
    return std::make_unique<StepKernel>(step);
}

std::unique_ptr<Kernel> makeConcatKernel()
{
    return std::make_unique<ConcatKernel>();
}

std::unique_ptr<Kernel> makeSelectKernel(const Select &op)
{
    return std::make_unique<SelectKernel>(op);
}

std::unique_ptr<Kernel> makeDeriveKernel(const Derive &op)
{
    return std::make_unique<DeriveKernel>(op);
}

} // namespace leptune
