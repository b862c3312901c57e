// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_stepper.h"

#include "core/base/random.h"
#include "core/neural/mixup.h"
#include "core/neural/parameters.h"
#include "core/neural/torch_embedding.h"
#include "core/neural/torch_leaf.h"
#include "core/neural/torch_loss.h"
#include "core/neural/torch_members.h"
#include "core/neural/torch_rounding.h"
#include "core/neural/torch_runtime.h"
#include "core/neural/torch_stages.h"
#include "core/neural/torch_update.h"
#include "core/neural/weight_compressor.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace leptune::neural {

namespace {

std::int64_t signedSize(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

std::vector<float> floatsOf(const at::Tensor &tensor)
{
    const at::Tensor here = tensor.to(at::kCPU).contiguous();
    return {here.data_ptr<float>(), here.data_ptr<float>() + here.numel()};
}

void append(std::vector<float> &values, const at::Tensor &tensor)
{
    const std::vector<float> more = floatsOf(tensor);
    values.insert(values.end(), more.begin(), more.end());
}

/// A copy.
at::Tensor tensorOf(const std::vector<float> &values)
{
    return at::from_blob(const_cast<float *>(values.data()), {signedSize(values.size())},
                         at::kFloat)
        .clone();
}

/// Features, targets, weights and a teacher's answers of some rows as tensors on the device; the
/// features are borrowed where the device is the CPU.
struct Rowset {
    at::Tensor features, targets, weights, soft;
    std::size_t rows = 0;

    Rowset(const Batchable &part, const NetworkShape &shape, Loss loss, const at::Device &device)
        : rows(part.rows)
    {
        const auto borrow = [](std::span<const float> values, at::IntArrayRef sizes) {
            return at::from_blob(const_cast<float *>(values.data()), sizes, at::kFloat);
        };
        if (rows == 0)
            return;
        features = borrow(part.features, {signedSize(rows), shape.inputs}).to(device);
        targets = borrow(part.targets, {signedSize(rows)})
                      .to(device, loss == Loss::CrossEntropy ? at::kLong : at::kFloat);
        if (!part.weights.empty())
            weights = borrow(part.weights, {signedSize(rows)}).to(device);
        if (!part.soft.empty())
            soft = borrow(part.soft, {signedSize(rows), shape.outputs}).to(device);
    }
    bool weighted() const { return weights.defined(); }
};

/// Parameters, gradients and moments are flat arrays: the layers' tensors are views, so an
/// optimiser step is a handful of operations whatever the depth.
class TorchStepper final : public Stepper, private StageTensors {
public:
    TorchStepper(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                 const TrainOptions &options)
        : m_shape(shape),
          m_options(options),
          m_layout(shape, options.compression.weightBits > 0),
          m_device(options.device),
          m_train(train, shape, options.loss, m_device),
          m_validation(validation, shape, options.loss, m_device),
          m_dropout(options.seed, 2),
          m_augmentation(options.seed, 3)
    {
        RandomStream random(options.seed, 0);
        const std::vector<float> start = initialParameters(m_layout, shape, random);
        m_flat = tensorOf(start).to(m_device);
        for (at::Tensor *zeros : {&m_gradient, &m_first, &m_second})
            *zeros = at::zeros_like(m_flat);
        if (options.averageDecay > 0.0)
            m_average = at::zeros_like(m_flat);
        if (options.mixup > 0.0)
            m_mixup.emplace(options.mixup, options.seed);
        const auto where = [&](std::size_t place, int count) {
            return place > 0 ? parameter(place, {count}) : at::Tensor();
        };
        for (const ParameterLayout::Layer &layer : m_layout.layers) {
            m_weights.push_back(parameter(layer.weights, {layer.inputs, layer.outputs}));
            m_biases.push_back(parameter(layer.bias, {layer.members, layer.outputs}));
            m_normScales.push_back(where(layer.normScale, layer.outputs));
            m_shares.push_back(where(layer.share, layer.outputs));
        }
        if (m_layout.scalesInputs())
            m_inputScale = parameter(m_layout.inputScale, {m_layout.layers.front().inputs});
        if (m_layout.members > 1)
            m_factors =
                parameter(m_layout.inputScale, {m_layout.members, m_layout.layers.front().inputs});
        if (shape.embedding.any())
            m_embedding.emplace(shape, m_layout, m_flat, m_gradient);
        if (m_layout.steps < m_layout.total)
            m_steps = parameter(m_layout.steps, {signedSize(m_layout.layers.size())});
        if (options.compression.any())
            m_compressor.emplace(m_layout, options.compression, inputPower(m_layout, train));
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override;
    double validationLoss(std::vector<float> *outputs) override
    {
        return averaged([&] { return lossOfValidation(outputs); });
    }
    void shrinkTo(double level) override
    {
        if (m_compressor)
            m_compressor->shrinkTo(level);
    }
    void freeze() override
    {
        if (m_compressor)
            m_compressor->freeze();
    }
    int weightBits() const override { return m_compressor ? m_compressor->bits() : 0; }
    bool isFinal() const override { return !m_compressor || m_compressor->isFinal(); }
    void keep() override
    {
        m_best = averaged([&] { return settled(); });
    }
    std::vector<float> kept() const override
    {
        return m_best.defined() ? floatsOf(m_best) : std::vector<float>();
    }
    std::vector<LayerWeights> layers() override;
    std::size_t embeddingNumbers() const override { return m_layout.embedding.size(); }
    void exchange(StateArchive &archive) override;
    void setKept(std::vector<float> parameters) override;

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
    double lossOfValidation(std::vector<float> *outputs);
    at::Tensor settled() const;
    void takeMask();
    at::Tensor weightsOf(std::size_t layer) const override;
    at::Tensor biasOf(std::size_t stage) const override { return m_biases[stage].squeeze(0); }
    at::Tensor normScaleOf(std::size_t stage) const override { return m_normScales[stage]; }
    at::Tensor normMeanOf(std::size_t stage) const override { return running(stage, 0); }
    at::Tensor normVarianceOf(std::size_t stage) const override { return running(stage, 1); }
    at::Tensor running(std::size_t stage, std::int64_t half) const
    {
        const ParameterLayout::Layer &layer = m_layout.layers[stage];
        return m_flat.narrow(0, signedSize(layer.normMean) + half * layer.outputs, layer.outputs);
    }
    at::Tensor scaledWeights(std::size_t layer) const;
    void advance(double progress);
    at::Tensor parameter(std::size_t offset, std::initializer_list<std::int64_t> sizes)
    {
        return leafOf(m_flat, m_gradient, offset, sizes);
    }
    at::Tensor forward(at::Tensor x, bool training);
    at::Tensor trainingFeatures(const at::Tensor &rows);
    at::Tensor trainingLossOf(const at::Tensor &rows);

    const NetworkShape &m_shape;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    at::Device m_device;
    Rowset m_train, m_validation;
    RandomStream m_dropout, m_augmentation;
    std::optional<Mixup> m_mixup;
    at::Tensor m_flat, m_gradient, m_first, m_second, m_average, m_best;
    at::Tensor m_inputScale, m_factors, m_steps, m_mask;
    std::vector<at::Tensor> m_weights, m_biases, m_normScales, m_shares;
    std::optional<TorchEmbedding> m_embedding;
    std::optional<WeightCompressor> m_compressor;
    std::int64_t m_updates = 0;
};

/// With members, of each: [members, rows, outputs].
at::Tensor TorchStepper::forward(at::Tensor x, bool training)
{
    if (!m_shape.stages.empty())
        x = throughStages(m_shape, *this, x, training);
    if (m_embedding)
        x = m_embedding->embedded(x);
    if (m_factors.defined())
        x = forMembers(x, m_factors);
    const std::size_t last = m_weights.size() - 1;
    for (std::size_t i = m_shape.stages.size(); i < last; ++i) {
        x = at::addmm(m_biases[i], x, weightsOf(i));
        x = activate(m_shape.activation, x, m_shares[i]);
        if (training && m_shape.dropout > 0.0)
            x = x * dropoutMask(x, m_shape.dropout, m_dropout);
    }
    return m_factors.defined() ? throughHeads(x, weightsOf(last), m_biases[last])
                               : at::addmm(m_biases[last], x, weightsOf(last));
}

at::Tensor TorchStepper::scaledWeights(std::size_t layer) const
{
    return layer == 0 && m_inputScale.defined() ? m_weights[0] * m_inputScale.unsqueeze(1)
                                                : m_weights[layer];
}

at::Tensor TorchStepper::weightsOf(std::size_t layer) const
{
    const at::Tensor weights = scaledWeights(layer);
    if (!m_mask.defined())
        return weights;
    const ParameterLayout::Layer &place = m_layout.layers[layer];
    const at::Tensor mask = m_mask.narrow(0, signedSize(place.weights), weights.numel())
                                .view({place.inputs, place.outputs});
    const at::Tensor logStep =
        m_steps.defined() ? m_steps.select(0, signedSize(layer)) : at::Tensor();
    return shrunkWeights(*m_compressor, weights, mask, logStep);
}

void TorchStepper::advance(double progress)
{
    if (!m_compressor)
        return;
    const at::NoGradGuard noGradients;
    std::vector<at::Tensor> parts;
    for (std::size_t l = 0; l < m_weights.size(); ++l)
        parts.push_back(scaledWeights(l).flatten());
    const at::Tensor all = at::cat(parts).to(at::kCPU);
    const std::span<const float> weights(all.data_ptr<float>(), m_layout.weightCount);
    const int bits = m_compressor->bits();
    m_compressor->advance(progress, weights,
                          m_factors.defined() ? floatsOf(m_factors) : std::vector<float>());
    takeMask();
    if (!m_compressor->rounds() || m_compressor->bits() == bits)
        return;
    for (std::size_t l = 0; l < m_weights.size(); ++l)
        m_steps.select(0, signedSize(l)).fill_(std::log(m_compressor->bestStep(l, weights)));
    if (m_average.defined()) // new steps are no trend to follow
        m_average.narrow(0, signedSize(m_layout.steps), m_steps.numel()).copy_(m_steps);
}

void TorchStepper::takeMask()
{
    const std::vector<float> &mask = m_compressor->mask();
    m_mask = at::from_blob(const_cast<float *>(mask.data()), {signedSize(mask.size())}, at::kFloat)
                 .to(m_device);
}

at::Tensor TorchStepper::trainingFeatures(const at::Tensor &rows)
{
    at::Tensor features = m_train.features.index_select(0, rows);
    if (m_options.augmentation.any() && !m_shape.stages.empty())
        features = augmented(features, m_shape, m_options.augmentation, m_augmentation);
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
    const at::Tensor rows = at::from_blob(const_cast<std::int64_t *>(which.data()),
                                          {signedSize(which.size())}, at::kLong)
                                .to(m_device);
    const at::AutoGradMode gradients(true);
    m_gradient.zero_();
    const at::Tensor loss = trainingLossOf(rows);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        return value;
    loss.backward();
    const at::NoGradGuard noGradients;
    ++m_updates;
    moveParameters(m_layout, m_options, {m_flat, m_gradient, m_first, m_second}, m_updates,
                   learningRate);
    if (m_average.defined())
        followAverage(m_average, m_flat, m_options.averageDecay, m_updates);
    return value;
}

double TorchStepper::lossOfValidation(std::vector<float> *outputs)
{
    constexpr std::size_t kRows = 4096;
    const at::NoGradGuard noGradients;
    double sum = 0.0, weight = 0.0;
    if (outputs)
        outputs->clear();
    for (std::size_t begin = 0; begin < m_validation.rows; begin += kRows) {
        const std::int64_t first = signedSize(begin);
        const std::int64_t count = signedSize(std::min(kRows, m_validation.rows - begin));
        const at::Tensor weights =
            m_validation.weighted() ? m_validation.weights.narrow(0, first, count) : at::Tensor();
        const double partWeight =
            weights.defined() ? weights.sum().item<double>() : static_cast<double>(count);
        at::Tensor output = forward(m_validation.features.narrow(0, first, count), false);
        if (m_factors.defined())
            output = output.mean(0);
        const at::Tensor targets = m_validation.targets.narrow(0, first, count);
        if (outputs)
            append(*outputs, output);
        sum += plainLoss(m_options.loss, output, targets, weights).item<double>() * partWeight;
        weight += partWeight;
    }
    return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

at::Tensor TorchStepper::settled() const
{
    const at::NoGradGuard noGradients;
    at::Tensor flat = m_flat.clone();
    for (std::size_t l = 0; l < m_weights.size(); ++l) {
        const at::Tensor weights = weightsOf(l).flatten();
        flat.narrow(0, signedSize(m_layout.layers[l].weights), weights.numel()).copy_(weights);
    }
    if (m_inputScale.defined())
        flat.narrow(0, signedSize(m_layout.inputScale), m_inputScale.numel()).fill_(1.0);
    return flat;
}

std::vector<LayerWeights> TorchStepper::layers()
{
    return toLayers(m_layout, averaged([&] { return floatsOf(settled()); }));
}

void TorchStepper::exchange(StateArchive &archive)
{
    const at::NoGradGuard noGradients;
    for (at::Tensor *numbers : {&m_flat, &m_first, &m_second, &m_average}) {
        if (!numbers->defined())
            continue;
        std::vector<float> values = floatsOf(*numbers);
        archive.floats(std::span(values));
        if (archive.reads()) // in place: the layers are views
            numbers->copy_(tensorOf(values));
    }
    archive.value(m_updates);
    archive.stream(m_dropout);
    archive.stream(m_augmentation);
    if (m_mixup)
        archive.stream(m_mixup->random());
    if (!m_compressor)
        return;
    m_compressor->exchange(archive);
    takeMask();
}

void TorchStepper::setKept(std::vector<float> parameters)
{
    StateArchive::require(parameters.size() == m_layout.total);
    m_best = tensorOf(parameters).to(m_device);
}

} // namespace

std::unique_ptr<Stepper> makeTorchStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options)
{
    limitThreads(std::max(1, options.threads));
    return std::make_unique<TorchStepper>(shape, train, validation, options);
}

} // namespace leptune::neural
