// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/trainer.h"

#include "core/base/random.h"
#include "core/neural/parameters.h"
#include "core/neural/schedule.h"

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
#include <numeric>

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

/// One network in training. Parameters, gradients and moments are flat arrays: the layers' tensors
/// are views, so an optimiser step is a handful of operations whatever the depth.
class Training {
public:
    Training(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
             const TrainOptions &options)
        : m_shape(shape),
          m_options(options),
          m_layout(shape),
          m_device(options.device),
          m_train(train, shape.inputs, options.loss, m_device),
          m_validation(validation, shape.inputs, options.loss, m_device),
          m_order(options.seed, 1),
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
        m_rows.resize(train.rows);
        std::iota(m_rows.begin(), m_rows.end(), std::int64_t{0});
        const auto batch = static_cast<std::size_t>(options.batchSize);
        m_batches = (train.rows + batch - 1) / batch;
    }

    TrainResult run();

private:
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
    bool shouldEnd() const { return m_options.shouldEnd && m_options.shouldEnd(); }
    at::Tensor forward(at::Tensor x, bool training);
    at::Tensor dropoutMask(const at::Tensor &like);
    at::Tensor lossOf(const at::Tensor &output, const at::Tensor &targets,
                      const at::Tensor &weights) const;
    double trainBatch(std::size_t index);
    void step();
    double trainEpoch();
    double validationLoss();
    void keepBest(int epoch, double loss, TrainResult &result);

    const NetworkShape &m_shape;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    at::Device m_device;
    Rowset m_train, m_validation;
    RandomStream m_order, m_dropout;
    at::Tensor m_flat, m_gradient, m_first, m_second, m_best;
    std::vector<at::Tensor> m_weights, m_biases;
    std::vector<std::int64_t> m_rows;
    std::size_t m_batches = 0;
    std::int64_t m_steps = 0;
    bool m_stopped = false;
};

at::Tensor Training::dropoutMask(const at::Tensor &like)
{
    at::Tensor mask = at::empty(like.sizes(), at::kFloat);
    fillDropoutMask({mask.data_ptr<float>(), static_cast<std::size_t>(mask.numel())},
                    m_shape.dropout, m_dropout);
    return mask.to(m_device);
}

at::Tensor Training::forward(at::Tensor x, bool training)
{
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        x = at::addmm(m_biases[i], x, m_weights[i]);
        if (i + 1 == m_weights.size())
            break;
        x = activate(m_shape.activation, x);
        if (training && m_shape.dropout > 0.0)
            x = x * dropoutMask(x);
    }
    return x;
}

