// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_stepper.h"

#include "core/base/random.h"
#include "core/neural/mixup.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/neuron_pruner.h"
#include "core/neural/parameters.h"
#include "core/neural/quantised_start.h"
#include "core/neural/torch_augmentation.h"
#include "core/neural/torch_dropout.h"
#include "core/neural/torch_loss.h"
#include "core/neural/torch_losses.h"
#include "core/neural/torch_network.h"
#include "core/neural/torch_rowset.h"
#include "core/neural/torch_runtime.h"
#include "core/neural/torch_stages.h"
#include "core/neural/torch_tensors.h"
#include "core/neural/torch_update.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace leptune::neural {

namespace {

/// Moments and averages are flat arrays as the network's parameters are.
class TorchStepper final : public Stepper {
public:
    TorchStepper(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                 const TrainOptions &options)
        : m_options(options),
          m_network(shape, train, options),
          m_watchedRows(at::tensor(rowsToWatch(train)).to(at::Device(options.device))),
          m_dropout(options.seed, options.device),
          m_augmentation(options.seed, 3),
          m_best{shape, {}}
    {
        for (const auto &[from, to] : {std::pair(&train, &m_train), {&validation, &m_validation}})
            placeRows(*from, shape, options.loss, options.device,
                      {to->features, to->targets, to->weights, to->soft});
        for (at::Tensor *zeros : {&m_first, &m_second})
            *zeros = at::zeros_like(m_network.flat());
        if (options.averageDecay > 0.0)
            m_average = at::zeros_like(m_network.flat());
        if (options.mixup > 0.0)
            m_mixup.emplace(options.mixup, options.seed);
        if (options.compression.neuronSparsity > 0.0)
            m_pruner.emplace(shape, options.compression);
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override;
    double takeOwedLosses() override { return m_losses.takeOwed(); }
    double validationLoss(std::vector<float> *outputs) override
    {
        const auto answers = [&](const at::Tensor &x) { return m_network.answers(x); };
        return averaged([&] { return lossOver(m_validation, m_options.loss, answers, outputs); });
    }
    void shrinkTo(double level) override
    {
        if (WeightCompressor *compressor = m_network.compressor())
            compressor->shrinkTo(level);
        if (!m_pruner)
            return;
        m_pruner->shrinkTo(level);
        m_network.compressor()->setLiving(m_pruner->living(m_network.layout()));
    }
    void settle() override
    {
        if (m_pruner && m_pruner->hasMasked())
            removeNeurons();
    }
    void freeze() override
    {
        settle();
        if (WeightCompressor *compressor = m_network.compressor())
            compressor->freeze();
    }
    void quantise(int weightBits) override;
    int weightBits() const override
    {
        return bitsAsTold(m_network.weightBits(), m_network.codes());
    }
    bool isFinal() const override
    {
        return m_network.isFinal() && (!m_pruner || m_pruner->isFinal());
    }
    void keep() override { m_best = {m_network.shape(), settled(), m_network.codes().areOn()}; }
    KeptNetwork kept() const override { return m_best; }
    std::vector<LayerWeights> layers() override { return toLayers(m_network.layout(), settled()); }
    std::size_t embeddingNumbers() const override { return m_network.layout().embedding.size(); }
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
        const at::Tensor own = m_network.flat().clone();
        m_network.flat().copy_(m_average); // in place: the layers are views
        auto seen = look();
        m_network.flat().copy_(own);
        return seen;
    }
    std::vector<float> settled()
    {
        return averaged([&] { return floatsOf(m_network.settled()); });
    }
    void advance(double progress);
    void removeNeurons();
    void takeShape(const NetworkShape &shape);
    void becomeQuantised(const NetworkShape &shape);
    void exchangeCodes(StateArchive &archive);
    void exchangeShape(StateArchive &archive);
    void observe();
    void zeroFrozen();
    at::Tensor trainingFeatures(const at::Tensor &rows);
    at::Tensor trainingLossOf(const at::Tensor &rows);

