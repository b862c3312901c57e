// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_codes.h"

#include "core/neural/coded_weights.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

#include <vector>

namespace leptune::neural {

namespace {

/// `values` as straight through `of`.
at::Tensor straightThrough(const at::Tensor &of, const at::Tensor &values)
{
    return of + (values - of).detach();
}

at::Tensor like(const at::Tensor &of, const std::vector<float> &values)
{
    return tensorOf(values).view(of.sizes()).to(of.device());
}

std::vector<float> stepsOf(const ParameterLayout::Layer &place, const at::Tensor &weights)
{
    std::vector<float> steps(static_cast<std::size_t>(place.outputs));
    const std::vector<float> numbers = floatsOf(weights.detach());
    weightSteps(numbers.data(), static_cast<std::size_t>(place.inputs), place.members, steps);
    return steps;
}

} // namespace

at::Tensor codedInputs(InputCodes &codes, std::size_t layer, const at::Tensor &x,
                       const at::Tensor &steps, const at::Tensor &zeroPoints)
{
    if (codes.areWatched())
        codes.see(layer, x.min().item<float>(), x.max().item<float>());
    if (!codes.areOn())
        return x;
    const at::Tensor own = steps.select(0, signedSize(layer));
    const at::Tensor step = (layer == 0 ? own.detach() : own).exp();
    const double low = -zeroPoints.select(0, signedSize(layer)).item<double>();
    const at::Tensor exact = at::clamp(x / step, low, low + kMostCode);
    return straightThrough(exact, exact.round()) * step;
}

at::Tensor codedWeights(const ParameterLayout::Layer &place, const at::Tensor &weights,
                        bool areRounded)
{
    if (areRounded && place.members == 1)
        return weights;
    const at::Tensor steps = tensorOf(stepsOf(place, weights)).to(weights.device());
    const at::Tensor rounded = at::round(weights / steps) * steps;
    return straightThrough(weights, at::where(steps > 0.0, rounded, at::zeros_like(rounded)));
}

at::Tensor biasesToKeep(const ParameterLayout::Layer &place, const at::Tensor &biases)
{
    if (place.members > 1)
        return biases;
    std::vector<float> numbers = floatsOf(biases.detach());
    roundToEightBits(numbers);
    return straightThrough(biases, like(biases, numbers));
}

at::Tensor codedBiases(const ParameterLayout::Layer &place, const at::Tensor &kept,
                       const at::Tensor &weights, float step, float inputStep)
{
    if (place.members > 1)
        return kept;
    std::vector<float> numbers = floatsOf(kept.detach());
    roundBiases(numbers, inputStep,
                step > 0.0F ? std::vector<float>{step} : stepsOf(place, weights));
    return straightThrough(kept, like(kept, numbers));
}

} // namespace leptune::neural
