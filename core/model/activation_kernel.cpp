// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernel.h"

#include <cmath>

namespace leptune {
namespace {

constexpr float kSeluScale = 1.0507009873554805F;
constexpr float kSeluAlpha = 1.6732632423543772F;
constexpr float kHalfRoot = 0.7071067811865476F;

float sigmoid(float x)
{
    return 1.0F / (1.0F + std::exp(-x));
}

float softplus(float x)
{
    return x > 20.0F ? x : std::log1p(std::exp(x));
}

template <ActivationKind Kind>
float activate(float x)
{
    if constexpr (Kind == ActivationKind::Relu)
        return x > 0.0F ? x : 0.0F;
    else if constexpr (Kind == ActivationKind::Elu)
        return x > 0.0F ? x : std::expm1(x);
    else if constexpr (Kind == ActivationKind::Selu)
        return kSeluScale * (x > 0.0F ? x : kSeluAlpha * std::expm1(x));
    else if constexpr (Kind == ActivationKind::Gelu)
        return 0.5F * x * (1.0F + std::erf(x * kHalfRoot));
    else if constexpr (Kind == ActivationKind::Mish)
        return x * std::tanh(softplus(x));
    else if constexpr (Kind == ActivationKind::Silu)
        return x * sigmoid(x);
    else if constexpr (Kind == ActivationKind::Tanh)
        return std::tanh(x);
    else
        return sigmoid(x);
}

template <ActivationKind Kind>
class ActivationKernel : public Kernel {
public:
    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const std::size_t count = block.rows * inputs[0].width;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = activate<Kind>(inputs[0].values[i]);
    }
};

class BlendKernel : public Kernel {
public:
    explicit BlendKernel(const Blend &op) : m_share(op.share) {}

    void run(const Block &block, std::span<const KernelInput> inputs, std::span<const float>,
             float *out) const override
    {
        const float *from = inputs[0].values, *to = inputs[1].values;
        for (std::size_t row = 0; row < block.rows; ++row)
            for (const float share : m_share) {
                *out++ = *from + share * (*to++ - *from);
                ++from;
            }
    }

private:
    std::span<const float> m_share;
};

} // namespace

std::unique_ptr<Kernel> makeBlendKernel(const Blend &op)
{
    return std::make_unique<BlendKernel>(op);
}

std::unique_ptr<Kernel> makeActivationKernel(const Activation &op)
{
    switch (op.kind) {
    case ActivationKind::Relu:
        return std::make_unique<ActivationKernel<ActivationKind::Relu>>();
    case ActivationKind::Elu:
        return std::make_unique<ActivationKernel<ActivationKind::Elu>>();
    case ActivationKind::Selu:
        return std::make_unique<ActivationKernel<ActivationKind::Selu>>();
    case ActivationKind::Gelu:
        return std::make_unique<ActivationKernel<ActivationKind::Gelu>>();
    case ActivationKind::Mish:
        return std::make_unique<ActivationKernel<ActivationKind::Mish>>();
    case ActivationKind::Silu:
        return std::make_unique<ActivationKernel<ActivationKind::Silu>>();
    case ActivationKind::Tanh:
        return std::make_unique<ActivationKernel<ActivationKind::Tanh>>();
    case ActivationKind::Sigmoid:
        break;
    }
    return std::make_unique<ActivationKernel<ActivationKind::Sigmoid>>();
}

} // namespace leptune
