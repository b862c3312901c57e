// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_stepper.h"

#include "core/base/random.h"
#include "core/neural/mixup.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/neuron_pruner.h"
#include "core/neural/parameters.h"
#include "core/neural/torch_augmentation.h"
#include "core/neural/torch_dropout.h"
#include "core/neural/torch_embedding.h"
#include "core/neural/torch_loss.h"
#include "core/neural/torch_losses.h"
#include "core/neural/torch_members.h"
#include "core/neural/torch_parameters.h"
#include "core/neural/torch_rowset.h"
#include "core/neural/torch_runtime.h"
#include "core/neural/torch_shrinking.h"
#include "core/neural/torch_stages.h"
#include "core/neural/torch_tensors.h"
#include "core/neural/torch_update.h"
#include "core/neural/weight_compressor.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace leptune::neural {

namespace {

/// Parameters, gradients and moments are flat arrays: the layers' tensors are views, so an
/// optimiser step is a handful of operations whatever the depth.
class TorchStepper final : public Stepper, private StageTensors {
public:
    TorchStepper(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                 const TrainOptions &options)
        : m_shape(shape),
          m_options(options),
          m_layout(shape, options.compression),
          m_dropout(options.seed, options.device),
          m_augmentation(options.seed, 3),
          m_best{shape, {}}
    {
        for (const auto &[from, to] : {std::pair(&train, &m_train), {&validation, &m_validation}})
            placeRows(*from, shape, options.loss, options.device,
                      {to->features, to->targets, to->weights, to->soft});
        RandomStream random(options.seed, 0);
        const std::vector<float> start = initialParameters(m_layout, shape, random);
        m_flat = tensorOf(start).to(at::Device(options.device));
        for (at::Tensor *zeros : {&m_gradient, &m_first, &m_second})
            *zeros = at::zeros_like(m_flat);
        if (options.averageDecay > 0.0)
            m_average = at::zeros_like(m_flat);
        if (options.mixup > 0.0)
            m_mixup.emplace(options.mixup, options.seed);
        placeParameters();
        if (masksWeights(options.compression))
            m_compressor.emplace(m_layout, options.compression, inputPower(m_layout, train));
        if (options.compression.neuronSparsity > 0.0)
            m_pruner.emplace(shape, options.compression);
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override;
    double takeOwedLosses() override { return m_losses.takeOwed(); }
    double validationLoss(std::vector<float> *outputs) override
    {
        const auto answers = [&](const at::Tensor &x) { // of members, their mean
            const at::Tensor output = forward(x, false);
            return m_views.factors.defined() ? output.mean(0) : output;
        };
        return averaged([&] { return lossOver(m_validation, m_options.loss, answers, outputs); });
    }
    void shrinkTo(double level) override
    {
        if (m_compressor)
            m_compressor->shrinkTo(level);
        if (!m_pruner)
            return;
        m_pruner->shrinkTo(level);
        m_compressor->setLiving(m_pruner->living(m_layout));
    }
    void settle() override
    {
        if (m_pruner && m_pruner->hasMasked())
            removeNeurons();
    }
    void freeze() override
    {
        settle();
        if (m_compressor)
            m_compressor->freeze();
    }
    int weightBits() const override { return m_compressor ? m_compressor->bits() : 0; }
    bool isFinal() const override
    {
        return (!m_compressor || m_compressor->isFinal()) && (!m_pruner || m_pruner->isFinal());
    }
    void keep() override
    {
        m_best = {m_shape, averaged([&] { return floatsOf(settled()); })};
    }
    KeptNetwork kept() const override { return m_best; }
    std::vector<LayerWeights> layers() override;
    std::size_t embeddingNumbers() const override { return m_layout.embedding.size(); }
    void exchange(StateArchive &archive) override;
    void setKept(KeptNetwork kept) override;

private:
    /// What `look` sees while the network computes with the averages of its parameters, where there
    /// are any.
    template <typename Look>
    std::invoke_result_t<Look> averaged(Look look)
    {
        if (!m_average.defined())
            return look();
        const at::NoGradGuard noGradients;
        const at::Tensor own = m_flat.clone();
        m_flat.copy_(m_average); // in place: the layers are views
        auto seen = look();
        m_flat.copy_(own);
        return seen;
    }
    at::Tensor settled() const;
    void takeMask();
    at::Tensor weightsOf(std::size_t layer) const override;
    at::Tensor biasOf(std::size_t stage) const override { return m_views.biases[stage].squeeze(0); }
    at::Tensor normScaleOf(std::size_t stage) const override { return m_views.normScales[stage]; }
    at::Tensor normMeanOf(std::size_t stage) const override { return running(stage, 0); }
    at::Tensor normVarianceOf(std::size_t stage) const override { return running(stage, 1); }
    at::Tensor running(std::size_t stage, std::int64_t half) const
    {
        const ParameterLayout::Layer &layer = m_layout.layers[stage];
        return m_flat.narrow(0, signedSize(layer.normMean) + half * layer.outputs, layer.outputs);
    }
    at::Tensor scaledWeights(std::size_t layer) const;
    void advance(double progress);
    ParameterLayout layoutOf(const NetworkShape &shape) const
    {
        return ParameterLayout(shape, m_options.compression);
    }
    void placeParameters();
    void removeNeurons();
    void exchangeShape(StateArchive &archive);
    void observe();
    at::Tensor forward(at::Tensor x, bool training);
    at::Tensor trainingFeatures(const at::Tensor &rows);
    at::Tensor trainingLossOf(const at::Tensor &rows);

    NetworkShape m_shape;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    Rowset<at::Tensor> m_train, m_validation;
    TorchDropout m_dropout;
    RandomStream m_augmentation;
    TorchLosses m_losses;
    std::optional<Mixup> m_mixup;
    at::Tensor m_flat, m_gradient, m_first, m_second, m_average, m_mask;
    ParameterViews<at::Tensor> m_views;
    std::optional<TorchEmbedding> m_embedding;
    std::optional<WeightCompressor> m_compressor;
    std::optional<NeuronPruner> m_pruner;
    std::int64_t m_updates = 0;
    KeptNetwork m_best;
};

/// Views of the flat arrays as they are now.
void TorchStepper::placeParameters()
{
    m_views = viewsOf(m_layout, m_flat, m_gradient);
    if (m_shape.embedding.any())
        m_embedding.emplace(m_shape, m_layout, m_flat, m_gradient);
}

void TorchStepper::removeNeurons()
{
    const at::NoGradGuard noGradients;
    const NeuronCut cut = m_pruner->cut();
    const NetworkShape smaller = shapeAfter(m_shape, cut);
    ParameterLayout layout = layoutOf(smaller);
    const std::vector<std::size_t> places = placesAfter(m_shape, m_layout, layout, cut);
    const std::vector<std::int64_t> kept(places.begin(), places.end());
    for (at::Tensor *numbers : {&m_flat, &m_gradient, &m_first, &m_second, &m_average})
        if (numbers->defined())
            *numbers = numbers->index_select(0, placed(kept, *numbers));
    m_shape = smaller;
    m_layout = std::move(layout);
    placeParameters();
    if (!m_compressor)
        return;
    m_compressor->follow(places);
    takeMask();
}

void TorchStepper::observe()
{
    std::vector<at::Tensor> weights;
    std::vector<const float *> places;
    for (std::size_t l = 0; l < m_views.weights.size(); ++l) {
        weights.push_back(weightsOf(l).to(at::kCPU).contiguous());
        places.push_back(weights.back().data_ptr<float>());
    }
    m_pruner->observe(m_layout, places, floatsOf(m_gradient));
}

/// With members, of each: [members, rows, outputs].
at::Tensor TorchStepper::forward(at::Tensor x, bool training)
{
    if (!m_shape.stages.empty())
        x = throughStages(m_shape, *this, x, training);
    if (m_embedding)
        x = m_embedding->embedded(x);
    if (m_views.factors.defined())
        x = forMembers(x, m_views.factors);
    const std::size_t last = m_views.weights.size() - 1;
    for (std::size_t i = m_shape.stages.size(); i < last; ++i) {
        x = at::addmm(m_views.biases[i], x, weightsOf(i));
        x = activate(m_shape.activation, x, m_views.shares[i]);
        if (training && m_shape.dropout > 0.0)
            x = x * m_dropout.mask(x, m_shape.dropout);
    }
    return m_views.factors.defined() ? throughHeads(x, weightsOf(last), m_views.biases[last])
                                     : at::addmm(m_views.biases[last], x, weightsOf(last));
}

at::Tensor TorchStepper::scaledWeights(std::size_t layer) const
{
    return layer == 0 && m_views.inputScale.defined()
               ? m_views.weights[0] * m_views.inputScale.unsqueeze(1)
               : m_views.weights[layer];
}

at::Tensor TorchStepper::weightsOf(std::size_t layer) const
{
    const at::Tensor weights = scaledWeights(layer);
    if (!m_mask.defined())
        return weights;
    const at::Tensor steps =
        m_views.steps.defined() ? m_views.steps.select(0, signedSize(layer)) : at::Tensor();
    return shrunkWeights(*m_compressor, {m_layout.layers[layer], weights, m_mask, steps});
}

void TorchStepper::advance(double progress)
{
    if (m_pruner && m_pruner->advance(progress))
        removeNeurons();
    if (!m_compressor)
        return;
    const at::NoGradGuard noGradients;
    if (!m_compressor->looksAt(progress)) {
        m_compressor->advance(progress, {}, {});
        if (!m_mask.defined())
            takeMask();
        return;
    }
    std::vector<at::Tensor> parts;
    for (std::size_t l = 0; l < m_views.weights.size(); ++l)
        parts.push_back(scaledWeights(l).flatten());
    const at::Tensor all = at::cat(parts).to(at::kCPU);
    const std::span<const float> weights(all.data_ptr<float>(), m_layout.weightCount);
    const int bits = m_compressor->bits();
    m_compressor->advance(progress, weights,
                          m_views.factors.defined() ? floatsOf(m_views.factors)
                                                    : std::vector<float>());
    takeMask();
    if (!m_compressor->rounds() || m_compressor->bits() == bits)
        return;
    for (std::size_t l = 0; l < m_views.weights.size(); ++l)
        m_views.steps.select(0, signedSize(l)).copy_(tensorOf(m_compressor->bestSteps(l, weights)));
    if (m_average.defined()) // new steps are no trend to follow
        m_average.narrow(0, signedSize(m_layout.steps), m_views.steps.numel())
            .copy_(m_views.steps.flatten());
}

void TorchStepper::takeMask()
{
    const std::vector<float> &mask = m_compressor->mask();
    m_mask = at::from_blob(const_cast<float *>(mask.data()), {signedSize(mask.size())}, at::kFloat)
                 .to(m_flat.device());
}

at::Tensor TorchStepper::trainingFeatures(const at::Tensor &rows)
{
    at::Tensor features = m_train.features.index_select(0, rows);
    if (m_options.augmentation.any() && !m_shape.stages.empty())
        features = augmented(features, m_shape.picture, m_options.augmentation, m_augmentation);
    return m_mixup ? mixed(features, *m_mixup) : features;
}

at::Tensor TorchStepper::trainingLossOf(const at::Tensor &rows)
{
    const auto take = [&](const at::Tensor &of) {
        return of.defined() ? of.index_select(0, rows) : at::Tensor();
    };
    if (m_mixup)
        m_mixup->draw(static_cast<std::size_t>(rows.numel()));
    const at::Tensor output = forward(trainingFeatures(rows), true);
    const at::Tensor targets = take(m_train.targets), soft = take(m_train.soft),
                     weights = take(m_train.weights);
    return trainingLoss(m_options, output, {targets, soft, weights}, m_mixup ? &*m_mixup : nullptr);
}

double TorchStepper::step(std::span<const std::int64_t> which, double learningRate, double progress)
{
    advance(progress);
    const at::Tensor rows = placed(which, m_flat);
    const at::AutoGradMode gradients(true);
    m_gradient.zero_();
    const at::Tensor loss = trainingLossOf(rows);
    const double value = m_losses.tell(loss);
    if (!std::isfinite(value))
        return value;
    loss.backward();
    const at::NoGradGuard noGradients;
    if (m_pruner && m_pruner->observes())
        observe();
    ++m_updates;
    moveParameters(m_layout, m_options, {m_flat, m_gradient, m_first, m_second}, m_updates,
                   learningRate);
    if (m_average.defined())
        followAverage(m_average, m_flat, m_options.averageDecay, m_updates);
    return value;
}

at::Tensor TorchStepper::settled() const
{
    const at::NoGradGuard noGradients;
    at::Tensor flat = m_flat.clone();
    for (std::size_t l = 0; l < m_views.weights.size(); ++l) {
        const at::Tensor weights = weightsOf(l).flatten();
        flat.narrow(0, signedSize(m_layout.layers[l].weights), weights.numel()).copy_(weights);
    }
    if (m_views.inputScale.defined())
        flat.narrow(0, signedSize(m_layout.inputScale), m_views.inputScale.numel()).fill_(1.0);
    return flat;
}

std::vector<LayerWeights> TorchStepper::layers()
{
    return toLayers(m_layout, averaged([&] { return floatsOf(settled()); }));
}

void TorchStepper::exchange(StateArchive &archive)
{
    const at::NoGradGuard noGradients;
    exchangeShape(archive);
    for (const at::Tensor *numbers : {&m_flat, &m_first, &m_second, &m_average})
        if (numbers->defined())
            exchangeFloats(archive, *numbers);
    archive.value(m_updates);
    m_dropout.exchange(archive);
    archive.stream(m_augmentation);
    if (m_mixup)
        archive.stream(m_mixup->random());
    if (m_compressor)
        m_compressor->exchange(archive);
    if (m_pruner)
        m_pruner->exchange(archive, m_shape);
    if (!m_compressor)
        return;
    if (m_pruner)
        m_compressor->setLiving(m_pruner->living(m_layout));
    takeMask();
}

void TorchStepper::exchangeShape(StateArchive &archive)
{
    NetworkShape shape = m_shape;
    exchangeWidths(archive, shape);
    if (!archive.reads())
        return;
    m_shape = shape;
    m_layout = layoutOf(shape);
    for (at::Tensor *numbers : {&m_flat, &m_gradient, &m_first, &m_second, &m_average})
        if (numbers->defined())
            *numbers = at::zeros({signedSize(m_layout.total)}, numbers->options());
    placeParameters();
}

void TorchStepper::setKept(KeptNetwork kept)
{
    StateArchive::require(kept.parameters.size() == layoutOf(kept.shape).total);
    m_best = std::move(kept);
}

} // namespace

std::unique_ptr<Stepper> makeTorchStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options)
{
    limitThreads(std::max(1, options.threads));
    return std::make_unique<TorchStepper>(shape, train, validation, options);
}

} // namespace leptune::neural
