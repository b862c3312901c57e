// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/fused_stepper.h"

#include "core/base/random.h"
#include "core/neural/effective_weights.h"
#include "core/neural/kernels.h"
#include "core/neural/parameters.h"

#include <algorithm>
#include <cmath>
#include <immintrin.h>
#include <limits>
#include <numeric>
#include <optional>

namespace leptune::neural {

namespace {

std::optional<ActivationName> activationNamed(const std::string &name)
{
    constexpr std::pair<const char *, ActivationName> kNames[] = {
        {"relu", ActivationName::Relu}, {"elu", ActivationName::Elu},
        {"selu", ActivationName::Selu}, {"gelu", ActivationName::Gelu},
        {"mish", ActivationName::Mish}, {"silu", ActivationName::Silu},
        {"tanh", ActivationName::Tanh}};
    for (const auto &[known, value] : kNames)
        if (name == known)
            return value;
    return std::nullopt;
}

/// Numbers below 1e-38 count as 0 while it lives: the moments of weights that rest would otherwise
/// cost a hundred cycles each.
class WithoutDenormals {
public:
    WithoutDenormals() { _mm_setcsr(m_before | kFlushResults | kReadAsZero); }
    ~WithoutDenormals() { _mm_setcsr(m_before); }
    WithoutDenormals(const WithoutDenormals &) = delete;
    WithoutDenormals &operator=(const WithoutDenormals &) = delete;

private:
    static constexpr unsigned kFlushResults = 0x8000, kReadAsZero = 0x0040;
    unsigned m_before = _mm_getcsr();
};

/// Zeros with room behind them for the kernels.
std::vector<float> buffer(std::size_t count)
{
    return std::vector<float>(count + kPadding);
}

/// What a batch becomes on its way through the layers, and the way back.
struct Workspace {
    std::size_t rows;                       ///< at most
    std::vector<std::vector<float>> values; ///< [0]: the inputs, then every layer's outputs
    std::vector<std::vector<float>> slopes; ///< of hidden layer i, with its dropout
    std::vector<float> targets, weights, mask, back, backBefore, transposed;

