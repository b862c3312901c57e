// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_network.h"

#include "core/base/random.h"
#include "core/base/short_float.h"
#include "core/neural/torch_codes.h"
#include "core/neural/torch_embedding.h"
#include "core/neural/torch_members.h"
#include "core/neural/torch_parameters.h"
#include "core/neural/torch_shrinking.h"
#include "core/neural/torch_stages.h"
#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <optional>

namespace leptune::neural {

/// Tensors, as stages of convolutions ask for them too.
struct TorchNetwork::Parts final : StageTensors {
    explicit Parts(TorchNetwork &network) : of(network) {}

    /// Views of the flat arrays as they are now.
    void place()
    {
        views = viewsOf(of.m_layout, flat, gradient);
        if (of.m_shape.embedding.any())
            embedding.emplace(of.m_shape, of.m_layout, flat, gradient);
    }
    at::Tensor scaledWeights(std::size_t layer) const
    {
        return layer == 0 && views.inputScale.defined()
                   ? views.weights[0] * views.inputScale.unsqueeze(1)
                   : views.weights[layer];
    }
    at::Tensor stepsOf(std::size_t layer) const
    {
        return views.steps.defined() ? views.steps.select(0, signedSize(layer)) : at::Tensor();
    }
    at::Tensor weightsOf(std::size_t layer) const override
    {
        const ParameterLayout::Layer &place = of.m_layout.layers[layer];
        at::Tensor weights = scaledWeights(layer);
        if (mask.defined())
            weights = shrunkWeights(*of.m_compressor, {place, weights, mask, stepsOf(layer)});
        return of.m_codes.areOn() ? codedWeights(place, weights, of.weightBits() > 0) : weights;
    }
    at::Tensor keptBiasesOf(std::size_t layer) const
    {
        return biasesToKeep(of.m_layout.layers[layer], views.biases[layer]);
    }
    at::Tensor biasesOf(std::size_t layer) const
    {
        if (!of.m_codes.areOn())
            return views.biases[layer];
        const float step = of.weightBits() > 0 ? toShort(stepsOf(layer).exp().item<float>()) : 0.0F;
        const at::Tensor inputStep = views.inputSteps.select(0, signedSize(layer)).exp();
        return codedBiases(of.m_layout.layers[layer], keptBiasesOf(layer), weightsOf(layer), step,
                           inputStep.item<float>());
    }
    at::Tensor biasOf(std::size_t stage) const override { return biasesOf(stage).squeeze(0); }
    at::Tensor inputOf(std::size_t layer, const at::Tensor &x) override
    {
        return codedInputs(of.m_codes, layer, x, views.inputSteps, views.zeroPoints);
    }
    at::Tensor normScaleOf(std::size_t stage) const override { return views.normScales[stage]; }
    at::Tensor normMeanOf(std::size_t stage) const override { return running(stage, 0); }
    at::Tensor normVarianceOf(std::size_t stage) const override { return running(stage, 1); }
    at::Tensor running(std::size_t stage, std::int64_t half) const
    {
        const ParameterLayout::Layer &layer = of.m_layout.layers[stage];
        return flat.narrow(0, signedSize(layer.normMean) + half * layer.outputs, layer.outputs);
    }