    const TrainOptions &m_options;
    TorchNetwork m_network;
    Rowset<at::Tensor> m_train, m_validation;
    at::Tensor m_watchedRows;
    TorchDropout m_dropout;
    RandomStream m_augmentation;
    TorchLosses m_losses;
    std::optional<Mixup> m_mixup;
    at::Tensor m_first, m_second, m_average;
    std::optional<NeuronPruner> m_pruner;
    std::int64_t m_updates = 0;
    KeptNetwork m_best;
};

void TorchStepper::removeNeurons()
{
    const at::NoGradGuard noGradients;
    const NeuronCut cut = m_pruner->cut();
    const NetworkShape smaller = shapeAfter(m_network.shape(), cut);
    const std::vector<std::size_t> places =
        placesAfter(m_network.shape(), m_network.layout(), m_network.layoutOf(smaller), cut);
    const std::vector<std::int64_t> kept(places.begin(), places.end());
    const at::Tensor index = placed(kept, m_network.flat());
    for (at::Tensor *numbers : {&m_first, &m_second, &m_average})
        if (numbers->defined())
            *numbers = numbers->index_select(0, index);
    m_network.follow(smaller, places, index);
}

void TorchStepper::observe()
{
    std::vector<at::Tensor> weights;
    std::vector<const float *> places;
    for (std::size_t l = 0; l < m_network.layout().layers.size(); ++l) {
        weights.push_back(m_network.weightsOf(l).to(at::kCPU).contiguous());
        places.push_back(weights.back().data_ptr<float>());
    }
    m_pruner->observe(m_network.layout(), places, floatsOf(m_network.gradient()));
}

void TorchStepper::quantise(int bits)
{
    const at::NoGradGuard noGradients;
    const KeptNetwork start = quantisedStart(m_best, m_options.compression);
    InputCodes &codes = m_network.codes();
    codes.watch(m_network.layout().layers.size());
    becomeQuantised(start.shape);
    const ParameterLayout &layout = m_network.layout();
    m_network.flat().copy_(tensorOf(start.parameters));
    if (WeightCompressor *compressor = m_network.compressor()) {
        compressor->settleOn(std::span(start.parameters).first(layout.weightCount), bits);
        m_network.takeMask();
    }
    m_network.forward(m_train.features.index_select(0, m_watchedRows), nullptr);
    std::vector<float> parameters = floatsOf(m_network.flat());
    codes.start(layout, parameters);
    m_network.flat().copy_(tensorOf(parameters));
    if (m_average.defined())
        m_average.copy_(m_network.flat());
}

/// Of the shape that it was folded to; all numbers are 0, but not yet those that are kept.
void TorchStepper::becomeQuantised(const NetworkShape &shape)
{
    takeShape(shape);
    m_pruner.reset();
    m_updates = 0;
}

void TorchStepper::advance(double progress)
{
    if (m_pruner && m_pruner->advance(progress))
        removeNeurons();
    if (!m_network.advance(progress) || !m_average.defined())
        return;
    const at::NoGradGuard noGradients; // new steps are no trend to follow
    const ParameterLayout &layout = m_network.layout();
    const auto part = [&](const at::Tensor &flat) {
        return flat.narrow(0, signedSize(layout.steps), signedSize(layout.total - layout.steps));
    };
    part(m_average).copy_(part(m_network.flat()));
}

at::Tensor TorchStepper::trainingFeatures(const at::Tensor &rows)
{
    at::Tensor features = m_train.features.index_select(0, rows);
    if (m_options.augmentation.any() && !m_network.shape().stages.empty())
        features =
            augmented(features, m_network.shape().picture, m_options.augmentation, m_augmentation);
    return m_mixup ? mixed(features, *m_mixup) : features;
}

at::Tensor TorchStepper::trainingLossOf(const at::Tensor &rows)
{
    const auto take = [&](const at::Tensor &of) {
        return of.defined() ? of.index_select(0, rows) : at::Tensor();
    };
    if (m_mixup)
        m_mixup->draw(static_cast<std::size_t>(rows.numel()));
    const TorchNetwork::Drop drop = [&](const at::Tensor &like) {
        return m_dropout.mask(like, m_network.shape().dropout);
    };
    const at::Tensor output = m_network.forward(trainingFeatures(rows), &drop);
    const at::Tensor targets = take(m_train.targets), soft = take(m_train.soft),
                     weights = take(m_train.weights);
    return trainingLoss(m_options, output, {targets, soft, weights}, m_mixup ? &*m_mixup : nullptr);
}

/// What learns no more.
void TorchStepper::zeroFrozen()
{
    const ParameterLayout &layout = m_network.layout();
    m_network.gradient()
        .narrow(0, signedSize(layout.biasEnd()), signedSize(layout.steps - layout.biasEnd()))
        .zero_();
}

double TorchStepper::step(std::span<const std::int64_t> which, double learningRate, double progress)
{
    advance(progress);
    const at::Tensor rows = placed(which, m_network.flat());
    const at::AutoGradMode gradients(true);
    m_network.gradient().zero_();
    const at::Tensor loss = trainingLossOf(rows);
    const double value = m_losses.tell(loss);
    if (!std::isfinite(value))
        return value;
    loss.backward();
    const at::NoGradGuard noGradients;
    if (m_network.codes().areOn())
        zeroFrozen();
    if (m_pruner && m_pruner->observes())
        observe();
    ++m_updates;
    moveParameters(m_network.layout(), m_options,
                   {m_network.flat(), m_network.gradient(), m_first, m_second}, m_updates,
                   learningRate);
    if (m_average.defined())
        followAverage(m_average, m_network.flat(), m_options.averageDecay, m_updates);
    return value;
}

void TorchStepper::exchange(StateArchive &archive)
{
    const at::NoGradGuard noGradients;
    exchangeCodes(archive);
    exchangeShape(archive);
    for (const at::Tensor *numbers : {&m_network.flat(), &m_first, &m_second, &m_average})
        if (numbers->defined())
            exchangeFloats(archive, *numbers);
    archive.value(m_updates);
    m_dropout.exchange(archive);
    archive.stream(m_augmentation);
    if (m_mixup)
        archive.stream(m_mixup->random());
    WeightCompressor *compressor = m_network.compressor();
    if (compressor)
        compressor->exchange(archive);
    if (m_pruner)
        m_pruner->exchange(archive, m_network.shape());
    if (!compressor)
        return;
    if (m_pruner)
        compressor->setLiving(m_pruner->living(m_network.layout()));
    m_network.takeMask();
}

void TorchStepper::exchangeShape(StateArchive &archive)
{
    NetworkShape shape = m_network.shape();
    exchangeWidths(archive, shape);
    if (archive.reads())
        takeShape(shape);
}

/// All numbers are 0 then.
void TorchStepper::takeShape(const NetworkShape &shape)
{
    m_network.takeShape(shape);
    for (at::Tensor *numbers : {&m_first, &m_second, &m_average})
        if (numbers->defined())
            *numbers = at::zeros_like(m_network.flat());
}

void TorchStepper::exchangeCodes(StateArchive &archive)
{
    InputCodes &codes = m_network.codes();
    bool areOn = codes.areOn();
    archive.value(areOn);
    if (!archive.reads() || !areOn)
        return;
    codes.turnOn();
    becomeQuantised(withoutNorms(m_network.shape()));
}

void TorchStepper::setKept(KeptNetwork kept)
{
    StateArchive::require(kept.parameters.size() == m_network.layoutOf(kept.shape).total);
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
