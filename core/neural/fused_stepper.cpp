// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/fused_stepper.h"

#include "core/base/random.h"
#include "core/neural/augmentation.h"
#include "core/neural/buffer.h"
#include "core/neural/convolution_front.h"
#include "core/neural/dense_layers.h"
#include "core/neural/effective_weights.h"
#include "core/neural/embedding_front.h"
#include "core/neural/kernels.h"
#include "core/neural/loss.h"
#include "core/neural/mixup.h"
#include "core/neural/parameters.h"
#include "core/neural/without_denormals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

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

class FusedStepper final : public Stepper {
public:
    FusedStepper(const NetworkShape &shape, ActivationName activation, const Batchable &train,
                 const Batchable &validation, const TrainOptions &options)
        : m_kernels(kernels()),
          m_shape(shape),
          m_train(train),
          m_validation(validation),
          m_options(options),
          m_layout(shape, options.compression.weightBits > 0),
          m_weights(m_layout, options, train),
          m_rows(
              std::min<std::size_t>(train.rows, static_cast<std::size_t>(options.batchSize) + 1)),
          m_dense(shape, activation, m_layout, m_weights, m_rows),
          m_loss(options, shape, m_rows),
          m_dropout(options.seed, 2),
          m_augmentation(options.seed, 3)
    {
        RandomStream random(options.seed, 0);
        m_parameters = initialParameters(m_layout, shape, random);
        m_parameters.resize(m_layout.total + kPadding);
        m_gradient = m_first = m_second = buffer(m_layout.total);
        if (options.averageDecay > 0.0)
            m_average = buffer(m_layout.total);
        const std::size_t features = m_rows * static_cast<std::size_t>(shape.inputs);
        if (options.mixup > 0.0) {
            m_mixup.emplace(options.mixup, options.seed);
            m_unmixed = buffer(features);
        }
        m_weights.apply(m_parameters);
        if (!shape.stages.empty())
            m_front.emplace(shape, activation, m_layout, m_weights, m_rows);
        if (shape.embedding.any())
            m_embedding.emplace(shape, m_layout, m_rows);
        if (m_front || m_embedding)
            m_features = buffer(features);
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override
    {
        const WithoutDenormals flush;
        advance(progress);
        gatherToLearn(rows);
        const double loss = m_loss.of(forward(rows.size(), true), m_dense.slope());
        if (!std::isfinite(loss))
            return loss;
        backward(rows.size());
        update(learningRate);
        followAverage();
        m_weights.apply(m_parameters);
        return loss;
    }

    double validationLoss(std::vector<float> *outputs) override
    {
        return averaged([&] { return lossOfValidation(outputs); });
    }

    void shrinkTo(double level) override { m_weights.shrinkTo(level); }
    void freeze() override { m_weights.freeze(); }
    int weightBits() const override { return m_weights.weightBits(); }
    bool isFinal() const override { return m_weights.isFinal(); }
    void keep() override
    {
        m_best = averaged([&] { return m_weights.settled(m_parameters); });
    }
    std::vector<float> kept() const override { return m_best; }
    std::vector<LayerWeights> layers() override
    {
        return toLayers(m_layout, averaged([&] { return m_weights.settled(m_parameters); }));
    }
    std::size_t embeddingNumbers() const override { return m_layout.embedding.size(); }

    void exchange(StateArchive &archive) override
    {
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                archive.floats(std::span(*numbers).first(m_layout.total));
        archive.value(m_steps);
        archive.stream(m_dropout);
        archive.stream(m_augmentation);
        if (m_mixup)
            archive.stream(m_mixup->random());
        m_weights.exchange(archive);
        if (!archive.reads())
            return;
        const WithoutDenormals flush; // as after a step
        m_weights.apply(m_parameters);
    }
    void setKept(std::vector<float> parameters) override
    {
        StateArchive::require(parameters.size() == m_layout.total);
        m_best = std::move(parameters);
    }

private:
    /// What `look` sees while the network computes with the averages of its parameters, where there
    /// are any.
    template <typename Look>
    std::invoke_result_t<Look> averaged(Look look)
    {
        if (m_average.empty())
            return look();
        const WithoutDenormals flush; // as after a step
        std::swap(m_parameters, m_average);
        m_weights.apply(m_parameters);
        auto seen = look();
        std::swap(m_parameters, m_average);
        m_weights.apply(m_parameters);
        return seen;
    }

    double lossOfValidation(std::vector<float> *outputs)
    {
        const WithoutDenormals flush;
        double sum = 0.0, weight = 0.0;
        std::vector<std::int64_t> rows;
        if (outputs)
            outputs->clear();
        for (std::size_t begin = 0; begin < m_validation.rows; begin += m_rows) {
            rows.resize(std::min(m_rows, m_validation.rows - begin));
            std::iota(rows.begin(), rows.end(), static_cast<std::int64_t>(begin));
            gather(m_validation, rows, false, firstInputs());
            m_loss.take(m_validation, rows);
            forward(rows.size(), false);
            float *answers = m_dense.meanOfMembers(rows.size());
            if (outputs) // the loss overwrites them
                outputs->insert(outputs->end(), answers,
                                answers +
                                    static_cast<std::ptrdiff_t>(rows.size()) * m_shape.outputs);
            const double part = m_loss.weight();
            sum += m_loss.of(answers, nullptr) * part;
            weight += part;
        }
        return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
    }

    /// New rounding steps are no trend to follow: the averages take them as they are.
    void advance(double progress)
    {
        const int bits = m_weights.weightBits();
        m_weights.advance(progress, m_parameters);
        if (!m_average.empty() && m_weights.weightBits() != bits)
            std::copy_n(m_parameters.data() + m_layout.steps, m_layout.total - m_layout.steps,
                        m_average.data() + m_layout.steps);
    }

    float *firstInputs() { return m_features.empty() ? m_dense.inputs() : m_features.data(); }

    void gather(const Batchable &from, std::span<const std::int64_t> rows, bool augments, float *to)
    {
        const auto width = static_cast<std::size_t>(m_shape.inputs);
        for (const std::int64_t row : rows) {
            const float *features = from.features.data() + static_cast<std::size_t>(row) * width;
            if (augments)
                augment(m_options.augmentation, m_shape.picture, features, to, m_augmentation);
            else
                std::copy_n(features, width, to);
            to += width;
        }
    }

    void gatherToLearn(std::span<const std::int64_t> rows)
    {
        const bool augments = m_options.augmentation.any() && m_front;
        gather(m_train, rows, augments, m_mixup ? m_unmixed.data() : firstInputs());
        if (m_mixup) {
            m_mixup->draw(rows.size());
            mixFeatures();
        }
        m_loss.takeToLearn(m_train, rows, m_mixup ? &*m_mixup : nullptr);
    }

    void mixFeatures()
    {
        const auto width = static_cast<std::size_t>(m_shape.inputs);
        const float share = m_mixup->share();
        const float *own = m_unmixed.data();
        float *to = firstInputs();
        for (const std::int64_t partner : m_mixup->partners()) {
            const float *other = m_unmixed.data() + static_cast<std::size_t>(partner) * width;
            for (std::size_t i = 0; i < width; ++i)
                to[i] = share * own[i] + (1.0F - share) * other[i];
            own += width;
            to += width;
        }
    }

    float *forward(std::size_t rows, bool trains)
    {
        if (m_front)
            m_front->forward(m_features.data(), rows, trains, m_parameters, m_dense.inputs());
        if (m_embedding)
            m_embedding->forward(m_features.data(), rows, m_parameters, m_dense.inputs());
        return m_dense.forward(rows, m_parameters, trains ? &m_dropout : nullptr);
    }

    void backward(std::size_t rows)
    {
        m_dense.backward(rows, m_parameters, m_gradient);
        if (m_front)
            m_front->backward(m_dense.inputSlope(rows), m_parameters, m_gradient);
        if (m_embedding)
            m_embedding->backward(m_dense.inputs(),
                                  m_dense.inputSlopeColumns(m_embedding->plainCount(), rows),
                                  m_parameters, m_gradient);
        m_weights.pullBack(m_parameters, m_gradient);
    }

    /// Adam (Kingma & Ba 2015); AdamW decays the weights apart from the gradient (Loshchilov &
    /// Hutter 2019), Adam through it. Biases are never decayed, embeddings and shares by AdamW
    /// only.
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
            const double decay = apart ? rate * range.decay * m_options.weightDecay : 0.0;
            m_kernels.adam(step, static_cast<float>(1.0 - decay), m_gradient.data() + range.begin,
                           m_first.data() + range.begin, m_second.data() + range.begin,
                           m_parameters.data() + range.begin, range.end - range.begin);
        }
    }

    /// Its weight of a new step starts at 1, so that nothing of the random start stays. Norms'
    /// running averages are averaged as well: they are of the activations that the weights made on
    /// their way.
    void followAverage()
    {
        if (m_average.empty())
            return;
        const double decay = m_options.averageDecay;
        const double share = (1.0 - decay) / (1.0 - std::pow(decay, static_cast<double>(m_steps)));
        m_kernels.approach(static_cast<float>(share), m_parameters.data(), m_average.data(),
                           m_layout.total);
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
    const Batchable &m_train;
    const Batchable &m_validation;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    EffectiveWeights m_weights;
    std::size_t m_rows;  ///< at most, at once
    DenseLayers m_dense; ///< behind the front
    BatchLoss m_loss;
    std::optional<ConvolutionFront> m_front;
    std::optional<EmbeddingFront> m_embedding;
    std::optional<Mixup> m_mixup;
    RandomStream m_dropout, m_augmentation;
    std::vector<float> m_features; ///< of a batch, where there is a front
    std::vector<float> m_unmixed;  ///< the same, where rows are mixed
    std::vector<float> m_parameters, m_gradient, m_first, m_second, m_best;
    std::vector<float> m_average; ///< of the parameters; empty where none is wanted
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