    TorchNetwork &of;
    at::Tensor flat, gradient, mask;
    ParameterViews<at::Tensor> views;
    std::optional<TorchEmbedding> embedding;
};

TorchNetwork::TorchNetwork(const NetworkShape &shape, const Batchable &train,
                           const TrainOptions &options)
    : m_shape(shape),
      m_options(options),
      m_layout(shape, options.compression),
      m_parts(std::make_unique<Parts>(*this))
{
    RandomStream random(options.seed, 0);
    m_parts->flat =
        tensorOf(initialParameters(m_layout, shape, random)).to(at::Device(options.device));
    m_parts->gradient = at::zeros_like(m_parts->flat);
    m_parts->place();
    if (masksWeights(options.compression))
        m_compressor.emplace(m_layout, options.compression, inputPower(m_layout, train));
}

TorchNetwork::~TorchNetwork() = default;

ParameterLayout TorchNetwork::layoutOf(const NetworkShape &shape) const
{
    ParameterLayout layout(shape, m_options.compression);
    if (!m_codes.areOff())
        layout.freezeFront();
    return layout;
}

at::Tensor &TorchNetwork::flat()
{
    return m_parts->flat;
}

at::Tensor &TorchNetwork::gradient()
{
    return m_parts->gradient;
}

at::Tensor TorchNetwork::forward(const at::Tensor &features, const Drop *drop)
{
    Parts &parts = *m_parts;
    at::Tensor x = features;
    if (!m_shape.stages.empty())
        x = throughStages(m_shape, parts, x, drop != nullptr);
    if (parts.embedding)
        x = parts.embedding->embedded(x);
    const bool members = parts.views.factors.defined();
    if (members)
        x = forMembers(x, parts.views.factors);
    const std::size_t last = m_layout.layers.size() - 1;
    for (std::size_t i = m_shape.stages.size(); i < last; ++i) {
        const at::Tensor read = x;
        x = at::addmm(parts.biasesOf(i), parts.inputOf(i, x), weightsOf(i));
        x = activate(m_shape.activation, x, parts.views.shares[i]);
        if (drop && m_shape.dropout > 0.0)
            x = x * (*drop)(x);
        if (m_shape.isResidual && i > m_shape.stages.size())
            x = x + read;
    }
    x = parts.inputOf(last, x);
    return members ? throughHeads(x, weightsOf(last), parts.biasesOf(last))
                   : at::addmm(parts.biasesOf(last), x, weightsOf(last));
}

at::Tensor TorchNetwork::answers(const at::Tensor &x)
{
    const at::Tensor output = forward(x, nullptr);
    return m_parts->views.factors.defined() ? output.mean(0) : output;
}

at::Tensor TorchNetwork::weightsOf(std::size_t layer) const
{
    return m_parts->weightsOf(layer);
}

at::Tensor TorchNetwork::settled() const
{
    const at::NoGradGuard noGradients;
    at::Tensor flat = m_parts->flat.clone();
    const auto put = [&](std::size_t place, const at::Tensor &numbers) {
        flat.narrow(0, signedSize(place), numbers.numel()).copy_(numbers.flatten());
    };
    for (std::size_t l = 0; l < m_layout.layers.size(); ++l) {
        put(m_layout.layers[l].weights, weightsOf(l));
        if (m_codes.areOn())
            put(m_layout.layers[l].bias, m_parts->keptBiasesOf(l));
    }
    if (const at::Tensor &scale = m_parts->views.inputScale; scale.defined())
        put(m_layout.inputScale, at::ones_like(scale));
    return flat;
}

bool TorchNetwork::advance(double progress)
{
    if (!m_compressor || m_codes.areOn())
        return false;
    const at::NoGradGuard noGradients;
    if (!m_compressor->looksAt(progress)) {
        m_compressor->advance(progress, {}, {});
        if (!m_parts->mask.defined())
            takeMask();
        return false;
    }
    std::vector<at::Tensor> parts;
    for (std::size_t l = 0; l < m_layout.layers.size(); ++l)
        parts.push_back(m_parts->scaledWeights(l).flatten());
    const at::Tensor all = at::cat(parts).to(at::kCPU);
    const std::span<const float> weights(all.data_ptr<float>(), m_layout.weightCount);
    const int bits = m_compressor->bits();
    const at::Tensor &factors = m_parts->views.factors;
    m_compressor->advance(progress, weights,
                          factors.defined() ? floatsOf(factors) : std::vector<float>());
    takeMask();
    if (!m_compressor->rounds() || m_compressor->bits() == bits)
        return false;
    for (std::size_t l = 0; l < m_layout.layers.size(); ++l)
        m_parts->stepsOf(l).copy_(tensorOf(m_compressor->bestSteps(l, weights)));
    return true;
}

void TorchNetwork::takeMask()
{
    const std::vector<float> &mask = m_compressor->mask();
    m_parts->mask = tensorOf(mask).to(m_parts->flat.device());
}

void TorchNetwork::takeShape(const NetworkShape &shape)
{
    m_shape = shape;
    m_layout = layoutOf(shape);
    for (at::Tensor *numbers : {&m_parts->flat, &m_parts->gradient})
        *numbers = at::zeros({signedSize(m_layout.total)}, numbers->options());
    m_parts->place();
}

void TorchNetwork::follow(const NetworkShape &smaller, const std::vector<std::size_t> &places,
                          const at::Tensor &index)
{
    m_shape = smaller;
    m_layout = layoutOf(smaller);
    for (at::Tensor *numbers : {&m_parts->flat, &m_parts->gradient})
        *numbers = numbers->index_select(0, index);
    m_parts->place();
    if (!m_compressor)
        return;
    m_compressor->follow(places);
    takeMask();
}

} // namespace leptune::neural
