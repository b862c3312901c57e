// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_update.h"

#include <ATen/ATen.h>

#include <cmath>

namespace leptune::neural {

namespace {

at::Tensor part(const at::Tensor &flat, std::size_t begin, std::size_t end)
{
    return flat.narrow(0, static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end - begin));
}

void clip(const at::Tensor &gradient, std::size_t steps, double most)
{
    // As a tensor: looking at it would be waiting for a GPU.
    const at::Tensor norm = part(gradient, 0, steps).norm().to(at::kDouble);
    gradient.mul_((most / norm).clamp_max_(1.0));
}

} // namespace

void moveParameters(const ParameterLayout &layout, const TrainOptions &options,
                    const AdamTensors &tensors, std::int64_t updates, double rate)
{
    constexpr double kBeta1 = 0.9, kEpsilon = 1e-8;
    const auto &[parameters, gradient, first, second] = tensors;
    const double beta2 = options.secondMomentum;
    if (options.gradientClip > 0.0)
        clip(gradient, layout.steps, options.gradientClip);
    const bool apart = options.optimizer == Optimizer::AdamW;
    if (options.weightDecay > 0.0 && !apart)
        part(gradient, 0, layout.weightCount)
            .add_(part(parameters, 0, layout.weightCount), options.weightDecay);
    first.mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
    second.mul_(beta2).addcmul_(gradient, gradient, 1.0 - beta2);
    const auto steps = static_cast<double>(updates);
    const double correction1 = 1.0 - std::pow(kBeta1, steps);
    const double correction2 = std::sqrt(1.0 - std::pow(beta2, steps));
    const at::Tensor scale = second.sqrt().div_(correction2).add_(kEpsilon);
    for (const ParameterLayout::Range &range : layout.ranges) {
        const at::Tensor moving = part(parameters, range.begin, range.end);
        if (apart && range.decay > 0.0 && options.weightDecay > 0.0)
            moving.mul_(1.0 - rate * range.decay * options.weightDecay);
        moving.addcdiv_(part(first, range.begin, range.end), part(scale, range.begin, range.end),
                        -rate * range.rate / correction1);
    }
}

void followAverage(const at::Tensor &average, const at::Tensor &parameters, double decay,
                   std::int64_t updates)
{
    const double begun = 1.0 - std::pow(decay, static_cast<double>(updates));
    average.lerp_(parameters, (1.0 - decay) / begun);
}

} // namespace leptune::neural
