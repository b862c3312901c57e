// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/fused_stepper.h"

#include "core/base/random.h"
#include "core/neural/batch_features.h"
#include "core/neural/buffer.h"
#include "core/neural/convolution_front.h"
#include "core/neural/dense_layers.h"
#include "core/neural/effective_weights.h"
#include "core/neural/embedding_front.h"
#include "core/neural/fused_update.h"
#include "core/neural/input_codes.h"
#include "core/neural/kernels.h"
#include "core/neural/loss.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/neuron_pruner.h"
#include "core/neural/parameters.h"
#include "core/neural/quantised_start.h"
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
          m_activation(activation),
          m_train(train),
          m_validation(validation),
          m_options(options),
          m_layout(shape, options.compression),
          m_weights(m_layout, options, train),
          m_rows(
              std::min<std::size_t>(train.rows, static_cast<std::size_t>(options.batchSize) + 1)),
          m_loss(options, shape, m_rows),
          m_dropout(options.seed, 2),
          m_batch(shape, options, m_rows),
          m_best{shape, {}}
    {
        RandomStream random(options.seed, 0);
        m_parameters = initialParameters(m_layout, shape, random);
        m_parameters.resize(m_layout.total + kPadding);
        m_gradient = m_first = m_second = buffer(m_layout.total);
        if (options.averageDecay > 0.0)
            m_average = buffer(m_layout.total);
        if (options.compression.neuronSparsity > 0.0)
            m_pruner.emplace(shape, options.compression);
        m_weights.apply(m_parameters);
        if (shape.embedding.any())
            m_embedding.emplace(m_shape, m_layout, m_rows);
        if (!shape.stages.empty() || m_embedding)
            m_features = buffer(m_rows * static_cast<std::size_t>(shape.inputs));
        makeLayers();
    }

    double step(std::span<const std::int64_t> rows, double learningRate, double progress) override
    {
        const WithoutDenormals flush;
        advance(progress);
        m_batch.gatherToLearn(m_train, rows, firstInputs());
        m_loss.takeToLearn(m_train, rows, m_batch.mixup());
        const double loss = m_loss.of(forward(rows.size(), true), m_dense->slope());
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
    void quantise(int weightBits) override
    {
        const KeptNetwork start = quantisedStart(m_best, m_options.compression);
        m_codes.watch(m_layout.layers.size());
        becomeQuantised(start.shape);
        std::ranges::copy(start.parameters, m_parameters.begin());
        m_weights.settleOn(m_parameters, weightBits);
        m_weights.apply(m_parameters);
        watchInputs();
        m_codes.start(m_layout, m_parameters);
        m_weights.quantise();
        m_weights.apply(m_parameters);
        if (!m_average.empty())
            m_average = m_parameters;
    }
    int weightBits() const override { return bitsAsTold(m_weights.weightBits(), m_codes); }
    bool isFinal() const override
    {
        return m_weights.isFinal() && (!m_pruner || m_pruner->isFinal());
    }
    void keep() override
    {
        m_best = {m_shape, averaged([&] { return m_weights.settled(m_parameters); }),
                  m_codes.areOn()};
    }
    KeptNetwork kept() const override { return m_best; }
    std::vector<LayerWeights> layers() override
    {
        return toLayers(m_layout, averaged([&] { return m_weights.settled(m_parameters); }));
    }
    std::size_t embeddingNumbers() const override { return m_layout.embedding.size(); }

    void exchange(StateArchive &archive) override
    {
        exchangeCodes(archive);
        exchangeShape(archive);
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                archive.floats(std::span(*numbers).first(m_layout.total));
        archive.value(m_steps);
        archive.stream(m_dropout);
        m_batch.exchange(archive);
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
        for (std::size_t begin = 0; begin < m_validation.rows; begin += m_rows) {
            rows.resize(std::min(m_rows, m_validation.rows - begin));
            std::iota(rows.begin(), rows.end(), static_cast<std::int64_t>(begin));
            m_batch.gather(m_validation, rows, firstInputs());
            m_loss.take(m_validation, rows);
            forward(rows.size(), false);
            float *answers = m_dense->meanOfMembers(rows.size());
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

    ParameterLayout layoutOf(const NetworkShape &shape) const
    {
        ParameterLayout layout(shape, m_options.compression);
        if (!m_codes.areOff())
            layout.freezeFront();
        return layout;
    }

    /// Layout and buffers become those of this shape; parameters, moments and masks have to follow.
    void takeShape(const NetworkShape &shape)
    {
        m_shape = shape;
        m_layout = layoutOf(shape);
        m_gradient = buffer(m_layout.total);
        makeLayers();
    }

    /// Of the layout as it is. An embedding stays what it was.
    void makeLayers()
    {
        if (!m_shape.stages.empty())
            m_front.emplace(m_shape, m_activation, m_layout, m_weights, m_codes, m_rows);
        m_dense.emplace(m_shape, m_activation, m_layout, m_weights, m_codes, m_rows);
    }

    /// Of the shape that it was folded to; all numbers are 0, but not yet those that are kept.
    void becomeQuantised(const NetworkShape &shape)
    {
        takeShape(shape);
        m_pruner.reset();
        m_steps = 0;
        for (std::vector<float> *numbers : {&m_parameters, &m_first, &m_second, &m_average})
            if (!numbers->empty())
                *numbers = buffer(m_layout.total);
    }

    void watchInputs()
    {
        const WithoutDenormals flush; // as in a step
        const std::vector<std::int64_t> rows = rowsToWatch(m_train);
        for (std::size_t begin = 0; begin < rows.size(); begin += m_rows) {
            const auto some = std::span(rows).subspan(begin, std::min(m_rows, rows.size() - begin));
            m_batch.gather(m_train, some, firstInputs());
            forward(some.size(), false);
        }
    }

    void exchangeCodes(StateArchive &archive)
    {
        bool areOn = m_codes.areOn();
        archive.value(areOn);
        if (!archive.reads() || !areOn)
            return;
        m_codes.turnOn();
        becomeQuantised(withoutNorms(m_shape));
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

    float *firstInputs() { return m_features.empty() ? m_dense->inputs() : m_features.data(); }

    float *forward(std::size_t rows, bool trains)
    {
        if (m_front)
            m_front->forward(m_features.data(), rows, trains, m_parameters, m_dense->inputs());
        if (m_embedding)
            m_embedding->forward(m_features.data(), rows, m_parameters, m_dense->inputs());
        return m_dense->forward(rows, m_parameters, trains ? &m_dropout : nullptr);
    }

    void backward(std::size_t rows)
    {
        m_dense->backward(rows, m_parameters, m_gradient);
        if (m_front)
            m_front->backward(m_dense->inputSlope(rows, m_gradient), m_parameters, m_gradient);
        if (m_embedding && !m_codes.areOn())
            m_embedding->backward(m_dense->inputs(),
                                  m_dense->inputSlopeColumns(m_embedding->plainCount(), rows),
                                  m_parameters, m_gradient);
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
    EffectiveWeights m_weights;
    InputCodes m_codes;
    std::size_t m_rows; ///< at most, at once
    BatchLoss m_loss;
    std::optional<ConvolutionFront> m_front;
    std::optional<DenseLayers> m_dense; ///< behind the front
    std::optional<EmbeddingFront> m_embedding;
    RandomStream m_dropout;
    BatchFeatures m_batch;
    std::optional<NeuronPruner> m_pruner;
    std::vector<float> m_features; ///< of a batch, where there is a front
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
