// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_parameters.h"

#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

namespace leptune::neural {

ParameterViews<at::Tensor> viewsOf(const ParameterLayout &layout, const at::Tensor &flat,
                                   const at::Tensor &gradient)
{
    const auto view = [&](std::size_t place, const std::vector<std::int64_t> &sizes) {
        return leafOf(flat, gradient, place, sizes);
    };
    const auto where = [&](std::size_t place, int count) {
        return place > 0 ? view(place, {count}) : at::Tensor();
    };
    ParameterViews<at::Tensor> views;
    for (const ParameterLayout::Layer &layer : layout.layers) {
        views.weights.push_back(view(layer.weights, {layer.inputs, layer.outputs}));
        views.biases.push_back(view(layer.bias, {layer.members, layer.outputs}));
        views.normScales.push_back(where(layer.normScale, layer.outputs));
        views.shares.push_back(where(layer.share, layer.outputs));
    }
    const int inputs = layout.layers.front().inputs;
    if (layout.scalesInputs())
        views.inputScale = view(layout.inputScale, {inputs});
    if (layout.members > 1)
        views.factors = view(layout.inputScale, {layout.members, inputs});
    if (layout.stepsALayer > 0)
        views.steps =
            view(layout.steps, {signedSize(layout.layers.size()), signedSize(layout.stepsALayer)});
    if (layout.inputSteps < layout.total) {
        const std::int64_t layers = signedSize(layout.layers.size());
        views.inputSteps = view(layout.inputSteps, {layers});
        views.zeroPoints = flat.narrow(0, signedSize(layout.zeroPoints()), layers);
    }
    return views;
}

} // namespace leptune::neural