    Workspace(const ParameterLayout &layout, std::size_t mostRows) : rows(mostRows)
    {
        std::size_t widest = 0, largest = 0;
        values.push_back(buffer(rows * static_cast<std::size_t>(layout.layers.front().inputs)));
        for (const ParameterLayout::Layer &layer : layout.layers) {
            const auto in = static_cast<std::size_t>(layer.inputs);
            const auto out = static_cast<std::size_t>(layer.outputs);
            values.push_back(buffer(rows * out));
            slopes.push_back(buffer(rows * out));
            widest = std::max({widest, out, values.size() > 2 ? in : 0});
            largest = std::max(largest, in * out);
        }
        targets = buffer(rows);
        weights = buffer(rows);
        mask = buffer(rows * widest);
        back = buffer(rows * widest);
        backBefore = buffer(rows * widest);
        transposed = buffer(largest);
    }
};

class FusedStepper final : public Stepper {
public:
    FusedStepper(const NetworkShape &shape, ActivationName activation, const Batchable &train,
                 const Batchable &validation, const TrainOptions &options)
        : m_kernels(kernels()),
          m_shape(shape),
          m_activation(activation),
          m_train(train),
          m_validation(validation),
          m_options(options),
          m_layout(shape, options.compression.weightBits > 0),
          m_weights(m_layout, options, train, shape.inputs),
          m_work(m_layout, std::min<std::size_t>(train.rows,
                                                 static_cast<std::size_t>(options.batchSize) + 1)),
          m_dropout(options.seed, 2)
    {
        RandomStream random(options.seed, 0);
        m_parameters = initialParameters(m_layout, shape, random);
        m_parameters.resize(m_layout.total + kPadding);
        m_gradient = m_first = m_second = buffer(m_layout.total);
        m_weights.apply(m_parameters);
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override
    {
        const WithoutDenormals flush;
        m_weights.advance(progress, m_parameters);
        gather(m_train, rows);
        forward(rows.size(), m_shape.dropout > 0.0);
        const double loss = lossOf(rows.size(), &m_work.back);
        if (!std::isfinite(loss))
            return loss;
        backward(rows.size());
        update(learningRate);
        m_weights.apply(m_parameters);
        return loss;
    }

    double validationLoss() override
    {
        const WithoutDenormals flush;
        double sum = 0.0, weight = 0.0;
        std::vector<std::int64_t> rows;
        for (std::size_t begin = 0; begin < m_validation.rows; begin += m_work.rows) {
            rows.resize(std::min(m_work.rows, m_validation.rows - begin));
            std::iota(rows.begin(), rows.end(), static_cast<std::int64_t>(begin));
            gather(m_validation, rows);
            forward(rows.size(), false);
            const double part = std::accumulate(
                m_work.weights.begin(),
                m_work.weights.begin() + static_cast<std::ptrdiff_t>(rows.size()), 0.0);
            sum += lossOf(rows.size(), nullptr) * part;
            weight += part;
        }
        return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
    }

    void shrinkTo(double level) override { m_weights.shrinkTo(level); }
    void freeze() override { m_weights.freeze(); }
    int weightBits() const override { return m_weights.weightBits(); }
    bool isFinal() const override { return m_weights.isFinal(); }
    void keep() override { m_best = m_weights.settled(m_parameters); }
    std::vector<float> kept() const override { return m_best; }

private:
    void gather(const Batchable &from, std::span<const std::int64_t> rows)
    {
        const auto width = static_cast<std::size_t>(m_shape.inputs);
        float *to = m_work.values[0].data();
        for (std::size_t i = 0; i < rows.size(); ++i, to += width) {
            const auto row = static_cast<std::size_t>(rows[i]);
            std::copy_n(from.features.data() + row * width, width, to);
            m_work.targets[i] = from.targets[row];
            m_work.weights[i] = from.weights.empty() ? 1.0F : from.weights[row];
        }
    }

    void forward(std::size_t rows, bool drops)
    {
        for (std::size_t l = 0; l < m_layout.layers.size(); ++l) {
            const ParameterLayout::Layer &layer = m_layout.layers[l];
            const auto in = static_cast<std::size_t>(layer.inputs);
            const auto out = static_cast<std::size_t>(layer.outputs);
            float *values = m_work.values[l + 1].data();
            m_kernels.multiply({m_work.values[l].data(), in, 1}, m_weights.of(l), out,
                               m_parameters.data() + layer.bias, values, out, rows, in, out);
            if (l + 1 == m_layout.layers.size())
                break;
            if (drops)
                fillDropoutMask({m_work.mask.data(), rows * out}, m_shape.dropout, m_dropout);
            m_kernels.activate(m_activation, drops ? m_work.mask.data() : nullptr, values,
                               m_work.slopes[l].data(), rows * out);
        }
    }

    /// Mean over the rows, weighted; `slope` gets its derivative by the outputs.
    double lossOf(std::size_t rows, std::vector<float> *slope)
    {
        float *outputs = m_work.values.back().data();
        const double total = std::max(
            1e-12,
            std::accumulate(m_work.weights.begin(),
                            m_work.weights.begin() + static_cast<std::ptrdiff_t>(rows), 0.0));
        return m_options.loss == Loss::CrossEntropy ? crossEntropy(outputs, rows, total, slope)
                                                    : squared(outputs, rows, total, slope);
    }

    double crossEntropy(float *outputs, std::size_t rows, double total, std::vector<float> *slope)
    {
        const auto classes = static_cast<std::size_t>(m_shape.outputs);
        double sum = 0.0;
        for (std::size_t i = 0; i < rows; ++i) {
            float *row = outputs + i * classes;
            const float most = *std::max_element(row, row + classes);
            const auto label = static_cast<std::size_t>(m_work.targets[i]);
            for (std::size_t c = 0; c < classes; ++c)
                row[c] -= most;
            sum -= static_cast<double>(m_work.weights[i]) * row[label];
        }
        m_kernels.exponentials(outputs, rows * classes);
        for (std::size_t i = 0; i < rows; ++i) {
            const float *row = outputs + i * classes;
            const float scale = std::accumulate(row, row + classes, 0.0F);
            sum += static_cast<double>(m_work.weights[i]) * std::log(scale);
            if (!slope)
                continue;
            const float weight = static_cast<float>(m_work.weights[i] / total);
            float *to = slope->data() + i * classes;
            for (std::size_t c = 0; c < classes; ++c)
                to[c] = row[c] * (weight / scale);
            to[static_cast<std::size_t>(m_work.targets[i])] -= weight;
        }
        return sum / total;
    }

    double squared(const float *outputs, std::size_t rows, double total, std::vector<float> *slope)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < rows; ++i) {
            const double away = static_cast<double>(outputs[i]) - m_work.targets[i];
            sum += m_work.weights[i] * away * away;
            if (slope)
                (*slope)[i] = static_cast<float>(2.0 * away * m_work.weights[i] / total);
        }
        return sum / total;
    }

