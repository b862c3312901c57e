// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {
namespace {

constexpr float kLeastProbability = 1e-7F;

void softmaxRow(float *row, std::size_t width)
{
    float largest = -std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < width; ++i)
        largest = std::max(largest, row[i]);
    float sum = 0.0F;
    for (std::size_t i = 0; i < width; ++i) {
        row[i] = std::exp(row[i] - largest);
        sum += row[i];
    }
    for (std::size_t i = 0; i < width; ++i)
        row[i] /= sum;
}

class WeightedSumKernel : public Kernel {
public:
    explicit WeightedSumKernel(const WeightedSum &op) : m_weights(op.weights) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t count = block.rows * inputs[0].width;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = m_weights[0] * inputs[0].values[i];
        for (std::size_t input = 1; input < inputs.size(); ++input)
            for (std::size_t i = 0; i < count; ++i)
                out[i] = std::fma(m_weights[input], inputs[input].values[i], out[i]);
    }

private:
    const std::vector<float> &m_weights;
};

class SoftmaxKernel : public Kernel {
public:
    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t width = inputs[0].width;
        std::copy_n(inputs[0].values, block.rows * width, out);
        for (std::size_t row = 0; row < block.rows; ++row)
            softmaxRow(out + row * width, width);
    }
};

class LogisticKernel : public Kernel {
public:
    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        for (std::size_t row = 0; row < block.rows; ++row) {
            const float p = 1.0F / (1.0F + std::exp(-inputs[0].values[row]));
            out[2 * row] = 1.0F - p;
            out[2 * row + 1] = p;
        }
    }
};

class CalibrateKernel : public Kernel {
public:
    explicit CalibrateKernel(const Calibrate &op) : m_op(op) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t width = inputs[0].width;
        const float *in = inputs[0].values;
        for (std::size_t row = 0; row < block.rows; ++row, in += width, out += width) {
            for (std::size_t i = 0; i < width; ++i)
                out[i] = std::fma(m_op.slope[i], std::log(std::max(in[i], kLeastProbability)),
                                  m_op.intercept[i]);
            softmaxRow(out, width);
        }
    }

private:
    const Calibrate &m_op;
};

class NormalizeKernel : public Kernel {
public:
    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t width = inputs[0].width;
        const float *in = inputs[0].values;
        for (std::size_t row = 0; row < block.rows; ++row, in += width, out += width) {
            float sum = 0.0F;
            for (std::size_t i = 0; i < width; ++i) {
                out[i] = in[i] > 0.0F ? in[i] : 0.0F;
                sum += out[i];
            }
            for (std::size_t i = 0; i < width; ++i)
                out[i] = sum > 0.0F ? out[i] / sum : 1.0F / static_cast<float>(width);
        }
    }
};

class ClipKernel : public Kernel {
public:
    explicit ClipKernel(const Clip &op) : m_op(op) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t count = block.rows * inputs[0].width;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = std::min(std::max(inputs[0].values[i], m_op.low), m_op.high);
    }

private:
    Clip m_op;
};

} // namespace

std::unique_ptr<Kernel> makeWeightedSumKernel(const WeightedSum &op)
{
    return std::make_unique<WeightedSumKernel>(op);
}

std::unique_ptr<Kernel> makeSoftmaxKernel()
{
    return std::make_unique<SoftmaxKernel>();
}

std::unique_ptr<Kernel> makeLogisticKernel()
{
    return std::make_unique<LogisticKernel>();
}

std::unique_ptr<Kernel> makeCalibrateKernel(const Calibrate &op)
{
    return std::make_unique<CalibrateKernel>(op);
}

std::unique_ptr<Kernel> makeNormalizeKernel()
{
    return std::make_unique<NormalizeKernel>();
}

std::unique_ptr<Kernel> makeClipKernel(const Clip &op)
{
    return std::make_unique<ClipKernel>(op);
}

} // namespace leptune
