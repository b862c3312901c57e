// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_stepper.h"

#include "core/base/random.h"
#include "core/base/short_float.h"
#include "core/neural/parameters.h"
#include "core/neural/weight_compressor.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <dlfcn.h>
#include <limits>
#include <mutex>
#include <optional>

namespace leptune::neural {

namespace {

/// OpenBLAS (pthread flavour) has one process-wide thread count, which LibTorch does not know of.
void limitBlasThreads(int threads)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static int current = 0;
    using Setter = void (*)(int);
    static const auto set =
        reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set && current != threads)
        set(threads);
    current = threads;
}

std::int64_t signedSize(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

at::Tensor activate(const std::string &name, const at::Tensor &x)
{
    if (name == "relu")
        return at::relu(x);
    if (name == "elu")
        return at::elu(x);
    if (name == "selu")
        return at::selu(x);
    if (name == "gelu")
        return at::gelu(x);
    if (name == "mish")
        return at::mish(x);
    if (name == "silu")
        return at::silu(x);
    if (name == "tanh")
        return at::tanh(x);
    TORCH_CHECK(false, "unknown activation '", name, "'");
}

/// Features, targets and weights of some rows as tensors on the device; the features are borrowed
/// where the device is the CPU.
struct Rowset {
    at::Tensor features, targets, weights;
    std::size_t rows = 0;

    Rowset(const Batchable &part, int inputs, Loss loss, const at::Device &device) : rows(part.rows)
    {
        const auto borrow = [](std::span<const float> values, at::IntArrayRef sizes) {
            return at::from_blob(const_cast<float *>(values.data()), sizes, at::kFloat);
        };
        if (rows == 0)
            return;
        features = borrow(part.features, {signedSize(rows), inputs}).to(device);
        targets = borrow(part.targets, {signedSize(rows)})
                      .to(device, loss == Loss::CrossEntropy ? at::kLong : at::kFloat);
        if (!part.weights.empty())
            weights = borrow(part.weights, {signedSize(rows)}).to(device);
    }
    bool weighted() const { return weights.defined(); }
};

/// Parameters, gradients and moments are flat arrays: the layers' tensors are views, so an
/// optimiser step is a handful of operations whatever the depth.
class TorchStepper final : public Stepper {
public:
    TorchStepper(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                 const TrainOptions &options)
        : m_shape(shape),
          m_options(options),
          m_layout(shape, options.compression.weightBits > 0),
          m_device(options.device),
          m_train(train, shape.inputs, options.loss, m_device),
          m_validation(validation, shape.inputs, options.loss, m_device),
          m_dropout(options.seed, 2)
    {
        RandomStream random(options.seed, 0);
        std::vector<float> start = initialParameters(m_layout, shape, random);
        m_flat = at::from_blob(start.data(), {signedSize(start.size())}, at::kFloat)
                     .clone()
                     .to(m_device);
        m_gradient = at::zeros_like(m_flat);
        m_first = at::zeros_like(m_flat);
        m_second = at::zeros_like(m_flat);
        for (const ParameterLayout::Layer &layer : m_layout.layers) {
            m_weights.push_back(parameter(layer.weights, {layer.inputs, layer.outputs}));
            m_biases.push_back(parameter(layer.bias, {layer.outputs}));
        }
        if (m_layout.scalesInputs())
            m_inputScale = parameter(m_layout.inputScale, {shape.inputs});
        if (m_layout.steps < m_layout.total)
            m_steps = parameter(m_layout.steps, {signedSize(m_layout.layers.size())});
        if (options.compression.any())
            m_compressor.emplace(m_layout, options.compression,
                                 columnPower(train, static_cast<std::size_t>(shape.inputs)));
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override;
    double validationLoss() override;
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
    void keep() override;
    std::vector<float> kept() const override;

private:
    at::Tensor weightsOf(std::size_t layer) const;
    at::Tensor scaledWeights(std::size_t layer) const;
    void advance(double progress);
    at::Tensor parameter(std::size_t offset, at::IntArrayRef sizes)
    {
        const std::int64_t count = c10::multiply_integers(sizes);
        const auto view = [&](const at::Tensor &flat) {
            return flat.narrow(0, signedSize(offset), count).view(sizes).detach();
        };
        at::Tensor leaf = view(m_flat);
        leaf.set_requires_grad(true);
        leaf.mutable_grad() = view(m_gradient); // backward() adds into it in place
        return leaf;
    }
    at::Tensor forward(at::Tensor x, bool training);
    at::Tensor dropoutMask(const at::Tensor &like);
    at::Tensor lossOf(const at::Tensor &output, const at::Tensor &targets,
                      const at::Tensor &weights) const;
    void update(double rate);

    const NetworkShape &m_shape;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    at::Device m_device;
    Rowset m_train, m_validation;
    RandomStream m_dropout;
    at::Tensor m_flat, m_gradient, m_first, m_second, m_best, m_inputScale, m_steps, m_mask;
    std::vector<at::Tensor> m_weights, m_biases;
    std::optional<WeightCompressor> m_compressor;
    std::int64_t m_updates = 0;
};

at::Tensor TorchStepper::dropoutMask(const at::Tensor &like)
{
    at::Tensor mask = at::empty(like.sizes(), at::kFloat);
    fillDropoutMask({mask.data_ptr<float>(), static_cast<std::size_t>(mask.numel())},
                    m_shape.dropout, m_dropout);
    return mask.to(m_device);
}

at::Tensor TorchStepper::forward(at::Tensor x, bool training)
{
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        x = at::addmm(m_biases[i], x, weightsOf(i));
        if (i + 1 == m_weights.size())
            break;
        x = activate(m_shape.activation, x);
        if (training && m_shape.dropout > 0.0)
            x = x * dropoutMask(x);
    }
    return x;
}

at::Tensor TorchStepper::scaledWeights(std::size_t layer) const
{
    return layer == 0 && m_inputScale.defined() ? m_weights[0] * m_inputScale.unsqueeze(1)
                                                : m_weights[layer];
}

/// As EffectiveWeights does it by hand: zeros and rounding let the gradient of weights through, and
/// the step has its own.
at::Tensor TorchStepper::weightsOf(std::size_t layer) const
{
    const at::Tensor weights = scaledWeights(layer);
    if (!m_mask.defined())
        return weights;
    const ParameterLayout::Layer &place = m_layout.layers[layer];
    const at::Tensor mask = m_mask.narrow(0, signedSize(place.weights), weights.numel())
                                .view({place.inputs, place.outputs});
    at::Tensor value = mask * weights.detach(), through = at::ones_like(mask);
    if (m_compressor->rounds()) {
        const double levels = m_compressor->levels();
        const at::Tensor exactStep = m_steps.select(0, signedSize(layer)).exp();
        const at::Tensor step = exactStep + (toShort(exactStep.item<float>()) - exactStep.detach());
        const at::Tensor exact = weights.detach() / step;
        const at::Tensor clipped = at::clamp(exact, -levels, levels);
        value = mask * (clipped + (clipped.round() - clipped).detach()) * step;
        through = (exact.detach().abs() <= levels).to(at::kFloat);
    }
    if (m_compressor->isFrozen())
        through = through * mask;
    return value + through * (weights - weights.detach());
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
    m_compressor->advance(progress, weights);
    const std::vector<float> &mask = m_compressor->mask();
    m_mask = at::from_blob(const_cast<float *>(mask.data()), {signedSize(mask.size())}, at::kFloat)
                 .to(m_device);
    if (m_compressor->rounds() && m_compressor->bits() != bits)
        for (std::size_t l = 0; l < m_weights.size(); ++l)
            m_steps.select(0, signedSize(l)).fill_(std::log(m_compressor->bestStep(l, weights)));
}

/// Mean over the rows, weighted where there are weights.
at::Tensor TorchStepper::lossOf(const at::Tensor &output, const at::Tensor &targets,
                                const at::Tensor &weights) const
{
    const auto reduction = weights.defined() ? at::Reduction::None : at::Reduction::Mean;
    const at::Tensor loss = m_options.loss == Loss::CrossEntropy
                                ? at::cross_entropy_loss(output, targets, {}, reduction)
                                : at::mse_loss(output.squeeze(1), targets, reduction);
    if (!weights.defined())
        return loss;
    return at::dot(loss, weights) / at::clamp_min(weights.sum(), 1e-12);
}

/// Adam (Kingma & Ba 2015); AdamW decays the weights apart from the gradient (Loshchilov & Hutter
/// 2019), Adam through it. Biases are never decayed.
void TorchStepper::update(double rate)
{
    constexpr double kBeta1 = 0.9, kEpsilon = 1e-8;
    const double beta2 = m_options.secondMomentum;
    ++m_updates;
    if (m_options.gradientClip > 0.0) {
        const double norm =
            m_gradient.narrow(0, 0, signedSize(m_layout.steps)).norm().item<double>();
        if (norm > m_options.gradientClip)
            m_gradient.mul_(m_options.gradientClip / norm);
    }
    const bool apart = m_options.optimizer == Optimizer::AdamW;
    const auto weights = signedSize(m_layout.weightCount);
    if (m_options.weightDecay > 0.0 && !apart)
        m_gradient.narrow(0, 0, weights).add_(m_flat.narrow(0, 0, weights), m_options.weightDecay);
    m_first.mul_(kBeta1).add_(m_gradient, 1.0 - kBeta1);
    m_second.mul_(beta2).addcmul_(m_gradient, m_gradient, 1.0 - beta2);
    const double steps = static_cast<double>(m_updates);
    const double correction1 = 1.0 - std::pow(kBeta1, steps);
    const double correction2 = std::sqrt(1.0 - std::pow(beta2, steps));
    const at::Tensor scale = m_second.sqrt().div_(correction2).add_(kEpsilon);
    for (const ParameterLayout::Range &range : m_layout.ranges) {
        const auto part = [&](const at::Tensor &flat) {
            return flat.narrow(0, signedSize(range.begin), signedSize(range.end - range.begin));
        };
        const double own = rate * range.rate;
        at::Tensor moving = part(m_flat);
        if (apart && range.decays && m_options.weightDecay > 0.0)
            moving.mul_(1.0 - rate * m_options.weightDecay);
        moving.addcdiv_(part(m_first), part(scale), -own / correction1);
    }
}

double TorchStepper::step(std::span<const std::int64_t> which, double learningRate, double progress)
{
    advance(progress);
    const at::Tensor rows = at::from_blob(const_cast<std::int64_t *>(which.data()),
                                          {signedSize(which.size())}, at::kLong)
                                .to(m_device);
    const at::Tensor weights =
        m_train.weighted() ? m_train.weights.index_select(0, rows) : at::Tensor();
    const at::AutoGradMode gradients(true);
    m_gradient.zero_();
    const at::Tensor output = forward(m_train.features.index_select(0, rows), true);
    const at::Tensor loss = lossOf(output, m_train.targets.index_select(0, rows), weights);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        return value;
    loss.backward();
    const at::NoGradGuard noGradients;
    update(learningRate);
    return value;
}

double TorchStepper::validationLoss()
{
    constexpr std::size_t kRows = 4096;
    const at::NoGradGuard noGradients;
    double sum = 0.0, weight = 0.0;
    for (std::size_t begin = 0; begin < m_validation.rows; begin += kRows) {
        const std::int64_t first = signedSize(begin);
        const std::int64_t count = signedSize(std::min(kRows, m_validation.rows - begin));
        const at::Tensor weights =
            m_validation.weighted() ? m_validation.weights.narrow(0, first, count) : at::Tensor();
        const double partWeight =
            weights.defined() ? weights.sum().item<double>() : static_cast<double>(count);
        const at::Tensor output = forward(m_validation.features.narrow(0, first, count), false);
        const at::Tensor targets = m_validation.targets.narrow(0, first, count);
        sum += lossOf(output, targets, weights).item<double>() * partWeight;
        weight += partWeight;
    }
    return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

void TorchStepper::keep()
{
    const at::NoGradGuard noGradients;
    m_best = m_flat.clone();
    for (std::size_t l = 0; l < m_weights.size(); ++l) {
        const at::Tensor weights = weightsOf(l).flatten();
        m_best.narrow(0, signedSize(m_layout.layers[l].weights), weights.numel()).copy_(weights);
    }
    if (m_inputScale.defined())
        m_best.narrow(0, signedSize(m_layout.inputScale), m_inputScale.numel()).fill_(1.0);
}

std::vector<float> TorchStepper::kept() const
{
    if (!m_best.defined())
        return {};
    const at::Tensor best = m_best.to(at::kCPU);
    return {best.data_ptr<float>(), best.data_ptr<float>() + m_layout.total};
}

const char *cpuLevel()
{
    if (const char *chosen = std::getenv("ATEN_CPU_CAPABILITY"))
        return chosen;
    return __builtin_cpu_supports("avx2") ? "avx2" : "default";
}

} // namespace

std::unique_ptr<Stepper> makeTorchStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options)
{
    const int threads = std::max(1, options.threads);
    limitBlasThreads(threads);
    at::set_num_threads(threads); // for this thread: OpenMP keeps the count a thread
    return std::make_unique<TorchStepper>(shape, train, validation, options);
}

std::string describeTorch()
{
    const int threads = at::get_num_threads();
    return std::string("LibTorch ") + TORCH_VERSION + ", " + std::to_string(threads) +
           (threads == 1 ? " thread, " : " threads, ") + cpuLevel();
}

std::string torchErrorText(const std::exception &error)
{
    const auto *torchError = dynamic_cast<const c10::Error *>(&error);
    return torchError ? torchError->what_without_backtrace() : error.what();
}

} // namespace leptune::neural