    void backward(std::size_t rows)
    {
        for (std::size_t l = m_layout.layers.size(); l-- > 0;) {
            const ParameterLayout::Layer &layer = m_layout.layers[l];
            const auto in = static_cast<std::size_t>(layer.inputs);
            const auto out = static_cast<std::size_t>(layer.outputs);
            const float *back = m_work.back.data();
            m_kernels.multiply({m_work.values[l].data(), 1, in}, back, out, nullptr,
                               m_gradient.data() + layer.weights, out, in, rows, out);
            m_kernels.sumRows(back, rows, out, m_gradient.data() + layer.bias);
            if (l == 0)
                break;
            m_kernels.transpose(m_weights.of(l), in, out, m_work.transposed.data());
            m_kernels.multiply({back, out, 1}, m_work.transposed.data(), in, nullptr,
                               m_work.backBefore.data(), in, rows, out, in);
            m_kernels.scaleBy(m_work.slopes[l - 1].data(), m_work.backBefore.data(), rows * in);
            std::swap(m_work.back, m_work.backBefore);
        }
        m_weights.pullBack(m_parameters, m_gradient);
    }

    /// Adam (Kingma & Ba 2015); AdamW decays the weights apart from the gradient (Loshchilov &
    /// Hutter 2019), Adam through it. Biases are never decayed.
    void update(double rate)
    {
        ++m_steps;
        const auto steps = static_cast<double>(m_steps);
        const double beta2 = m_options.secondMomentum;
        AdamStep step;
        step.beta2 = static_cast<float>(beta2);
        step.secondScale = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(beta2, steps)));
        if (m_options.gradientClip > 0.0) {
            const double norm =
                std::sqrt(m_kernels.squaredLength(m_gradient.data(), m_layout.steps));
            if (norm > m_options.gradientClip)
                step.gradientScale = static_cast<float>(m_options.gradientClip / norm);
        }
        const bool apart = m_options.optimizer == Optimizer::AdamW;
        if (m_options.weightDecay > 0.0 && !apart)
            addDecay(step.gradientScale);
        for (const ParameterLayout::Range &range : m_layout.ranges) {
            const double own = rate * range.rate;
            step.rate = static_cast<float>(own / (1.0 - std::pow(0.9, steps)));
            const double decay = apart && range.decays ? rate * m_options.weightDecay : 0.0;
            m_kernels.adam(step, static_cast<float>(1.0 - decay), m_gradient.data() + range.begin,
                           m_first.data() + range.begin, m_second.data() + range.begin,
                           m_parameters.data() + range.begin, range.end - range.begin);
        }
    }

    /// The clipping that follows leaves it as it is.
    void addDecay(float gradientScale)
    {
        const auto decay = static_cast<float>(m_options.weightDecay) / gradientScale;
        for (std::size_t i = 0; i < m_layout.weightCount; ++i)
            m_gradient[i] += decay * m_parameters[i];
    }

    const Kernels &m_kernels;
    const NetworkShape &m_shape;
    ActivationName m_activation;
    const Batchable &m_train;
    const Batchable &m_validation;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    EffectiveWeights m_weights;
    Workspace m_work;
    RandomStream m_dropout;
    std::vector<float> m_parameters, m_gradient, m_first, m_second, m_best;
    std::int64_t m_steps = 0;
};

} // namespace

std::unique_ptr<Stepper> makeFusedStepper(const NetworkShape &shape, const Batchable &train,
                                          const Batchable &validation, const TrainOptions &options)
{
    const std::optional<ActivationName> activation = activationNamed(shape.activation);
    if (!activation)
        return nullptr;
    return std::make_unique<FusedStepper>(shape, *activation, train, validation, options);
}

} // namespace leptune::neural