/// Mean over the rows, weighted where there are weights.
at::Tensor Training::lossOf(const at::Tensor &output, const at::Tensor &targets,
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
void Training::step()
{
    constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
    const double progress = static_cast<double>(m_steps) /
                            (static_cast<double>(m_batches) * std::max(1, m_options.epochs));
    const double rate = m_options.learningRate * scheduleFactor(m_options.schedule, progress);
    ++m_steps;
    const auto count = signedSize(m_layout.weightCount);
    if (m_options.gradientClip > 0.0) {
        const double norm = m_gradient.norm().item<double>();
        if (norm > m_options.gradientClip)
            m_gradient.mul_(m_options.gradientClip / norm);
    }
    if (m_options.weightDecay > 0.0) {
        at::Tensor weights = m_flat.narrow(0, 0, count);
        if (m_options.optimizer == Optimizer::AdamW)
            weights.mul_(1.0 - rate * m_options.weightDecay);
        else
            m_gradient.narrow(0, 0, count).add_(weights, m_options.weightDecay);
    }
    m_first.mul_(kBeta1).add_(m_gradient, 1.0 - kBeta1);
    m_second.mul_(kBeta2).addcmul_(m_gradient, m_gradient, 1.0 - kBeta2);
    const double steps = static_cast<double>(m_steps);
    const double correction1 = 1.0 - std::pow(kBeta1, steps);
    const double correction2 = std::sqrt(1.0 - std::pow(kBeta2, steps));
    const at::Tensor scale = m_second.sqrt().div_(correction2).add_(kEpsilon);
    m_flat.addcdiv_(m_first, scale, -rate / correction1);
}

double Training::trainBatch(std::size_t index)
{
    // Batches of equal size (to one row): a small last batch would be a noisy step.
    const std::size_t begin = m_train.rows * index / m_batches;
    const std::size_t end = m_train.rows * (index + 1) / m_batches;
    const at::Tensor rows =
        at::from_blob(m_rows.data() + begin, {signedSize(end - begin)}, at::kLong).to(m_device);
    const at::Tensor weights =
        m_train.weighted() ? m_train.weights.index_select(0, rows) : at::Tensor();
    m_gradient.zero_();
    const at::Tensor output = forward(m_train.features.index_select(0, rows), true);
    const at::Tensor loss = lossOf(output, m_train.targets.index_select(0, rows), weights);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        return value;
    loss.backward();
    const at::NoGradGuard noGradients;
    step();
    return value;
}

/// Mean training loss of one pass over shuffled rows; m_stopped where it was cut short.
double Training::trainEpoch()
{
    m_order.shuffle(std::span<std::int64_t>(m_rows));
    double sum = 0.0;
    for (std::size_t batch = 0; batch < m_batches; ++batch) {
        if (shouldEnd()) {
            m_stopped = true;
            return 0.0;
        }
        const double loss = trainBatch(batch);
        if (!std::isfinite(loss))
            return loss;
        sum += loss;
    }
    return sum / static_cast<double>(m_batches);
}

double Training::validationLoss()
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

void Training::keepBest(int epoch, double loss, TrainResult &result)
{
    result.bestEpoch = epoch;
    result.validationLoss = loss;
    const at::NoGradGuard noGradients;
    if (!m_best.defined())
        m_best = at::empty_like(m_flat);
    m_best.copy_(m_flat);
}

TrainResult Training::run()
{
    TrainResult result;
    const bool validates = m_validation.rows > 0;
    result.validationLoss = std::numeric_limits<double>::quiet_NaN();
    for (int epoch = 1; epoch <= m_options.epochs && !m_stopped; ++epoch) {
        const double trainLoss = trainEpoch();
        if (m_stopped)
            break;
        const double loss = validates ? validationLoss() : result.validationLoss;
        if (!std::isfinite(trainLoss) || (validates && !std::isfinite(loss))) {
            TrainResult failure;
            failure.failure = "the loss became NaN in epoch " + std::to_string(epoch) +
                              "; a lower learning rate may help";
            return failure;
        }
        result.epochs = epoch;
        if (m_options.onEpoch)
            m_options.onEpoch(epoch, trainLoss, loss);
        if (!validates || !m_best.defined() || loss < result.validationLoss)
            keepBest(epoch, loss, result);
        else if (m_options.patience > 0 && epoch - result.bestEpoch >= m_options.patience)
            break;
    }
    result.cutShort = m_stopped;
    if (m_best.defined()) {
        const at::Tensor best = m_best.to(at::kCPU);
        result.layers = toLayers(m_layout, {best.data_ptr<float>(), m_layout.total});
    }
    return result;
}

const char *cpuLevel()
{
    if (const char *chosen = std::getenv("ATEN_CPU_CAPABILITY"))
        return chosen;
    return __builtin_cpu_supports("avx2") ? "avx2" : "default";
}

} // namespace

TrainResult trainNetwork(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &options)
{
    const int threads = std::max(1, options.threads);
    limitBlasThreads(threads);
    at::set_num_threads(threads); // for this thread: OpenMP keeps the count a thread
    const at::AutoGradMode gradients(true);
    return Training(shape, train, validation, options).run();
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
