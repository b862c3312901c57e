// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/fused_stepper.h"

#include "core/base/random.h"
#include "core/neural/augmentation.h"
#include "core/neural/buffer.h"
#include "core/neural/convolution_front.h"
#include "core/neural/effective_weights.h"
#include "core/neural/fused_update.h"
#include "core/neural/kernels.h"
#include "core/neural/loss.h"
#include "core/neural/mixup.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/neuron_pruner.h"
#include "core/neural/parameters.h"
#include "core/neural/without_denormals.h"
#include "core/neural/workspace.h"

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
          m_activation(activation),
          m_train(train),
          m_validation(validation),
          m_options(options),
          m_layout(shape, options.compression),
          m_dense(std::span(m_layout.layers).subspan(shape.stages.size())),
          m_weights(m_layout, options, train),
          m_work(shape, m_dense,
                 std::min<std::size_t>(train.rows, static_cast<std::size_t>(options.batchSize) + 1),
                 options.mixup > 0.0),
          m_loss(options, shape.outputs, m_work.rows),
          m_dropout(options.seed, 2),
          m_augmentation(options.seed, 3),
          m_best{shape, {}}
    {
        RandomStream random(options.seed, 0);
        m_parameters = initialParameters(m_layout, shape, random);
        m_parameters.resize(m_layout.total + kPadding);
        m_gradient = m_first = m_second = buffer(m_layout.total);
        if (options.averageDecay > 0.0)
            m_average = buffer(m_layout.total);
        if (options.mixup > 0.0)
            m_mixup.emplace(options.mixup, options.seed);
        if (options.compression.neuronSparsity > 0.0)
            m_pruner.emplace(shape, options.compression);
        m_weights.apply(m_parameters);
        if (!shape.stages.empty())
            m_front.emplace(m_shape, activation, m_layout, m_weights, m_work.rows);
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override
    {
        const WithoutDenormals flush;
        advance(progress);
        gatherToLearn(rows);
        forward(rows.size(), true);
        const double loss = m_loss.of(m_work.values.back().data(), m_work.back.data());
        if (!std::isfinite(loss))
            return loss;
        backward(rows.size());
        if (m_pruner && m_pruner->observes())
            m_pruner->observe(m_layout, m_weights.ofAll(), m_gradient);
        moveParameters(m_kernels, m_layout, m_options,
                       {m_parameters, m_gradient, m_first, m_second}, ++m_steps, learningRate);
        followAverage();
        m_weights.apply(m_parameters);
        return loss;
    }

    double validationLoss(std::vector<float> *outputs) override
    {
        return averaged([&] { return lossOfValidation(outputs); });
    }

    void shrinkTo(double level) override
    {
        m_weights.shrinkTo(level);
        if (!m_pruner)
            return;
        m_pruner->shrinkTo(level);
        m_weights.setLiving(m_pruner->living(m_layout));
    }
    void settle() override
    {
        if (m_pruner && m_pruner->hasMasked())
            removeNeurons();
    }
    void freeze() override
    {
        settle();
        m_weights.freeze();
    }
    int weightBits() const override { return m_weights.weightBits(); }
    bool isFinal() const override
    {
        return m_weights.isFinal() && (!m_pruner || m_pruner->isFinal());
    }
    void keep() override
    {
        m_best = {m_shape, averaged([&] { return m_weights.settled(m_parameters); })};
    }
    KeptNetwork kept() const override { return m_best; }
    std::vector<LayerWeights> layers() override
    {
        return toLayers(m_layout, averaged([&] { return m_weights.settled(m_parameters); }));
    }

    void exchange(StateArchive &archive) override
    {
        exchangeShape(archive);
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                archive.floats(std::span(*numbers).first(m_layout.total));
        archive.value(m_steps);
        archive.stream(m_dropout);
        archive.stream(m_augmentation);
        if (m_mixup)
            archive.stream(m_mixup->random());
        m_weights.exchange(archive);
        if (m_pruner)
            m_pruner->exchange(archive, m_shape);
        if (!archive.reads())
            return;
        if (m_pruner)
            m_weights.setLiving(m_pruner->living(m_layout));
        const WithoutDenormals flush; // as after a step
        m_weights.apply(m_parameters);
    }
    void setKept(KeptNetwork kept) override
    {
        StateArchive::require(kept.parameters.size() == layoutOf(kept.shape).total);
        m_best = std::move(kept);
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
        for (std::size_t begin = 0; begin < m_validation.rows; begin += m_work.rows) {
            rows.resize(std::min(m_work.rows, m_validation.rows - begin));
            std::iota(rows.begin(), rows.end(), static_cast<std::int64_t>(begin));
            gather(m_validation, rows, false, firstInputs());
            m_loss.take(m_validation, rows);
            forward(rows.size(), false);
            if (outputs) // the loss overwrites them
                outputs->insert(outputs->end(), m_work.values.back().begin(),
                                m_work.values.back().begin() +
                                    static_cast<std::ptrdiff_t>(rows.size()) * m_shape.outputs);
            const double part = m_loss.weight();
            sum += m_loss.of(m_work.values.back().data(), nullptr) * part;
            weight += part;
        }
        return weight > 0.0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
    }

    ParameterLayout layoutOf(const NetworkShape &shape) const
    {
        return ParameterLayout(shape, m_options.compression);
    }

    /// Layout and buffers become those of this shape; parameters, moments and masks have to follow.
    void takeShape(const NetworkShape &shape)
    {
        m_shape = shape;
        m_layout = layoutOf(shape);
        m_dense = std::span(m_layout.layers).subspan(shape.stages.size());
        m_gradient = buffer(m_layout.total);
        m_work = Workspace(shape, m_dense, m_work.rows, m_mixup.has_value());
        if (m_front)
            m_front.emplace(m_shape, m_activation, m_layout, m_weights, m_work.rows);
    }

    /// What training knows of the neurons that stay goes on as it is.
    void removeNeurons()
    {
        const NeuronCut cut = m_pruner->cut();
        const NetworkShape smaller = shapeAfter(m_shape, cut);
        const std::vector<std::size_t> places =
            placesAfter(m_shape, m_layout, layoutOf(smaller), cut);
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                keepPlaces(*numbers, places, kPadding);
        takeShape(smaller);
        m_weights.follow(places);
        m_weights.apply(m_parameters);
    }

    void exchangeShape(StateArchive &archive)
    {
        NetworkShape shape = m_shape;
        exchangeWidths(archive, shape);
        if (!archive.reads())
            return;
        takeShape(shape);
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                *numbers = buffer(m_layout.total);
    }

    /// New rounding steps are no trend to follow: the averages take them as they are.
    void advance(double progress)
    {
        if (m_pruner && m_pruner->advance(progress))
            removeNeurons();
        const int bits = m_weights.weightBits();
        m_weights.advance(progress, m_parameters);
        if (!m_average.empty() && m_weights.weightBits() != bits)
            std::copy_n(m_parameters.data() + m_layout.steps, m_layout.total - m_layout.steps,
                        m_average.data() + m_layout.steps);
    }

    float *firstInputs() { return m_front ? m_work.pictures.data() : m_work.values[0].data(); }

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
        gather(m_train, rows, augments, m_mixup ? m_work.unmixed.data() : firstInputs());
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
        const float *own = m_work.unmixed.data();
        float *to = firstInputs();
        for (const std::int64_t partner : m_mixup->partners()) {
            const float *other = m_work.unmixed.data() + static_cast<std::size_t>(partner) * width;
            for (std::size_t i = 0; i < width; ++i)
                to[i] = share * own[i] + (1.0F - share) * other[i];
            own += width;
            to += width;
        }
    }

    void forward(std::size_t rows, bool trains)
    {
        if (m_front)
            m_front->forward(m_work.pictures.data(), rows, trains, m_parameters,
                             m_work.values[0].data());
        const bool drops = trains && m_shape.dropout > 0.0;
        for (std::size_t l = 0; l < m_dense.size(); ++l) {
            const ParameterLayout::Layer &layer = m_dense[l];
            const auto in = static_cast<std::size_t>(layer.inputs);
            const auto out = static_cast<std::size_t>(layer.outputs);
            float *values = m_work.values[l + 1].data();
            m_kernels.multiply({m_work.values[l].data(), in, 1}, weightsOf(l), out,
                               m_parameters.data() + layer.bias, values, out, rows, in, out);
            if (l + 1 == m_dense.size())
                break;
            if (drops)
                fillDropoutMask({m_work.mask.data(), rows * out}, m_shape.dropout, m_dropout);
            m_kernels.activate(m_activation, drops ? m_work.mask.data() : nullptr, values,
                               m_work.slopes[l].data(), rows * out);
        }
    }

    /// Of a dense layer.
    const float *weightsOf(std::size_t layer) const
    {
        return m_weights.of(m_shape.stages.size() + layer);
    }

    void backward(std::size_t rows)
    {
        for (std::size_t l = m_dense.size(); l-- > 0;) {
            const ParameterLayout::Layer &layer = m_dense[l];
            const auto in = static_cast<std::size_t>(layer.inputs);
            const auto out = static_cast<std::size_t>(layer.outputs);
            const float *back = m_work.back.data();
            m_kernels.multiply({m_work.values[l].data(), 1, in}, back, out, nullptr,
                               m_gradient.data() + layer.weights, out, in, rows, out);
            m_kernels.sumRows(back, rows, out, m_gradient.data() + layer.bias);
            if (l == 0 && !m_front)
                break;
            m_kernels.transpose(weightsOf(l), in, out, m_work.transposed.data());
            m_kernels.multiply({back, out, 1}, m_work.transposed.data(), in, nullptr,
                               m_work.backBefore.data(), in, rows, out, in);
            if (l > 0)
                m_kernels.scaleBy(m_work.slopes[l - 1].data(), m_work.backBefore.data(), rows * in);
            std::swap(m_work.back, m_work.backBefore);
        }
        if (m_front)
            m_front->backward(m_work.back.data(), m_parameters, m_gradient);
        m_weights.pullBack(m_parameters, m_gradient);
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

    const Kernels &m_kernels;
    NetworkShape m_shape;
    ActivationName m_activation;
    const Batchable &m_train;
    const Batchable &m_validation;
    const TrainOptions &m_options;
    ParameterLayout m_layout;
    std::span<const ParameterLayout::Layer> m_dense; ///< layers behind the convolutions
    EffectiveWeights m_weights;
    Workspace m_work;
    BatchLoss m_loss;
    std::optional<ConvolutionFront> m_front;
    std::optional<Mixup> m_mixup;
    RandomStream m_dropout, m_augmentation;
    std::optional<NeuronPruner> m_pruner;
    std::vector<float> m_parameters, m_gradient, m_first, m_second;
    KeptNetwork m_best;
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
